// How often and how lately each seat has done each type of act, kept with the observation that it was
// counted from, since a policy asks once for every candidate.

import { ACT_TYPES, type ActType, isInquiry } from './acts.ts';
import type { Observation } from './types.ts';

const INDEX: ReadonlyMap<ActType, number> = new Map(ACT_TYPES.map((type, index) => [type, index]));

/** Position of a type in ACT_TYPES. */
export const typeIndex = (type: ActType): number => INDEX.get(type) ?? 0;

interface Tally {
  /** [seat * types + type]: times said. */
  readonly counts: Uint8Array;
  /** [seat * types + type]: index of the latest utterance with it; -1: never. */
  readonly latest: Int8Array;
  /** Utterances so far. */
  readonly said: number;
  /** The other seat's latest utterance asked something. */
  readonly asked: boolean;
}

const asks = (type: ActType): boolean => isInquiry(type) || type.startsWith('ask-');

const count = ({ said, seat }: Observation): Tally => {
  const counts = new Uint8Array(2 * ACT_TYPES.length);
  const latest = new Int8Array(2 * ACT_TYPES.length).fill(-1);
  said.forEach(({ seat: speaker, acts }, index) => {
    for (const act of acts) {
      const at = speaker * ACT_TYPES.length + typeIndex(act.type);
      counts[at] = (counts[at] ?? 0) + 1;
      latest[at] = index;
    }
  });
  const last = said[said.length - 1];
  const asked = last !== undefined && last.seat !== seat && last.acts.some((act) => asks(act.type));
  return { counts, latest, said: said.length, asked };
};

const known = new WeakMap<Observation, Tally>();

export const tallyOf = (observation: Observation): Tally => {
  let tally = known.get(observation);
  if (!tally) {
    tally = count(observation);
    known.set(observation, tally);
  }
  return tally;
};
