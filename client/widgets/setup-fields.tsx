// The settings of a table: what most people choose, and behind "More settings" the rest.

import type { Control } from '../../shared/scenario.ts';
import { type ModelsItem, roleWord, type ScenarioItem } from '../net/api.ts';
import {
  AGENT,
  filledWith,
  LLM,
  mostPeople,
  type Others,
  othersOf,
  type SetupForm,
  scriptsFor,
  trainedOthers,
} from '../net/setup.ts';
import { text } from '../text.ts';
import { Field, Select } from './field.tsx';

export interface Part {
  scenario: ScenarioItem;
  /** Roles that an agent is trained for. */
  trained: ReadonlySet<string>;
  /** Language models of the server; undefined: not known yet. */
  models: ModelsItem | undefined;
  form: SetupForm;
  change(part: Partial<SetupForm>): void;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const OptionField = ({
  control,
  value,
  onValue,
}: {
  control: Control;
  value: string | number | undefined;
  onValue(value: string | number | undefined): void;
}) =>
  control.kind === 'choice' ? (
    <Select
      label={control.label}
      value={String(value ?? '')}
      items={(control.choices ?? []).map((choice) => [choice, capital(choice)])}
      onValue={onValue}
    />
  ) : (
    <Field label={control.label}>
      <input
        type="number"
        min={control.min}
        max={control.max}
        step={(control.max ?? 2) - (control.min ?? 0) > 1 ? 1 : 'any'}
        value={value ?? ''}
        placeholder={control.value === undefined ? text.lobby.auto : ''}
        required={control.value !== undefined}
        onChange={(event) => {
          const next = event.currentTarget.valueAsNumber;
          if (Number.isFinite(next)) onValue(next);
          else if (control.value === undefined) onValue(undefined);
        }}
      />
    </Field>
  );

/** Who plays each role when no person does. */
const FillFields = ({ scenario, trained, models, form, change }: Part) => (
  <fieldset class="fields">
    <legend>{text.lobby.fill}</legend>
    {scenario.roles.map((role) => {
      const scripts = scriptsFor(scenario, role);
      const kind = form.fill[role] ?? '';
      const chosen = scripts.find(({ name }) => kind === `scripted:${name}`);
      const agents: [string, string][] = trained.has(role) ? [[AGENT, text.lobby.agent]] : [];
      if (models?.models.length) agents.push([LLM, text.lobby.llm]);
      return (
        <Select
          key={role}
          label={roleWord(scenario, role)}
          note={text.lobby.kindNotes[kind] ?? chosen?.summary ?? ''}
          value={kind}
          items={[
            ...scripts.map(({ name }): [string, string] => [`scripted:${name}`, capital(name)]),
            ...agents,
          ]}
          onValue={(next) => change({ fill: { ...form.fill, [role]: next } })}
        />
      );
    })}
  </fieldset>
);

const noteOf = (
  scenario: ScenarioItem,
  others: Others,
  agents: readonly string[],
  models: ModelsItem | undefined,
): string => {
  if (others === 'llms') return text.lobby.llmsNote(models?.models[0] ?? '');
  const trained =
    agents.length > 0
      ? text.lobby.trainedFor(agents.map((role) => roleWord(scenario, role)))
      : text.lobby.noAgents;
  return models?.models.length === 0 ? `${trained} ${text.lobby.noModels}` : trained;
};

/** Bots, agents or language models, in one choice for all the others. */
const OthersField = ({ scenario, trained, models, form, change }: Part) => {
  const agents = trainedOthers(scenario, form, trained);
  const others = othersOf(scenario, form, trained);
  const items: [string, string][] = [['bots', text.lobby.bots]];
  if (agents.length > 0) items.push(['agents', text.lobby.agents]);
  if (models?.models.length) items.push(['llms', text.lobby.llms]);
  if (others === 'mixed') items.push(['mixed', text.lobby.mixed]);
  return (
    <Select
      label={text.lobby.others}
      note={noteOf(scenario, others, agents, models)}
      value={others}
      items={items}
      onValue={(next) => {
        if (next === 'bots' || next === 'agents' || next === 'llms')
          change({ fill: filledWith(scenario, next, trained) });
      }}
    />
  );
};

export const MainFields = (part: Part) => {
  const { scenario, form, change } = part;
  return (
    <div class="fields">
      <Select
        label={text.lobby.role}
        value={form.role}
        items={[
          ['', text.lobby.anyRole],
          ...scenario.roles.map((role): [string, string] => [role, capital(roleWord(scenario, role))]),
        ]}
        note={form.role ? text.lobby.roleNote : ''}
        onValue={(role) => change({ role })}
      />
      <OthersField {...part} />
      <Select
        label={text.lobby.people}
        note={form.people > 0 ? text.lobby.peopleNote : ''}
        value={String(form.people)}
        items={Array.from({ length: mostPeople(scenario, form) + 1 }, (_, count) => [
          String(count),
          count === 0 ? text.lobby.peopleNone : String(count),
        ])}
        onValue={(count) => change({ people: Number(count) })}
      />
      <Select
        label={text.lobby.pace}
        note={text.lobby.paceNote[form.pace]}
        value={form.pace}
        items={[
          ['live', text.lobby.paceLive],
          ['fast', text.lobby.paceFast],
        ]}
        onValue={(pace) => change({ pace: pace === 'fast' ? 'fast' : 'live' })}
      />
    </div>
  );
};

/** Largest number that the server takes. */
const SEEDS = Number.MAX_SAFE_INTEGER;

const SeedField = ({ form, change }: Pick<Part, 'form' | 'change'>) => (
  <Field label={text.lobby.seed} {...(form.seed === undefined ? {} : { note: text.lobby.seedNote })}>
    <input
      type="number"
      min={0}
      max={SEEDS}
      step={1}
      value={form.seed ?? ''}
      placeholder={text.lobby.seedAny}
      onInput={(event) => {
        const seed = event.currentTarget.valueAsNumber;
        change({ seed: Number.isFinite(seed) ? seed : undefined });
      }}
    />
  </Field>
);

const withOption = (
  options: SetupForm['options'],
  option: string,
  value: string | number | undefined,
): SetupForm['options'] => {
  const { [option]: _old, ...rest } = options;
  return value === undefined ? rest : { ...rest, [option]: value };
};

export const MoreFields = (part: Part) => {
  const { scenario, form, change } = part;
  return (
    <details class="more">
      <summary>{text.lobby.more}</summary>
      <div class="fields">
        {scenario.controls.map((control) => (
          <OptionField
            key={control.option}
            control={control}
            value={form.options[control.option] ?? control.value}
            onValue={(value) => change({ options: withOption(form.options, control.option, value) })}
          />
        ))}
        <SeedField form={form} change={change} />
      </div>
      {scenario.controls.some(({ value }) => value === undefined) && (
        <small class="muted auto-note">{text.lobby.autoNote}</small>
      )}
      <FillFields {...part} />
      {part.models?.models.length === 0 && <small class="muted auto-note">{part.models.how}</small>}
    </details>
  );
};
