// What seats are asked to believe, and what an episode is measured by.

import type { Ballot, Question } from '../../shared/scenario.ts';
import { seatName } from './observe.ts';
import { impostorOf, livingSeats, playerAt, type State } from './state.ts';
import type { Act, Observation } from './types.ts';

/**
 * Who is the impostor? Open from the moment a meeting is called until its votes are counted. Answers
 * are all seats in seat order. A gain in the crew's belief is the speaker's reward, an impostor's loss
 * (Sarkar et al. 2025, equations 5, 6 and 8).
 */
export const questions = (state: State): readonly Question[] => {
  if (state.phase !== 'talk' && state.phase !== 'vote') return [];
  return [
    {
      id: 'impostor',
      text: 'Who is the impostor?',
      asked: livingSeats(state),
      answers: state.players.map((_, seat) => seatName(seat)),
      truth: impostorOf(state),
      sign: (speaker) => (playerAt(state, speaker).role === 'crew' ? 1 : -1),
    },
  ];
};

/** The crew votes for whom it believes to be the impostor, as in Sarkar et al. 2025, where a vote is an answer. */
export const ballot = ({ phase, role, names, living, seat }: Observation): Ballot<Act> | undefined =>
  phase === 'vote' && role === 'crew'
    ? {
        question: { id: 'impostor', text: '', asked: living, answers: names, truth: -1, sign: () => 0 },
        acts: names.map((_, who) =>
          living.includes(who) && who !== seat ? { type: 'vote', for: who } : undefined,
        ),
      }
    : undefined;

/** Of one episode; means over episodes are the reader's. voteAccuracy is absent where no crew voted. */
export const metrics = (state: State): Record<string, number> => {
  const { counts, votes, meetings, tick, end } = state;
  const ejected = votes.flatMap((vote) => (vote.ejected === null ? [] : [vote.ejected]));
  const out: Record<string, number> = {
    ejections: ejected.length,
    impostorEjected: ejected.filter((seat) => playerAt(state, seat).role === 'impostor').length,
    crewEjected: ejected.filter((seat) => playerAt(state, seat).role === 'crew').length,
    taskWins: end?.reason === 'tasks' ? 1 : 0,
    ticks: tick,
    meetings: meetings.length,
    kills: counts.kills,
    witnessed: counts.witnessed,
  };
  if (counts.crewVotes > 0) out.voteAccuracy = counts.rightVotes / counts.crewVotes;
  return out;
};
