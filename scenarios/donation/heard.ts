// What a persuader makes of the talk so far, from its own observation: what it has tried, how the other has
// taken it, and how far they are with the gift.

import type { ScriptView } from '../../shared/scenario.ts';
import { ACT_TYPES, type ActType } from './acts.ts';
import { tallyOf, typeIndex } from './tally.ts';
import { type Act, type Observation, PERSUADEE, PERSUADER, type State } from './types.ts';

export type View = ScriptView<State, Act, Observation>;

/** Where the talk about the gift stands. */
export const STANDINGS = ['open', 'refused', 'agreed', 'named'] as const;
export type Standing = (typeof STANDINGS)[number];

export interface Heard {
  /** Own utterances so far. */
  readonly turn: number;
  /** Acts of the persuadee's latest utterance. */
  readonly latest: readonly Act[];
  readonly standing: Standing;
  readonly promised: number | null;
  /** Times that this persuader has done a type of act. */
  used(type: ActType): number;
  /** Own utterances since it last did one of these; Infinity: never. */
  since(...types: readonly ActType[]): number;
  /** Whether the persuadee's latest utterance has one of these. */
  has(...types: readonly ActType[]): boolean;
}

/** By what the persuadee said last of it. */
export const standingOf = ({ said, promised }: Pick<Observation, 'said' | 'promised'>): Standing => {
  for (let at = said.length - 1; at >= 0; at--) {
    const one = said[at];
    if (!one || one.seat !== PERSUADEE) continue;
    for (const { type } of one.acts) {
      if (type === 'disagree-donation') return 'refused';
      if (type === 'provide-amount') return promised === 0 ? 'refused' : 'named';
      if (type === 'agree-donation') return promised === null ? 'agreed' : 'named';
    }
  }
  return 'open';
};

export const heardBy = (observation: Observation): Heard => {
  const { said, promised } = observation;
  const tally = tallyOf(observation);
  const last = said[said.length - 1];
  const latest = last?.seat === PERSUADEE ? last.acts : [];
  const at = (type: ActType): number => PERSUADER * ACT_TYPES.length + typeIndex(type);
  return {
    turn: (said.length + 1) >> 1,
    latest,
    standing: standingOf(observation),
    promised,
    used: (type) => tally.counts[at(type)] ?? 0,
    since: (...types) => {
      const index = Math.max(...types.map((type) => tally.latest[at(type)] ?? -1));
      return index < 0 ? Number.POSITIVE_INFINITY : (said.length - index) >> 1;
    },
    has: (...types) => latest.some(({ type }) => types.includes(type)),
  };
};
