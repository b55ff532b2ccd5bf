// What a seat can do. Speech: every type of act of its role, each once in an utterance, so that nothing on
// offer hangs on what the other seat hides. The jar: round sums, and the sum that was promised.

import { MAX_ACTS, type Mover, type SeatId } from '../../shared/scenario.ts';
import { centsOf, DONE, JAR_CENTS, OFFERS, roleOf, SILENCE, withCents } from './acts.ts';
import type { Act, Role, State } from './types.ts';

const SPEAK_MS = 60_000;
const JAR_MS = 45_000;

export const toMove = ({ phase, mover }: State): readonly Mover[] => {
  if (phase === 'over') return [];
  return phase === 'talk'
    ? [{ seat: mover, kind: 'speak', deadlineMs: SPEAK_MS }]
    : [{ seat: mover, kind: 'move', deadlineMs: JAR_MS }];
};

const FIRST: Readonly<Record<Role, readonly Act[]>> = {
  persuader: [SILENCE, ...OFFERS.persuader],
  persuadee: [SILENCE, ...OFFERS.persuadee],
};

const speech = (role: Role, chosen: readonly Act[]): readonly Act[] => {
  if (chosen.length === 0) return FIRST[role];
  if (chosen.length >= MAX_ACTS) return [DONE];
  const open = OFFERS[role].filter((act) => !chosen.some((one) => one.type === act.type));
  return [DONE, ...open];
};

const GIFTS = JAR_CENTS.map((cents) => withCents('give', cents));

const gifts = (promised: number | null): readonly Act[] => {
  if (promised === null || GIFTS.some((act) => centsOf(act) === promised)) return GIFTS;
  const all = [...GIFTS, withCents('give', promised)];
  return all.sort((a, b) => (centsOf(a) ?? 0) - (centsOf(b) ?? 0));
};

export const candidates = (state: State, seat: SeatId, chosen: readonly Act[]): readonly Act[] => {
  if (state.phase === 'over' || seat !== state.mover) return [];
  if (state.phase === 'talk') return speech(roleOf(seat), chosen);
  return chosen.length === 0 ? gifts(state.promised) : [];
};

/** Silence and `done` close an utterance; the gift is a single act. Saying goodbye does not. */
export const closes = (act: Act): boolean =>
  act.type === 'done' || act.type === 'silence' || act.type === 'give';

const NOTHING = withCents('give', 0);

/** What a deadline takes: nothing is said, and nobody's money is spent. */
export const defaultAct = (state: State): Act => (state.phase === 'talk' ? SILENCE : NOTHING);
