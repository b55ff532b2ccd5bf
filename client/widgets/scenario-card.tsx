import { useState } from 'preact/hooks';
import type { Control } from '../../shared/scenario.ts';
import type { ScenarioItem } from '../net/api.ts';
import { keepConsent, keptConsent, keptName, type Setup } from '../net/kept.ts';
import { changed, mostPeople, newForm, type SetupForm, scriptsFor, seatsOf, setupOf } from '../net/setup.ts';
import { startRoom } from '../net/tables.ts';
import { roomHash } from '../route.ts';
import { text } from '../text.ts';
import { Field, Select } from './field.tsx';
import { toast } from './toast.tsx';

interface Part {
  scenario: ScenarioItem;
  form: SetupForm;
  change(part: Partial<SetupForm>): void;
}

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

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Who plays each role when no person does. */
const FillFields = ({ scenario, form, change }: Part) => (
  <fieldset class="fields">
    <legend>{text.lobby.fill}</legend>
    {scenario.roles.map((role) => {
      const scripts = scriptsFor(scenario, role);
      const chosen = scripts.find(({ name }) => form.fill[role] === `scripted:${name}`);
      return (
        <Select
          key={role}
          label={role}
          note={chosen?.summary ?? ''}
          value={form.fill[role] ?? ''}
          items={scripts.map(({ name }) => [`scripted:${name}`, capital(name)])}
          onValue={(kind) => change({ fill: { ...form.fill, [role]: kind } })}
        />
      );
    })}
  </fieldset>
);

const MainFields = ({ scenario, form, change }: Part) => (
  <div class="fields">
    <Select
      label={text.lobby.role}
      value={form.role}
      items={[
        ['', text.lobby.anyRole],
        ...scenario.roles.map((role): [string, string] => [role, capital(role)]),
      ]}
      note={form.role ? text.lobby.roleNote : ''}
      onValue={(role) => change({ role })}
    />
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

const withOption = (
  options: SetupForm['options'],
  option: string,
  value: string | number | undefined,
): SetupForm['options'] => {
  const { [option]: _old, ...rest } = options;
  return value === undefined ? rest : { ...rest, [option]: value };
};

const MoreFields = ({ scenario, form, change }: Part) => (
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
    </div>
    {scenario.controls.some(({ value }) => value === undefined) && (
      <small class="muted auto-note">{text.lobby.autoNote}</small>
    )}
    <FillFields scenario={scenario} form={form} change={change} />
  </details>
);

export const ScenarioCard = ({ scenario }: { scenario: ScenarioItem }) => {
  const [form, setForm] = useState(() => newForm(scenario, '', keptConsent()));
  const [starting, setStarting] = useState(false);
  const change = (part: Partial<SetupForm>): void => setForm((old) => changed(scenario, old, part));
  const begin = (setup: Setup): void => {
    setStarting(true);
    startRoom(setup).then(
      (roomId) => {
        location.hash = roomHash(roomId, setup.as === 'spectator');
      },
      (problem: Error) => {
        setStarting(false);
        toast(problem.message || text.errors.unreachable);
      },
    );
  };
  const play = (event: Event): void => {
    event.preventDefault();
    keepConsent(form.consent);
    begin(setupOf(scenario, { ...form, name: keptName() }));
  };
  const watch = (): void =>
    begin({ ...setupOf(scenario, { ...form, name: keptName(), role: '', people: 0 }), as: 'spectator' });
  return (
    <form class="scenario" onSubmit={play} aria-label={scenario.title}>
      <div class="scenario-head">
        <h3>{scenario.title}</h3>
        <span class="muted">{text.lobby.seats(scenario.seats.min, scenario.seats.max)}</span>
      </div>
      <p class="summary">{scenario.summary}</p>
      <MainFields scenario={scenario} form={form} change={change} />
      <MoreFields scenario={scenario} form={form} change={change} />
      <label class="check" title={text.lobby.consentNote}>
        <input
          type="checkbox"
          checked={form.consent}
          onChange={(event) => change({ consent: event.currentTarget.checked })}
        />
        <span>
          {text.lobby.consent}
          <small class="muted">{text.lobby.consentNote}</small>
        </span>
      </label>
      <div class="start">
        <button type="submit" class="primary play" disabled={starting}>
          {starting ? text.lobby.starting : text.lobby.play}
        </button>
        <button type="button" disabled={starting} onClick={watch}>
          {text.lobby.watchBots}
        </button>
      </div>
      <p class="muted what">{text.lobby.what(seatsOf(scenario, form), form.people)}</p>
    </form>
  );
};
