// One step: an utterance travels to the other seat, or the desk is asked. What the listener knows of an
// utterance is its own reading of the text that arrived; the speaker's acts go nowhere else.

import type { Rng } from '../../shared/rng.ts';
import type { Move, Outcome, SeatId, StepResult } from '../../shared/scenario.ts';
import { callDesk, deskCallIn, isDesk, isPossible } from './desk.ts';
import type { Reason } from './ends.ts';
import { corruptActs, corruptWords } from './noise.ts';
import { readAgent, readUser } from './reading/index.ts';
import { lastHeard, lastMeant, otherSeat } from './state.ts';
import { formAfterHearing, formAfterSaying } from './track.ts';
import { notesAfterHearing, notesAfterSaying } from './track-notes.ts';
import { type Act, AGENT, type ReadContext, type Said, type State, USER } from './types.ts';
import { isSuccess, verdict } from './verdict.ts';
import { agentCanSay, userCanSay } from './vocabulary.ts';
import { worldOf } from './world/index.ts';

/** ConvLab's reward (+80, -40, -1 a turn) divided by 40, as its own learners do. */
const SUCCESS = 2;
const FAILURE = -1;
const UTTERANCE = -1 / 40;

/** What the seat that listens knows when it reads. */
const listenerContext = (state: State, listener: SeatId): ReadContext => {
  const { current, venue } = listener === USER ? state.notes : state.form;
  const before = lastMeant(state.said, listener);
  return { world: worldOf(state.options.world), current, before, venue };
};

/** The listener's reading, misunderstandings included. */
const hear = (state: State, speaker: SeatId, arrived: string, rng: Rng): readonly Act[] => {
  if (arrived.trim() === '') return [];
  const { channel, noise } = state.options;
  const context = listenerContext(state, otherSeat(speaker));
  const read =
    speaker === USER
      ? readUser(arrived, context).filter(userCanSay)
      : readAgent(arrived, context).filter((act) => agentCanSay(act, context.world));
  return channel === 'acts' ? corruptActs(read, noise, context.world, rng) : read;
};

/** Both accounts after an utterance. */
const account = (state: State, { seat, acts, heard }: Said): Pick<State, 'form' | 'notes'> => {
  const { form, notes, said } = state;
  if (seat === AGENT) return { form: formAfterSaying(form, acts), notes: notesAfterHearing(notes, heard) };
  return {
    form: formAfterHearing(form, heard, lastMeant(said, AGENT), worldOf(state.options.world)),
    notes: notesAfterSaying(notes, acts, lastHeard(said, AGENT)),
  };
};

const speak = (state: State, move: Move<Act>, rng: Rng): State => {
  const { channel, noise } = state.options;
  const { seat, text } = move;
  // A call at the end of an utterance is not made: the desk is asked between utterances.
  const acts = move.acts.filter((act) => act.type !== 'done' && !isDesk(act));
  const arrived = channel === 'words' ? corruptWords(text, noise, rng) : text;
  const one: Said = { seat, acts, text, arrived, heard: hear(state, seat, arrived, rng) };
  return { ...state, ...account(state, one), said: [...state.said, one], mover: otherSeat(seat) };
};

/** Over when the user says goodbye, or after so many utterances. */
const outcomeOf = (state: State): Outcome<Reason> | null => {
  const last = state.said[state.said.length - 1];
  const bye = last?.seat === USER && last.acts.some((act) => act.type === 'bye');
  if (!bye && state.said.length < state.options.cap) return null;
  const success = isSuccess(verdict(state));
  const winners = success ? [USER, AGENT] : [];
  if (!bye) return { end: 'truncated', winners, reason: 'cap' };
  return { end: 'terminated', winners, reason: success ? 'served' : 'unserved' };
};

export const step = (state: State, moves: readonly Move<Act>[], rng: Rng): StepResult<State> => {
  const [move] = moves;
  if (!move || state.end !== null) throw new Error('this episode is over');
  const call = deskCallIn(move.acts);
  if (call && isPossible(state, call))
    return { state: callDesk(state, call, move.granted ?? true, rng), rewards: [0, 0] };
  const spoken = speak(state, move, rng);
  const end = outcomeOf(spoken);
  const price = move.seat === AGENT ? UTTERANCE : 0;
  if (!end) return { state: spoken, rewards: [price, price] };
  const reward = price + (end.winners.length > 0 ? SUCCESS : FAILURE);
  return { state: { ...spoken, end }, rewards: [reward, reward] };
};
