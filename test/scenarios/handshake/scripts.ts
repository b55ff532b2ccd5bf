// Players of the handshake scenario: one at random, one that reasons a little, one that cheats.

import type { Question, Script, ScriptView, SeatId } from '../../../shared/scenario.ts';
import type { Act, Observation, State } from './words.ts';

type View = ScriptView<State, Act, Observation>;

const ROLES = ['friend', 'stranger'];

const atRandom = (view: View): Act[] => {
  const chosen: Act[] = [];
  for (;;) {
    const act = view.rng.pick(view.candidates(chosen));
    chosen.push(act);
    if (view.kind !== 'speak' || act.type === 'done' || act.type === 'silence' || chosen.length >= 6)
      return chosen;
  }
};

const claims = (observation: Observation): Map<SeatId, number> => {
  const heard = new Map<SeatId, number>();
  for (const { seat, acts } of observation.said)
    for (const act of acts) if (act.type === 'letters') heard.set(seat, act.count);
  return heard;
};

/** Who claims another length than the seat's own word has; the stranger points at the first speaker. */
const suspect = (observation: Observation): SeatId | undefined =>
  [...claims(observation)].find(
    ([seat, count]) =>
      seat !== observation.seat && (observation.role === 'stranger' || count !== observation.word.length),
  )?.[0];

const blunt = (view: View): Act[] => {
  const { observation } = view;
  if (view.kind === 'move') return [view.rng.pick(view.candidates([]))];
  const who = suspect(observation);
  if (view.kind === 'ballot') return [{ type: 'vote', for: who ?? null }];
  const [heard] = claims(observation).values();
  const count = observation.role === 'friend' ? observation.word.length : (heard ?? observation.word.length);
  const said: Act[] = [{ type: 'letters', count }];
  if (who !== undefined) said.push({ type: 'accuse', who });
  return [...said, { type: 'done' }];
};

const believe = (question: Question, view: View): readonly number[] => {
  const who = suspect(view.observation);
  return question.answers.map((_, seat) => (seat === who ? 4 : seat === view.seat ? 0 : 1));
};

const oracle = (view: View): Act[] => {
  if (view.kind !== 'ballot' || !view.truth || view.truth.stranger === view.seat) return blunt(view);
  return [{ type: 'vote', for: view.truth.stranger }];
};

export const scripts: Record<string, Script<State, Act, Observation>> = {
  random: { summary: 'Any act, uniformly.', roles: ROLES, decide: atRandom },
  blunt: {
    summary: 'Tells the length of its word and votes for who tells another.',
    roles: ROLES,
    decide: blunt,
    believe,
  },
  oracle: { summary: 'Knows the stranger.', roles: ROLES, privileged: true, decide: oracle, believe },
};
