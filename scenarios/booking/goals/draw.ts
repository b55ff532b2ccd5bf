// Drawing goals, and finding them again by their ids.

import { RejectionError } from '../../../shared/result.ts';
import type { Rng } from '../../../shared/rng.ts';
import type { DomainGoal, Goal, Options, World } from '../types.ts';
import { goalsOf } from '../world/shelf.ts';
import { inSplit } from './split.ts';
import { TOWN_GOALS, townGoal, townGoalNumber } from './town-goals.ts';

/** What a draw depends on. */
export type DrawOptions = Pick<Options, 'goals' | 'vague' | 'goal'>;

/** A split holds a fifth of the goals at least; so many draws miss it once in 10^29 times. */
const TRIES = 300;

/** The goal of this id, nothing withheld; undefined: the world has none of that name. */
export const goalById = (world: World, id: string): Goal | undefined => {
  if (world.id !== 'town') return goalsOf(world).find((goal) => goal.id === id);
  const number = townGoalNumber(id);
  return number === undefined ? undefined : townGoal(world, number);
};

/** Keeps back each constraint of the last stage, but for a name, with this probability. */
export const withhold = (goal: Goal, vague: number, rng: Rng): Goal => {
  const keep = (domain: DomainGoal): DomainGoal => ({
    ...domain,
    withheld: Object.keys(domain.info.at(-1)?.values ?? {}).filter(
      (slot) => slot !== 'name' && rng.float() < vague,
    ),
  });
  return { id: goal.id, domains: goal.domains.map(keep) };
};

const townDraw = (world: World, goals: Options['goals'], rng: Rng): Goal | undefined => {
  for (let tries = 0; tries < TRIES; tries++) {
    const goal = townGoal(world, rng.int(TOWN_GOALS));
    if (inSplit(goal, goals)) return goal;
  }
  return undefined;
};

const splits = new WeakMap<readonly Goal[], Partial<Record<Options['goals'], readonly Goal[]>>>();
const goalsIn = (world: World, split: Options['goals']): readonly Goal[] => {
  const all = goalsOf(world);
  const known = splits.get(all) ?? {};
  const list = known[split] ?? all.filter((goal) => inSplit(goal, split));
  splits.set(all, { ...known, [split]: list });
  return list;
};

/** How many goals the world has in this split; for the town, about how many. */
export const goalCount = (world: World, split: Options['goals']): number => {
  if (world.id !== 'town') return goalsIn(world, split).length;
  return Math.round(TOWN_GOALS * { all: 1, train: 0.8, heldout: 0.2 }[split]);
};

const drawn = (world: World, options: DrawOptions, rng: Rng): Goal | undefined => {
  if (options.goal !== null) return goalById(world, options.goal);
  if (world.id === 'town') return townDraw(world, options.goals, rng);
  const list = goalsIn(world, options.goals);
  return list.length === 0 ? undefined : rng.pick(list);
};

/** A goal as the options want it. Throws RejectionError `bad-options` where the world has none such. */
export const drawGoal = (world: World, options: DrawOptions, rng: Rng): Goal => {
  const goal = drawn(world, options, rng);
  if (goal) return withhold(goal, options.vague, rng);
  const which = options.goal === null ? `goals of the part "${options.goals}"` : `goal "${options.goal}"`;
  throw new RejectionError('bad-options', `The world "${world.id}" has no ${which}.`);
};
