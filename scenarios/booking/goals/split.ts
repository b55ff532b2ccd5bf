// Which goals are held out: by what a goal says, so that two of the same content never fall on both
// sides, in any world and at any time.

import type { DomainGoal, Goal, Options } from '../types.ts';
import { hashOf } from '../world/digest.ts';

/** One goal in so many is held out. */
const HELD_OUT = 5;

/** What the goal asks for; neither its name nor what the user keeps back is part of it. */
const contentOf = ({ domain, info, book, request, from, impossible }: DomainGoal): unknown => {
  const sorted = (values: Readonly<Record<string, string>>): unknown => Object.entries(values).sort();
  const stages = (list: DomainGoal['info']): unknown =>
    list.map(({ values, until }) => [sorted(values), until]);
  return [domain, stages(info), stages(book), [...request].sort(), sorted(from), impossible];
};

export const splitOf = (goal: Goal): 'train' | 'heldout' =>
  hashOf(JSON.stringify(goal.domains.map(contentOf))) % HELD_OUT === 0 ? 'heldout' : 'train';

export const inSplit = (goal: Goal, goals: Options['goals']): boolean =>
  goals === 'all' || splitOf(goal) === goals;
