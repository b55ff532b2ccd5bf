// The worlds there are. This register is the scenario's one piece of mutable state, and it only ever
// grows from outside: the town is generated on first use, MultiWOZ is put here when the process starts
// (resource.ts). Rules stay pure all the same: what a world holds is fixed by its digest, the digest is
// part of every episode's state, and a replay with another import differs in its first state hash.

import { RejectionError } from '../../../shared/result.ts';
import type { Goal, World } from '../types.ts';
import { buildTown } from './town.ts';

/** How to get the world that does not come with the project; a full stop goes behind these. */
export const HOW = 'Run `npx parlor import multiwoz DIR` with the same --data, DIR being the MultiWOZ folder';
export const HINT =
  'MultiWOZ has not been imported: run `npx parlor import multiwoz DIR` with the same --data, and start again';

interface Shelved {
  readonly world: World;
  /** Goals that came with the world; the town's are generated. */
  readonly goals: readonly Goal[];
}

let town: World | undefined;
let imported: Shelved | undefined;

/** Puts the imported world on the shelf, in place of one that was there. */
export const shelve = (world: World, goals: readonly Goal[]): void => {
  imported = { world, goals };
};

export const hasWorld = (id: World['id']): boolean => id === 'town' || imported !== undefined;

/** The world of this id; throws RejectionError `bad-options` where it has not been imported. */
export const worldOf = (id: World['id']): World => {
  if (id === 'town') {
    town ??= buildTown();
    return town;
  }
  if (!imported) throw new RejectionError('bad-options', `${HINT}.`);
  return imported.world;
};

/** Goals that came with the world, in the order of its file; none for the town. */
export const goalsOf = (world: World): readonly Goal[] =>
  imported !== undefined && imported.world === world ? imported.goals : [];
