// What training adds to the rewards of a step, weighed by the plan: the scenario's own training-only rewards,
// and one that any scenario with questions has:
//
//   speaking   r^s_t = B_t - B_t' to whoever has just spoken, B the sum of p(true answer) over the seats that
//              the speaker's side wants to convince, t' the survey before (Sarkar et al. 2025, eq. 5 and 6; the
//              other side gets its negative, eq. 8).

import type { Move, Question } from '../../shared/scenario.ts';
import type { Entry, StepEntry } from '../../shared/turn.ts';
import type { Episode } from '../episode/episode.ts';

export const SPEAKING = 'speaking';

export type Weights = Readonly<Record<string, number>>;
/** Takes every entry of an episode in order; of a step, gives what each seat gets beside its rewards. */
export type Extra = (entry: Entry) => readonly number[] | undefined;

/** What of an episode is looked at. */
export type Played = Pick<Episode, 'scenario' | 'state' | 'questions' | 'totals'>;

const nothing: Extra = () => undefined;

/** B of one question; undefined where nobody said what it believes. */
const beliefSum = (question: Question, { beliefs }: StepEntry): number | undefined => {
  const given = beliefs?.[question.id]?.filter(({ seat }) => question.sign(seat) > 0);
  if (!given || given.length === 0) return undefined;
  return given.reduce((sum, { p }) => sum + (p[question.truth] ?? 0), 0);
};

const speaking = (episode: Played): ((moves: readonly Move[], step: StepEntry) => number[]) => {
  const before = new Map<string, number>();
  return (moves, step) => {
    const rewards = episode.totals.map(() => 0);
    const open = new Set<string>();
    for (const question of episode.questions) {
      const sum = beliefSum(question, step);
      const last = before.get(question.id);
      open.add(question.id);
      if (sum === undefined) continue;
      before.set(question.id, sum);
      if (last === undefined) continue;
      for (const { seat } of moves)
        rewards[seat] = (rewards[seat] ?? 0) + (question.sign(seat) * (sum - last)) / moves.length;
    }
    for (const id of before.keys()) if (!open.has(id)) before.delete(id);
    return rewards;
  };
};

/** Nothing where no weight asks for anything. */
export const shaped = (episode: Played, weights: Weights): Extra => {
  const { scenario } = episode;
  const terms = Object.entries(weights).filter(([name, weight]) => weight !== 0 && scenario.shaping?.[name]);
  const persuasion = weights[SPEAKING] ?? 0;
  if (terms.length === 0 && persuasion === 0) return nothing;
  const spoke = speaking(episode);
  let before = episode.state;
  let moves: Move[] = [];
  return (entry) => {
    if (entry.type === 'turn') moves.push({ seat: entry.seat, acts: entry.acts, text: entry.text });
    if (entry.type !== 'step') return undefined;
    const sum = episode.totals.map(() => 0);
    const add = (rewards: readonly number[], weight: number): void => {
      for (let seat = 0; seat < sum.length; seat++)
        sum[seat] = (sum[seat] ?? 0) + weight * (rewards[seat] ?? 0);
    };
    for (const [name, weight] of terms)
      add(scenario.shaping?.[name]?.rewards(before, moves, episode.state) ?? [], weight);
    if (persuasion !== 0) add(spoke(moves, entry), persuasion);
    before = episode.state;
    moves = [];
    return sum;
  };
};
