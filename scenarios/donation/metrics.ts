// What an episode is measured by. Guilt and repetition are faults of the persuader that no reward sees;
// learners may penalise them.

import { isInquiry, isStrategy } from './acts.ts';
import { type Act, PERSUADER, type Said, type State } from './types.ts';

/** Things that are told or asked once; other arguments may come up twice. */
const isOnce = (type: Act['type']): boolean =>
  isInquiry(type) || type === 'personal-story' || type === 'self-modeling';

const spokenBy = (said: readonly Said[]): readonly Said[] => said.filter((one) => one.seat === PERSUADER);

/**
 * Share of the persuader's arguments and inquiries (the ten strategies) that come once too often: an
 * inquiry, a personal story or the own example that was already in an earlier utterance, any other strategy
 * that was already in two earlier ones. After the repetition detector of Shi et al. 2021 (Refine and
 * Imitate), which looks at sentences; here acts are looked at. 0 where nothing was argued.
 */
export const repetition = (said: readonly Said[]): number => {
  const uses = new Map<string, number>();
  let argued = 0;
  let repeated = 0;
  for (const { acts } of spokenBy(said)) {
    const here = new Set(acts.map((act) => act.type).filter(isStrategy));
    for (const type of here) {
      const before = uses.get(type) ?? 0;
      argued++;
      if (before >= (isOnce(type) ? 1 : 2)) repeated++;
      uses.set(type, before + 1);
    }
  }
  return argued === 0 ? 0 : repeated / argued;
};

/** Share of the persuader's acts that lay guilt on the other; 0 where it said nothing. */
export const guilt = (said: readonly Said[]): number => {
  let acts = 0;
  let guilty = 0;
  for (const one of spokenBy(said))
    for (const act of one.acts) {
      if (act.type === 'silence') continue;
      acts++;
      if (act.type === 'guilt') guilty++;
    }
  return acts === 0 ? 0 : guilty / acts;
};

/** Of one episode. Amounts in dollars; what never came to be (a promise, a gift) is absent. */
export const metrics = (state: State): Record<string, number> => {
  const { said, promised, gift } = state;
  const out: Record<string, number> = {
    turns: said.length,
    repetition: repetition(said),
    guilt: guilt(said),
  };
  if (promised !== null) out.promised = promised / 100;
  if (gift === null) return out;
  out.gift = gift / 100;
  out.gave = gift > 0 ? 1 : 0;
  if (promised !== null) out.promiseGap = (promised - gift) / 100;
  return out;
};
