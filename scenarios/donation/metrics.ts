// What an episode is measured by. Faults of the persuader (faults.ts) are in no reward of the scenario;
// learners may be charged for them (shaping.ts) or kept from them.

import { isStrategy } from './acts.ts';
import { type Fault, faultsOf } from './faults.ts';
import { promisedIn } from './step.ts';
import { type Act, PERSUADER, type Said, type State } from './types.ts';

/** An act of the persuader and what was wrong with it. */
interface Judged {
  readonly act: Act;
  readonly faults: readonly Fault[];
}

/** The persuader's utterances, each act of them judged by the talk before; silence is left out. */
const judged = (said: readonly Said[]): readonly (readonly Judged[])[] => {
  let promised: number | null = null;
  return said.flatMap(({ seat, acts }, at) => {
    if (seat !== PERSUADER) {
      promised = promisedIn(acts, promised);
      return [];
    }
    const talk = { said: said.slice(0, at), promised };
    const spoken = acts.filter(({ type }) => type !== 'silence');
    return [spoken.map((act, n) => ({ act, faults: faultsOf(act, talk, spoken.slice(0, n)) }))];
  });
};

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Share of an utterance's kinds of argument and inquiry; the same kind twice in it counts once. */
const arguedIn = (acts: readonly Judged[]): readonly Judged[] =>
  acts.filter(
    ({ act }, at) => isStrategy(act.type) && acts.findIndex((one) => one.act.type === act.type) === at,
  );

/**
 * Rates of the faults. Repetition: share of the persuader's arguments and inquiries (the ten strategies);
 * the others: share of all its acts. 0 where there were none.
 */
export const faultRates = (said: readonly Said[]): Readonly<Record<Fault, number>> => {
  const utterances = judged(said);
  const rate = (fault: Fault, acts: readonly Judged[]): number =>
    share(acts.filter(({ faults }) => faults.includes(fault)).length, acts.length);
  const all = utterances.flat();
  return {
    repetition: rate('repetition', utterances.flatMap(arguedIn)),
    pressing: rate('pressing', all),
    inconsistency: rate('inconsistency', all),
    guilt: rate('guilt', all),
  };
};

/** Of one episode. Amounts in dollars; what never came to be (a promise, a gift) is absent. */
export const metrics = (state: State): Record<string, number> => {
  const { said, promised, gift } = state;
  const out: Record<string, number> = { turns: said.length, ...faultRates(said) };
  if (promised !== null) out.promised = promised / 100;
  if (gift === null) return out;
  out.gift = gift / 100;
  out.gave = gift > 0 ? 1 : 0;
  if (promised !== null) out.promiseGap = (promised - gift) / 100;
  return out;
};
