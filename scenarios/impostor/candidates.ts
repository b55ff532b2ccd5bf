// What a seat can do, in a fixed order. On the ship and at the vote these are all legal acts; speech
// candidates are a sample of what may be said (claims.ts).

import type { Mover, SeatId } from '../../shared/scenario.ts';
import { isSpeech, speechCandidates } from './claims.ts';
import { paceOf } from './pace.ts';
import { livingSeats, neighbours, type Player, playerAt, type State } from './state.ts';
import type { Act } from './types.ts';

const MOVE_MS = 15_000;
const SPEAK_MS = 60_000;
const BALLOT_MS = 45_000;

export const toMove = (state: State): readonly Mover[] => {
  const kind = state.phase === 'ship' ? 'move' : state.phase === 'talk' ? 'speak' : 'ballot';
  const deadlineMs = kind === 'move' ? MOVE_MS : kind === 'speak' ? SPEAK_MS : BALLOT_MS;
  return state.movers.map((seat) => ({ seat, kind, deadlineMs }));
};

/** In reach: in the room, on the way into it, or (paper) on the way out of it. */
const inReach = (killer: Player, target: Player): boolean =>
  target.fate === 'in' &&
  (target.room === killer.room || (target.busy === 'walk' && target.from === killer.room));

const shipActs = (state: State, seat: SeatId): Act[] => {
  const me = playerAt(state, seat);
  const { players, options } = state;
  const impostor = me.role === 'impostor';
  const out: Act[] = [];
  if (!impostor || paceOf(options.mode).mended)
    for (let who = 0; who < players.length; who++)
      if (players[who]?.body === me.room) out.push({ type: 'report', body: who });
  if (impostor && state.tick >= me.ready)
    for (let who = 0; who < players.length; who++)
      if (who !== seat && inReach(me, playerAt(state, who))) out.push({ type: 'kill', target: who });
  if (me.tasks.includes(me.room)) out.push({ type: 'task' });
  for (const room of neighbours(options, me.room)) out.push({ type: 'go', to: room });
  out.push({ type: 'wait' });
  return out;
};

export const candidates = (state: State, seat: SeatId, chosen: readonly Act[]): readonly Act[] => {
  if (!state.movers.includes(seat)) return [];
  if (state.phase === 'talk') return speechCandidates(state, seat, chosen);
  if (chosen.length > 0) return [];
  if (state.phase === 'ship') return shipActs(state, seat);
  const out: Act[] = livingSeats(state).map((who) => ({ type: 'vote', for: who }));
  out.push({ type: 'vote', for: null });
  return out;
};

/** Silence and `done` close an utterance; moves and ballots are single acts. */
export const closes = (act: Act): boolean => !isSpeech(act) || act.type === 'silence' || act.type === 'done';

/** What a deadline takes: wait, say nothing, vote for nobody. */
export const defaultAct = (state: State): Act => {
  if (state.phase === 'talk') return { type: 'silence' };
  return state.phase === 'vote' ? { type: 'vote', for: null } : { type: 'wait' };
};
