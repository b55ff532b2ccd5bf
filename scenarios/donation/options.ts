// Options of the donation scenario. Unknown keys are refused, so that a misspelt option is not ignored.

import { z } from 'zod';
import type { Control } from '../../shared/scenario.ts';
import { checkPersona } from './model.ts';
import type { Options } from './types.ts';

const MIN_TURNS = 3;
const MAX_TURNS = 20;
const TURNS = 10;
const PERSONAS = ['all', 'train', 'heldout'] as const;

/** Parsed options parse to themselves: fields come out in this order, a persona's traits as given
 * (those left out are average). */
export const OptionsSchema: z.ZodType<Options> = z.strictObject({
  personas: z.enum(PERSONAS).default('all'),
  persona: z
    .record(z.string(), z.number())
    .nullable()
    .default(null)
    .superRefine((persona, context) => {
      const refusal = persona && checkPersona(persona);
      if (refusal) context.addIssue({ code: 'custom', message: refusal });
    }),
  turns: z.number().int().min(MIN_TURNS).max(MAX_TURNS).default(TURNS),
});

export const controls: readonly Control[] = [
  { option: 'personas', label: 'Personas', kind: 'choice', choices: PERSONAS, value: 'all' },
  {
    option: 'turns',
    label: 'Turns each',
    kind: 'number',
    min: MIN_TURNS,
    max: MAX_TURNS,
    value: TURNS,
  },
];
