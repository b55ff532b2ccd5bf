import { useState } from 'preact/hooks';
import type { ModelsItem, ScenarioItem } from '../net/api.ts';
import { keepConsent, keptConsent, keptName, type Setup } from '../net/kept.ts';
import { type Company, changed, companyOf, newForm, type SetupForm, seatsOf, setupOf } from '../net/setup.ts';
import { startRoom } from '../net/tables.ts';
import { roomHash } from '../route.ts';
import { text } from '../text.ts';
import { MainFields, MoreFields } from './setup-fields.tsx';
import { toast } from './toast.tsx';

const Consent = ({ given, onGive }: { given: boolean; onGive(given: boolean): void }) => (
  <label class="check consent">
    <input type="checkbox" checked={given} onChange={(event) => onGive(event.currentTarget.checked)} />
    <span>
      {text.lobby.consent}
      <small class="muted">{text.lobby.consentNote}</small>
    </span>
  </label>
);

/** Opens a table and goes there; a refusal is shown, and one may try again. */
const useStart = (): [starting: boolean, begin: (setup: Setup) => void] => {
  const [starting, setStarting] = useState(false);
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
  return [starting, begin];
};

const WATCH: Readonly<Record<Company, string>> = {
  bots: text.lobby.watchBots,
  agents: text.lobby.watchAgents,
  both: text.lobby.watchAgents,
  llms: text.lobby.watchModels,
};

interface Props {
  scenario: ScenarioItem;
  /** Roles that an agent is trained for. */
  trained: ReadonlySet<string>;
  models: ModelsItem | undefined;
}

/** A table of one scenario, to be set up and started. */
export const ScenarioCard = ({ scenario, trained, models }: Props) => {
  const [form, setForm] = useState(() => newForm(scenario, '', keptConsent()));
  const [starting, begin] = useStart();
  const change = (part: Partial<SetupForm>): void => setForm((old) => changed(scenario, old, part));
  const play = (event: Event): void => {
    event.preventDefault();
    keepConsent(form.consent);
    begin(setupOf(scenario, { ...form, name: keptName() }));
  };
  const watch = (): void =>
    begin({ ...setupOf(scenario, { ...form, name: keptName(), role: '', people: 0 }), as: 'spectator' });
  const part = { scenario, trained, models, form, change };
  const company = companyOf(scenario, form);
  return (
    <form class="scenario" onSubmit={play} aria-label={scenario.title}>
      <p class="about-scenario">{scenario.summary}</p>
      <MainFields {...part} />
      <Consent given={form.consent} onGive={(consent) => change({ consent })} />
      <div class="start">
        <button type="submit" class="primary play" disabled={starting}>
          {starting ? text.lobby.starting : text.lobby.play}
        </button>
        <button type="button" disabled={starting} onClick={watch}>
          {WATCH[company]}
        </button>
      </div>
      <p class="muted what">{text.lobby.what(seatsOf(scenario, form), form.people, company)}</p>
      <MoreFields {...part} />
    </form>
  );
};
