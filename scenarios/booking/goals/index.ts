// What the rest of the scenario needs of the goals.

export { closedFor } from './closed.ts';
export { drawGoal, goalById, goalCount, withhold } from './draw.ts';
export { inSplit, splitOf } from './split.ts';
