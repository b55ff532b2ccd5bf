// One step of the rules. The seats speak in turn, the persuader first. After the talk the persuadee alone,
// unseen, puts what it likes into the jar; then the jar is opened.
//
// The talk ends when both seats have used up their utterances, when the persuadee closes it after at least
// two exchanges, when both have closed it, or when the persuader has closed it twice and had an answer.
//
// The persuader wins with a gift above zero; its reward is the gift as a share of the purse. The persuadee
// always wins: whatever it decides about its own money is right, and it has no reward to play for.

import type { Move, StepResult } from '../../shared/scenario.ts';
import { hearActs } from './model.ts';
import { type Act, BUDGET, PERSUADEE, PERSUADER, type Said, type State } from './types.ts';

/** Utterances before which a persuadee's goodbye does not end the talk: two exchanges. */
const SHORTEST = 4;

/** Goodbyes with which a persuader ends the talk alone. */
const FIRM = 2;

const closesTalk = ({ acts }: Said): boolean => acts.some((act) => act.type === 'closing');

const isOver = (said: readonly Said[], turns: number): boolean => {
  if (said.length >= 2 * turns) return true;
  const last = said[said.length - 1];
  if (!last) return false;
  const closings = said.filter((one) => one.seat === PERSUADER && closesTalk(one)).length;
  if (last.seat === PERSUADEE && closings >= FIRM) return true;
  if (!closesTalk(last)) return false;
  if (last.seat === PERSUADEE && said.length >= SHORTEST) return true;
  return said.some((one) => one.seat !== last.seat && closesTalk(one));
};

/** What stands promised after the persuadee's words, cents; null: nothing yet. */
export const promisedIn = (acts: readonly Act[], before: number | null): number | null => {
  let promised = before;
  for (const act of acts) if (act.type === 'provide-amount' && 'cents' in act) promised = act.cents;
  return promised;
};

const speak = (state: State, { seat, acts, text }: Move<Act>): State => {
  const spoken = acts.filter((act) => act.type !== 'done');
  const said = [...state.said, { seat, acts: spoken, text }];
  const turn = state.said.length >> 1;
  const over = isOver(said, state.options.turns);
  return {
    ...state,
    mind: seat === PERSUADER ? hearActs(state.mind, spoken, turn) : state.mind,
    said,
    promised: seat === PERSUADEE ? promisedIn(spoken, state.promised) : state.promised,
    phase: over ? 'jar' : 'talk',
    mover: over || seat === PERSUADER ? PERSUADEE : PERSUADER,
  };
};

const open = (state: State, { acts: [act] }: Move<Act>): State => {
  const gift = act?.type === 'give' && 'cents' in act ? act.cents : 0;
  const gave = gift > 0;
  return {
    ...state,
    phase: 'over',
    gift,
    end: {
      end: 'terminated',
      winners: gave ? [PERSUADER, PERSUADEE] : [PERSUADEE],
      reason: gave ? 'gave' : 'kept',
    },
  };
};

export const step = (state: State, moves: readonly Move<Act>[]): StepResult<State> => {
  const [move] = moves;
  if (state.phase === 'over' || !move) throw new Error('this episode is over');
  if (state.phase === 'talk') return { state: speak(state, move), rewards: [0, 0] };
  const next = open(state, move);
  return { state: next, rewards: [(next.gift ?? 0) / BUDGET, 0] };
};
