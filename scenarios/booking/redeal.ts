// The same to one seat, different in what it cannot know. To the agent: another errand, and other notes in
// the customer's head. To the user: other understandings at the desk, and other answers of it.

import type { Rng } from '../../shared/rng.ts';
import type { SeatId } from '../../shared/scenario.ts';
import { closedFor, drawGoal } from './goals/index.ts';
import { questions } from './questions.ts';
import { EMPTY_NOTES } from './state.ts';
import { AGENT, type Form, type Goal, type State, USER } from './types.ts';
import { worldOf } from './world/index.ts';

/** Goals looked at for one that speaks of the topic and wants something else. */
const TRIES = 12;

const truths = (state: State): string =>
  questions(state)
    .map(({ truth }) => truth)
    .join();

const otherGoal = (state: State, rng: Rng): Goal => {
  const world = worldOf(state.options.world);
  const draw = { ...state.options, goal: null };
  const before = truths(state);
  let found = state.goal;
  for (let tries = 0; tries < TRIES; tries++) {
    const goal = drawGoal(world, draw, rng);
    if (goal.id === state.goal.id) continue;
    found = goal;
    const about = goal.domains.some(({ domain }) => domain === state.form.current);
    if ((about || state.form.current === null) && truths({ ...state, goal }) !== before) return goal;
  }
  return found;
};

/** The agent has its own acts and its own reading of the user's words; the rest is in the user's head. */
const redealToAgent = (state: State, rng: Rng): State => {
  const goal = otherGoal(state, rng);
  const said = state.said.map((one) =>
    one.seat === USER ? { ...one, acts: [] } : { ...one, arrived: one.text, heard: [] },
  );
  return {
    ...state,
    goal,
    closed: closedFor(goal),
    said,
    notes: { ...EMPTY_NOTES, current: state.form.current },
  };
};

/** The topic stays: the questions asked of the agent are no secret. */
const otherForm = (form: Form): Form => ({
  ...form,
  info: {},
  book: {},
  venue: {},
  denied: {},
  asked: [],
});

const redealToUser = (state: State, rng: Rng): State => {
  const said = state.said.map((one) =>
    one.seat === AGENT ? { ...one, acts: [] } : { ...one, arrived: one.text, heard: [] },
  );
  // That something was looked up is seen by all; what was found is not.
  const desk = state.desk.map((entry) => ({ ...entry, found: rng.int(2) * entry.found, names: [] }));
  return { ...state, said, desk, bookings: [], closed: [], form: otherForm(state.form) };
};

/** A state that `seat` cannot tell from this one. Once the episode is over everything is known. */
export const redeal = (state: State, seat: SeatId, rng: Rng): State => {
  if (state.end !== null) return state;
  return seat === USER ? redealToUser(state, rng) : redealToAgent(state, rng);
};
