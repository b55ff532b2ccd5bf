// Options of the booking scenario. Unknown keys are refused, so that a misspelt option is not ignored.

import { z } from 'zod';
import type { Control } from '../../shared/scenario.ts';
import { goalById } from './goals/index.ts';
import type { Options } from './types.ts';
import { HINT, hasWorld, worldOf } from './world/index.ts';

const share = z.number().min(0).max(1);

const Fields = z.strictObject({
  world: z.enum(['town', 'multiwoz']).default('town'),
  goals: z.enum(['all', 'train', 'heldout']).default('all'),
  vague: share.default(0),
  noise: share.default(0),
  channel: z.enum(['acts', 'words']).default('acts'),
  stock: z.enum(['own', 'shared']).default('own'),
  wording: z.enum(['known', 'all']).default('known'),
  goal: z.string().min(1).max(80).nullable().default(null),
  cap: z.number().int().min(4).max(200).default(40),
});

/** Parses to every field in a fixed order; says which world or goal is missing. */
export const OptionsSchema: z.ZodType<Options> = Fields.superRefine((options, context) => {
  if (!hasWorld(options.world)) {
    context.addIssue({ code: 'custom', path: ['world'], message: HINT });
    return;
  }
  if (options.goal !== null && !goalById(worldOf(options.world), options.goal))
    context.addIssue({
      code: 'custom',
      path: ['goal'],
      message: `The world "${options.world}" has no goal "${options.goal}"; leave it out to have one drawn`,
    });
});

export const controls: readonly Control[] = [
  { option: 'world', label: 'World', kind: 'choice', choices: ['town', 'multiwoz'], value: 'town' },
  { option: 'goals', label: 'Errands', kind: 'choice', choices: ['all', 'train', 'heldout'], value: 'all' },
  { option: 'vague', label: 'Wishes kept back', kind: 'number', min: 0, max: 1, value: 0 },
  { option: 'noise', label: 'Misunderstandings', kind: 'number', min: 0, max: 1, value: 0 },
  {
    option: 'channel',
    label: 'What goes wrong',
    kind: 'choice',
    choices: ['acts', 'words'],
    value: 'acts',
  },
  { option: 'stock', label: 'Tables and rooms', kind: 'choice', choices: ['own', 'shared'], value: 'own' },
];
