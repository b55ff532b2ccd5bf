// What a seat is offered, in a fixed order: a sample of what may be said, made from what the seat knows.

import { MAX_ACTS, MAX_CANDIDATES, type Mover, type SeatId } from '../../shared/scenario.ts';
import { agentOffers } from './candidates-agent.ts';
import { userOffers } from './candidates-user.ts';
import { isDesk } from './desk.ts';
import { sameAct } from './state.ts';
import { type Act, type State, USER } from './types.ts';

const SPEAK_MS = 60_000;
const DONE: Act = { type: 'done' };

export const toMove = (state: State): readonly Mover[] =>
  state.end === null ? [{ seat: state.mover, kind: 'speak', deadlineMs: SPEAK_MS }] : [];

/** At most 128, distinct, and nothing that has been picked for this utterance already. */
export const candidates = (state: State, seat: SeatId, chosen: readonly Act[]): readonly Act[] => {
  if (state.end !== null || seat !== state.mover) return [];
  if (chosen.length >= MAX_ACTS) return [DONE];
  const out: Act[] = chosen.length > 0 ? [DONE] : [];
  for (const act of seat === USER ? userOffers(state) : agentOffers(state, chosen)) {
    if (out.length >= MAX_CANDIDATES) break;
    if (!chosen.some((one) => sameAct(one, act))) out.push(act);
  }
  return out;
};

/** `done` ends an utterance, and a call to the desk is one of its own. */
export const closes = (act: Act): boolean => act.type === 'done' || isDesk(act);

/** What a deadline takes: to say nothing. */
export const defaultAct = (): Act => DONE;
