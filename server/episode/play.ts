// Headless play: no clock, no sockets. Seats that answer at once are never awaited, so scripted
// self-play runs without a single promise.

import type { EndEntry, Entry, StepEntry } from '../../shared/turn.ts';
import type { Episode } from './episode.ts';
import type { OpenTurn } from './open-turn.ts';
import type { Seat, Seats, Utterance } from './seat.ts';
import { BeliefTally, survey } from './survey.ts';

export interface PlayHooks {
  /** Every entry after the header, in log order. */
  record?(entry: Entry): void;
  /** A seat gave something illegal and the default act was taken. */
  warn?(message: string, about: { turn: number; seat: number }): void;
}

/** The entry that stands for the setup: rewards zero, hash of the first state. */
export const opening = (episode: Episode): StepEntry => {
  const entry: StepEntry = { type: 'step', step: 0, turn: -1, rewards: episode.totals.map(() => 0) };
  if (episode.hashing) entry.hash = episode.hash;
  return entry;
};

/** How the episode ended, once scenario.outcome is set. */
export const ending = (episode: Episode, tally: BeliefTally): EndEntry => {
  const outcome = episode.outcome;
  if (!outcome) throw new Error('the episode is not over');
  const { scenario, state } = episode;
  const entry: EndEntry = {
    type: 'end',
    end: outcome.end,
    winners: [...outcome.winners],
    reason: outcome.reason,
    roles: episode.totals.map((_, seat) => scenario.role(state, seat)),
    metrics: { ...scenario.metrics(state), ...tally.metrics() },
  };
  if (episode.hashing) entry.hash = episode.hash;
  return entry;
};

/**
 * Plays until the outcome. Throws what a rule or a seat throws: the caller aborts that episode.
 * `resumed`: the latest step is in the log already, with its survey; play goes on behind it.
 */
export const playOut = async (
  episode: Episode,
  seats: Seats,
  hooks: PlayHooks = {},
  resumed = false,
): Promise<EndEntry> => {
  const tally = new BeliefTally();
  let step: StepEntry | undefined = resumed ? undefined : opening(episode);
  for (;;) {
    if (step && episode.surveyDue) {
      const asked = survey(episode, seats);
      const beliefs = asked instanceof Promise ? await asked : asked;
      if (beliefs) step.beliefs = beliefs;
      tally.add(episode.questions, beliefs);
    }
    if (step) hooks.record?.(step);
    if (episode.open.length === 0) break;
    // Everybody is asked before anybody is awaited, so that a policy can answer several seats in one batch.
    const asked = episode.open.map((turn) => {
      const seat = seats[turn.seat] as Seat;
      return seat.decide(turn.view(seat.privileged ?? false));
    });
    const waits = asked.some((answer) => answer instanceof Promise);
    const answers = (waits ? await Promise.all(asked) : asked) as readonly Utterance[];
    for (let at = 0; at < answers.length; at++)
      accept(episode, episode.open[at] as OpenTurn, answers[at] as Utterance, hooks);
    step = episode.close();
  }
  const end = ending(episode, tally);
  hooks.record?.(end);
  return end;
};

const accept = (episode: Episode, turn: OpenTurn, utterance: Utterance, hooks: PlayHooks): void => {
  const refusal = episode.accept(turn, utterance);
  if (!refusal) return hooks.record?.(episode.entryOf(turn, utterance));
  hooks.warn?.(refusal.message, turn);
  const { llm } = utterance;
  const instead = { ...episode.defaultUtterance(turn.turn), ...(llm ? { llm } : {}) };
  const forced = episode.submit(turn.turn, instead);
  if (!forced.ok)
    throw new Error(`${episode.scenario.id}: the default act is refused: ${forced.error.message}`);
  hooks.record?.({ ...forced.value, forced: 'error' });
};
