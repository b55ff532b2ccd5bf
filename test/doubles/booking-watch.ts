// What the check of a user's conduct keeps in mind, and what its goal may mean by a value.

import { BOOK } from '../../scenarios/booking/slots.ts';
import {
  type Act,
  ANY,
  type Domain,
  type DomainGoal,
  type Slot,
  type Stage,
  type State,
  type Value,
  type Values,
} from '../../scenarios/booking/types.ts';
import { fits } from '../../scenarios/booking/world/index.ts';

export type Fault =
  | 'contradicts'
  | 'goes back'
  | 'reveals'
  | 'repeats'
  | 'invents'
  | 'strays'
  | 'drops early'
  | 'leaves early';

/** What may be expected of a user's patience. */
export interface Patience {
  /** Own utterances on a domain without news before it may be dropped, nothing having been dropped before. */
  readonly exchanges: number;
  /** The same act in so many utterances on end, and in all. */
  readonly row: number;
  readonly times: number;
}

export interface Watch {
  readonly state: State;
  readonly patience: Patience;
  readonly faults: Set<Fault>;
  /** By domain and kind of stage: the earliest stage that is still in accord with what was told. */
  readonly floor: Map<string, number>;
  /** By domain and slot: asked for by the agent. */
  readonly asked: Set<string>;
  readonly told: Set<string>;
  readonly dropped: Set<Domain>;
  /** Own utterances on the domain since there was news of it. */
  readonly waits: Map<Domain, number>;
  readonly none: Map<Domain, number>;
  readonly refused: Map<Domain, number>;
  /** Names offered, as "domain name". */
  readonly names: Set<string>;
  /** Domains in which an offer stands that was not turned down. */
  readonly content: Set<Domain>;
  current: Domain | null;
  /** Utterances in which offers of the domain were turned down. */
  readonly turnedDown: Map<Domain, number>;
  readonly row: Map<string, number>;
  readonly times: Map<string, number>;
  readonly strange: Map<Domain, number>;
}

export const goalOf = ({ state }: Watch, domain: Domain): DomainGoal | undefined =>
  state.goal.domains.find((goal) => goal.domain === domain);

export const add = <Key>(counts: Map<Key, number>, key: Key): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

export const isBook = (domain: Domain, slot: Slot): boolean => BOOK[domain].includes(slot);

/** What a goal may hold of a slot that comes from another domain: a name heard there, or the time of its table. */
export const linkedValues = (watch: Watch, goal: DomainGoal, slot: Slot): Value[] => {
  const source = goal.from[slot];
  if (source === undefined) return [];
  const found = goalOf(watch, source);
  const times = found?.book.flatMap((stage) => stage.values.time ?? []) ?? [];
  return [
    ...watch.state.notes.offers.filter(({ domain }) => domain === source).map(({ name }) => name),
  ].concat(times, found?.info.flatMap((stage) => stage.values.name ?? []) ?? []);
};

export const holds = (
  watch: Watch,
  goal: DomainGoal,
  stage: Stage | undefined,
  slot: Slot,
  value: Value,
): boolean => {
  const wanted = stage?.values[slot];
  if (wanted !== undefined) return wanted === value;
  return goal.from[slot] ? linkedValues(watch, goal, slot).includes(value) : value === ANY;
};

export const stagesOf = (goal: DomainGoal, slot: Slot): readonly Stage[] =>
  isBook(goal.domain, slot) ? goal.book : goal.info;

/** Whether an offer, as far as it was heard, is as some stage of the goal wants it. */
export const suitable = (watch: Watch, { domain, name, facts }: Act & { type: 'offer' }): boolean => {
  const heard = (values: Values): Values =>
    Object.fromEntries(
      Object.entries(values).filter(([slot]) => slot === 'name' || facts[slot] !== undefined),
    );
  const stages = goalOf(watch, domain)?.info ?? [];
  return stages.some(({ values }) => fits({ name, facts }, domain, heard(values)));
};
