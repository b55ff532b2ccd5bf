// The parameters of the model as one list of numbers, and the nodes over which what nobody sees is summed.

import { REPLY_FEATURES, SLOTS } from '../../scenarios/donation/model-reply.ts';
import { MOVES } from './dialogues.ts';
import { SCALES } from './personas.ts';

/** Slots that tell of the inclination: what is said of the gift, and how inquiries are answered. They come first in
 * SLOTS. */
export const TELLING = ['answer', 'stance'] as const;
export const OPTIONS = TELLING.map((slot) => SLOTS[slot]?.length ?? 0);
export const OPTION_COUNT = OPTIONS.reduce((sum, one) => sum + one, 0);
const FEATURES = REPLY_FEATURES.length;
/** Weights of one option, then its loading. */
const WIDTH = FEATURES + 1;

/** Where each kind of parameter begins. */
export const AT = {
  intercept: 0,
  logSpread: 1,
  traits: 2,
  moves: 2 + SCALES.length,
  promised: 2 + SCALES.length + MOVES.length,
  size: 4 + SCALES.length + MOVES.length,
  replies: 5 + SCALES.length + MOVES.length,
} as const;

const REPLY_BLOCK = OPTION_COUNT * WIDTH;
export const PARAMETERS = AT.replies + 2 * REPLY_BLOCK;

/** Index of an option's first weight; `source` is 0 for annotated dialogues. */
export const replyAt = (source: 0 | 1, option: number): number =>
  AT.replies + source * REPLY_BLOCK + option * WIDTH;

export const LOADING = FEATURES;

/** Abscissas and weights for the standard normal density, 9 nodes, exact to degree 17. */
const NODES = [0, 1.0232556637891326, 2.0768479786778302, 3.2054290028564703, 4.5127458633997826];
const WEIGHTS = [
  0.406349206349206, 0.244097502894939, 0.0499164067652179, 0.00278914132123177, 2.23458440077466e-5,
];
export const X = [
  ...NODES.slice(1)
    .map((x) => -x)
    .reverse(),
  ...NODES,
];
export const LOG_W = [...WEIGHTS.slice(1).reverse(), ...WEIGHTS].map(Math.log);
export const Q = X.length;
