// How often and how lately each seat has done each type of act, kept with the talk that it was counted from,
// since a policy asks once for every candidate, and a survey before every turn.

import { ACT_TYPES, type ActType, isInquiry } from './acts.ts';
import type { Observation, Said } from './types.ts';

const INDEX: ReadonlyMap<ActType, number> = new Map(ACT_TYPES.map((type, index) => [type, index]));

/** Position of a type in ACT_TYPES. */
export const typeIndex = (type: ActType): number => INDEX.get(type) ?? 0;

interface Tally {
  /** [seat * types + type]: times said. */
  readonly counts: readonly number[];
  /** [seat * types + type]: utterances in which it was said. */
  readonly utterances: readonly number[];
  /** [seat * types + type]: index of the latest utterance with it; -1: never. */
  readonly latest: readonly number[];
}

const count = (said: readonly Said[]): Tally => {
  const counts = new Array<number>(2 * ACT_TYPES.length).fill(0);
  const utterances = new Array<number>(2 * ACT_TYPES.length).fill(0);
  const latest = new Array<number>(2 * ACT_TYPES.length).fill(-1);
  for (let index = 0; index < said.length; index++) {
    const { seat, acts } = said[index] as Said;
    for (const act of acts) {
      const at = seat * ACT_TYPES.length + typeIndex(act.type);
      counts[at] = (counts[at] ?? 0) + 1;
      if (latest[at] !== index) utterances[at] = (utterances[at] ?? 0) + 1;
      latest[at] = index;
    }
  }
  return { counts, utterances, latest };
};

const known = new WeakMap<readonly Said[], Tally>();

export const tallyOf = ({ said }: Pick<Observation, 'said'>): Tally => {
  let tally = known.get(said);
  if (!tally) {
    tally = count(said);
    known.set(said, tally);
  }
  return tally;
};

const asks = (type: ActType): boolean => isInquiry(type) || type.startsWith('ask-');

/** Whether the other seat's latest utterance asked something. */
export const isAsked = ({ said, seat }: Pick<Observation, 'said' | 'seat'>): boolean => {
  const last = said[said.length - 1];
  return last !== undefined && last.seat !== seat && last.acts.some((act) => asks(act.type));
};
