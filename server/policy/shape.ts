// Sizes that fix what a network can read. A checkpoint carries its shape and fits no other.

import { z } from 'zod';
import type { Scenario } from '../../shared/scenario.ts';

/** Answers of a question that a belief head can tell apart by position. */
export const MAX_ANSWERS = 16;

export const ShapeSchema = z.strictObject({
  scenario: z.string(),
  version: z.number().int(),
  /** Widths of Scenario.features and Scenario.actFeatures. */
  features: z.number().int().positive(),
  act: z.number().int().positive(),
  /** Most seats; speakers are told by their distance round the table. */
  seats: z.number().int().positive(),
  roles: z.array(z.string()),
  /** Latest utterances that the history encoder reads. */
  turns: z.number().int().positive(),
  /** Width of every hidden layer. */
  hidden: z.number().int().positive(),
  /** The value head also sees roles of all seats and, of two, the other's features. Training only. */
  privileged: z.boolean(),
  /** Faults (Scenario.faults) that it is kept from: acts with one are not scored. */
  avoids: z.array(z.string()).optional(),
  /** "belief": where a decision only says what it believes (Scenario.ballot), it takes its likeliest answer. */
  ballots: z.literal('belief').optional(),
});
export type Shape = z.infer<typeof ShapeSchema>;

/** Width of one entry of the history: what was said, by whom, how long ago. */
export const entryWidth = (shape: Shape): number => shape.act + shape.seats + 1;
/** Width of what was picked so far in this utterance, and how many. */
export const chosenWidth = (shape: Shape): number => shape.act + 1;
/** Width of an answer to a question: an act about it, and its position. */
export const answerWidth = (shape: Shape): number => shape.act + MAX_ANSWERS;
/** Width of what only the value head may see. */
export const truthWidth = (shape: Shape): number =>
  shape.privileged ? shape.seats * shape.roles.length + (shape.seats === 2 ? shape.features : 0) : 0;

type Habits = Pick<Shape, 'avoids'> & { readonly ballots?: 'policy' | 'belief' | undefined };

/** What a shape says of how its policies decide; nothing of what is usual. */
export const habitsOf = ({ avoids = [], ballots }: Habits): Pick<Shape, 'avoids' | 'ballots'> => ({
  ...(avoids.length > 0 ? { avoids: [...avoids] } : {}),
  ...(ballots === 'belief' ? { ballots } : {}),
});

export const shapeOf = (
  scenario: Scenario,
  sizes: Partial<Pick<Shape, 'turns' | 'hidden' | 'privileged'>> & Habits = {},
): Shape => ({
  scenario: scenario.id,
  version: scenario.version,
  features: scenario.featureCount,
  act: scenario.actFeatureCount,
  seats: scenario.seats.max,
  roles: [...scenario.roles],
  turns: sizes.turns ?? 8,
  hidden: sizes.hidden ?? 64,
  privileged: sizes.privileged ?? true,
  ...habitsOf(sizes),
});
