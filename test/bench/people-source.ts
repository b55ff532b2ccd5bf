// What people did, as far as nothing was fitted to it, and the same turns as a simulated user is given them: the
// person's own history, in the scenario's words. Only turns that annotators read count.

import { splitOf } from '../../scenarios/booking/goals/index.ts';
import { goalsOf, worldOf } from '../../scenarios/booking/world/index.ts';
import { findScenario } from '../../scenarios/index.ts';
import { recordedPersuasion } from '../../server/cli/import-persuasion.ts';
import { worldPart } from '../../server/cli/import-world.ts';
import { type Onlooker, playDialogue } from '../../server/cli/recorded-episode.ts';
import { Tally } from '../../server/cli/recorded-tally.ts';
import { readMultiwoz } from '../../server/corpora/multiwoz-world.ts';
import { readPersuasion } from '../../server/corpora/persuasion.ts';
import type { OpenTurn } from '../../server/episode/open-turn.ts';
import { isKeptOut } from '../../server/fit/dialogues.ts';
import type { RecordedDialogue } from '../../shared/recorded.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { outsideData } from '../doubles/outside-data.ts';

export interface PersonTurn {
  readonly dialogue: string;
  /** The turn as its seat sees it; it may be asked about at any later time. */
  readonly open: OpenTurn;
  /** What the person did, in the scenario's acts. */
  readonly acts: readonly unknown[];
  readonly text: string;
}

export interface People {
  readonly scenario: Scenario;
  /** The simulated user's seat and role. */
  readonly seat: number;
  readonly role: string;
  /** Acts by name, each once: of one type, or as fine as annotators tell them apart. What they have no word for does
   * not count. */
  named(acts: readonly unknown[], fine: boolean): readonly string[];
  /** Annotated turns of held-out dialogues, each with at least one act. */
  readonly turns: readonly PersonTurn[];
  /** Annotated turns whose annotation no act stands for. */
  readonly without: number;
  /** Utterances of dialogues that were not held out: what can be said without looking at the history. */
  readonly before: readonly (readonly unknown[])[];
  /** The last decision of each held-out dialogue, where there is one (the jar). */
  readonly decisions: readonly PersonTurn[];
  /** Of the held-out dialogues, as the scenario measures an episode. */
  readonly metrics: readonly Readonly<Record<string, number>>[];
  /** Options under which a simulated user is who the person was. */
  readonly options: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

interface Source {
  readonly scenario: Scenario;
  readonly seat: number;
  readonly dialogues: readonly RecordedDialogue[];
  readonly heldOut: (id: string) => boolean;
  readonly options: (dialogue: RecordedDialogue) => Readonly<Record<string, unknown>>;
  /** Fields of an act that tell acts apart, the coarsest first. */
  readonly fields: readonly string[];
}

const typed = (act: unknown, fields: readonly string[]): string =>
  typeof act === 'object' && act !== null
    ? Object.entries(act)
        .filter(([field]) => fields.includes(field))
        .map(([, value]) => String(value))
        .join(' ')
    : '';

/** What ends a talk or an utterance: annotators have other words for it, or none. */
const ENDS = ['done', 'silence', 'bye', 'give'];

const peopleOf = ({ scenario, seat, dialogues, heldOut, options, fields }: Source): People => {
  const turns: PersonTurn[] = [];
  const decisions: PersonTurn[] = [];
  const before: (readonly unknown[])[] = [];
  const known = new Set<string>();
  const metrics: Record<string, number>[] = [];
  let without = 0;
  for (const dialogue of dialogues) {
    const held = heldOut(dialogue.id);
    const spoken = dialogue.turns.filter((turn) => turn.seat === seat && turn.text !== '').values();
    const watch: Onlooker = (open, { acts, text = '' }) => {
      if (open.seat !== seat) return;
      const turn = { dialogue: dialogue.id, open, acts, text };
      if (held && open.kind !== 'speak') decisions.push(turn);
      if (open.kind !== 'speak' || text === '' || spoken.next().value?.acts === null) return;
      const types = acts.map((act) => typed(act, fields.slice(0, 1))).filter((type) => !ENDS.includes(type));
      for (const type of types) known.add(type);
      if (!held) before.push(acts);
      else if (types.length > 0) turns.push(turn);
      else without++;
    };
    const { end } = playDialogue(scenario, `people-${dialogue.id}`, dialogue, new Tally(), watch);
    if (held) metrics.push(end.metrics);
  }
  const named: People['named'] = (acts, fine) => {
    const all = acts.filter((act) => known.has(typed(act, fields.slice(0, 1))));
    return [...new Set(all.map((act) => typed(act, fine ? fields : fields.slice(0, 1))))];
  };
  const own = dialogues.filter(({ id }) => heldOut(id));
  return {
    ...{ scenario, seat, role: scenario.roles[seat] ?? '', named, turns, without, decisions, metrics },
    before: before.filter((acts) => named(acts, false).length > 0),
    options: new Map(own.map((dialogue) => [dialogue.id, options(dialogue)])),
  };
};

const scenarioOf = (id: string): Scenario => {
  const scenario = findScenario(id);
  if (!scenario) throw new Error(`there is no scenario ${id}`);
  return scenario;
};

/** Persuadees of the fifth of PersuasionForGood that the model was not fitted to. */
export const persuadees = (): People => {
  const { recorded } = recordedPersuasion(readPersuasion(outsideData('persuasion-for-good')));
  return peopleOf({
    scenario: scenarioOf('donation'),
    seat: 1,
    dialogues: recorded.dialogues,
    heldOut: (id) => isKeptOut(id),
    options: ({ options }) => ({ persona: options.persona }),
    fields: ['type'],
  });
};

/** Customers of the fifth of MultiWOZ's errands that training never sees. */
export const customers = (): People => {
  const folder = outsideData('multiwoz');
  worldPart(folder);
  const scenario = scenarioOf('booking');
  const recorded = scenario.resources?.multiwoz?.dialogues?.(readMultiwoz(folder).given);
  const world = worldOf('multiwoz');
  const held = new Set(goalsOf(world).flatMap((goal) => (splitOf(goal) === 'heldout' ? [goal.id] : [])));
  return peopleOf({
    scenario,
    seat: 0,
    dialogues: recorded?.dialogues ?? [],
    heldOut: (id) => held.has(id),
    options: ({ options }) => ({ world: options.world, goal: options.goal }),
    fields: ['type', 'domain', 'slot'],
  });
};
