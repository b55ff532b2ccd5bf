// Games of a block that differ in one side alone are a heat: the same key, the same others, and one entrant
// after the other in the same role. Who got the higher return in it was better there, equal ones drew. So
// luck that lies in the key is nobody's, entrants are compared with those of their own role, and games in
// which both sides win or lose together are as good as others.

import type { GameResult } from './results.ts';

export interface Heat {
  readonly role: string;
  /** At least two, the best first, equals in the order of their names. */
  readonly entrants: readonly string[];
  /** 1 is best; equals share a rank. */
  readonly ranks: readonly number[];
}

const ranksOf = (returns: readonly number[]): number[] =>
  returns.map((one) => 1 + returns.filter((other) => other > one).length);

const heatOf = (role: string, games: readonly GameResult[]): Heat => {
  const sorted = games
    .map(({ about, returns }) => ({ entrant: about.sides[role] ?? '', value: returns[role] ?? 0 }))
    .sort((a, b) => b.value - a.value || (a.entrant < b.entrant ? -1 : 1));
  return {
    role,
    entrants: sorted.map(({ entrant }) => entrant),
    ranks: ranksOf(sorted.map(({ value }) => value)),
  };
};

const othersOf = ({ about: { sides } }: GameResult, role: string): string =>
  Object.keys(sides)
    .filter((one) => one !== role)
    .sort()
    .map((one) => `${one}=${sides[one]}`)
    .join();

const heatsIn = (games: readonly GameResult[]): Heat[] => {
  const heats = new Map<string, { role: string; games: GameResult[] }>();
  for (const game of games)
    for (const role of Object.keys(game.about.sides).sort()) {
      const name = `${role}/${othersOf(game, role)}`;
      const heat = heats.get(name) ?? { role, games: [] };
      heats.set(name, heat);
      heat.games.push(game);
    }
  const names = [...heats.keys()].sort();
  return names.flatMap((name) => {
    const heat = heats.get(name);
    return heat && heat.games.length > 1 ? [heatOf(heat.role, heat.games)] : [];
  });
};

/** The heats of every block, in the order of play. */
export const blocksOf = (results: readonly GameResult[]): Heat[][] => {
  const blocks = new Map<number, GameResult[]>();
  for (const result of results) {
    const block = blocks.get(result.about.block) ?? [];
    blocks.set(result.about.block, block);
    block.push(result);
  }
  return [...blocks.keys()].sort((a, b) => a - b).map((block) => heatsIn(blocks.get(block) ?? []));
};

/** Roles in which somebody was better than somebody. */
export const decidedRoles = (blocks: readonly (readonly Heat[])[]): Set<string> =>
  new Set(blocks.flat().flatMap(({ role, ranks }) => (ranks.some((rank) => rank > 1) ? [role] : [])));
