// Signs that what arrives is not what was said, as the agent can tell: a value that changes unasked, one that is
// denied when it is read back, words without sense.

import { type Act, AGENT, type Heard, type Value } from './types.ts';

const opensChange = (acts: readonly Act[]): boolean =>
  acts.some(({ type }) => type === 'offer' || type === 'no-offer' || type === 'apologise');

/** Number of such signs in what the agent has heard. */
export const doubtsIn = (said: readonly Heard[]): number => {
  const values = new Map<string, Value>();
  let before: readonly Act[] = [];
  let doubts = 0;
  for (const { seat, acts } of said) {
    if (seat === AGENT) {
      before = acts;
      continue;
    }
    if (acts.length === 0) doubts += 1;
    const readBack = before.some((act) => act.type === 'confirm');
    for (const act of acts) {
      if (act.type === 'deny' && readBack) doubts += 1;
      if (act.type !== 'inform') continue;
      const key = `${act.domain} ${act.slot}`;
      const old = values.get(key);
      if (old !== undefined && old !== act.value && !opensChange(before)) doubts += 1;
      values.set(key, act.value);
    }
  }
  return doubts;
};
