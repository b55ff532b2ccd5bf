// Questions, thanks and goodbyes: what people say that does not hang on how inclined they are. One multinomial
// logit a slot over the talk so far, from the annotated dialogues alone, under a weak prior.

import { REPLY_FEATURES, SLOTS } from '../../scenarios/donation/model-reply.ts';
import type { FitDialogue } from './dialogues.ts';
import { minimise } from './minimise.ts';

const VARIANCE = 1;
const ALWAYS = REPLY_FEATURES.indexOf('always');
const WIDTH = REPLY_FEATURES.length;

interface Row {
  readonly features: readonly number[];
  /** Option, -1 for nothing. */
  readonly chosen: number;
}

/** Chances of the options given what holds; the rest is "nothing". */
const chances = (weights: Float64Array, count: number, features: readonly number[]): number[] => {
  const powers = Array.from({ length: count }, (_, option) => {
    let logit = 0;
    for (const feature of features) logit += weights[option * WIDTH + feature] ?? 0;
    return Math.exp(logit);
  });
  const sum = powers.reduce((total, one) => total + one, 1);
  return powers.map((one) => one / sum);
};

const fitSlot = (rows: readonly Row[], count: number): Float64Array => {
  const start = new Float64Array(count * WIDTH);
  for (let option = 0; option < count; option++) start[option * WIDTH + ALWAYS] = -3;
  const { x } = minimise((weights, gradient) => {
    let value = 0;
    gradient.fill(0);
    for (const { features, chosen } of rows) {
      const p = chances(weights, count, features);
      const nothing = 1 - p.reduce((total, one) => total + one, 0);
      value -= Math.log(Math.max(1e-12, chosen < 0 ? nothing : (p[chosen] ?? 0)));
      for (let option = 0; option < count; option++)
        for (const feature of features) {
          const at = option * WIDTH + feature;
          gradient[at] = (gradient[at] ?? 0) + (p[option] ?? 0) - (option === chosen ? 1 : 0);
        }
    }
    weights.forEach((weight, at) => {
      if (at % WIDTH === ALWAYS) return;
      value += (weight * weight) / (2 * VARIANCE);
      gradient[at] = (gradient[at] ?? 0) + weight / VARIANCE;
    });
    return value;
  }, start);
  return x;
};

/** Weights by option of one slot. */
export const fitReplies = (dialogues: readonly FitDialogue[], slot: string): number[][] => {
  const index = Object.keys(SLOTS).indexOf(slot);
  const count = SLOTS[slot]?.length ?? 0;
  const rows = dialogues
    .filter(({ annotated }) => annotated)
    .flatMap(({ exchanges }) =>
      exchanges.flatMap(({ features, chosen }) =>
        features ? [{ features, chosen: chosen[index] ?? -1 }] : [],
      ),
    );
  const weights = fitSlot(rows, count);
  return Array.from({ length: count }, (_, option) =>
    Array.from(weights.subarray(option * WIDTH, (option + 1) * WIDTH)),
  );
};
