// What one game of a tournament says about its entrants, read from its record in the log.

import type { EpisodeRecord, TournamentGame } from '../../shared/turn.ts';

export interface GameResult {
  readonly episode: string;
  readonly about: TournamentGame;
  /** Role -> mean return of its seats. */
  readonly returns: Readonly<Record<string, number>>;
  /** Role -> whether one of its seats won. */
  readonly won: Readonly<Record<string, boolean>>;
}

/** Sums of rewards differ in their last digits by the order of adding. */
const rounded = (value: number): number => Math.round(value * 1e9) / 1e9;

/**
 * undefined where the game does not count: it is none of a tournament, has not ended, was aborted, or a
 * seat changed hands in it.
 */
export const resultOf = ({ header, entries, end }: EpisodeRecord): GameResult | undefined => {
  const { tournament, episode } = header;
  if (!tournament || !end || end.end === 'aborted') return undefined;
  const totals = end.roles.map(() => 0);
  for (const entry of entries) {
    if (entry.type === 'seat') return undefined;
    if (entry.type !== 'step') continue;
    for (const [seat, reward] of entry.rewards.entries()) totals[seat] = (totals[seat] ?? 0) + reward;
  }
  const returns: Record<string, number> = {};
  const won: Record<string, boolean> = {};
  for (const role of Object.keys(tournament.sides)) {
    const seats = totals.flatMap((total, seat) => (end.roles[seat] === role ? [{ total, seat }] : []));
    const sum = seats.reduce((all, { total }) => all + total, 0);
    returns[role] = rounded(sum / Math.max(1, seats.length));
    won[role] = seats.some(({ seat }) => end.winners.includes(seat));
  }
  return { episode, about: tournament, returns, won };
};
