// Options of the impostor scenario. Unknown keys are refused, so that a misspelt option is not ignored.

import { z } from 'zod';
import type { Control } from '../../shared/scenario.ts';
import type { Options } from './types.ts';

export const MIN_PLAYERS = 4;
export const MAX_PLAYERS = 10;

const whole = (low: number, high: number) => z.number().int().min(low).max(high);

/** Base setting of Sarkar et al. 2025, Appendix A: 2 x 2 rooms, 5 players, 4 tasks, cooldown 5, cap 300. */
const Fields = z.strictObject({
  mode: z.enum(['paper', 'standard']).default('standard'),
  players: whole(MIN_PLAYERS, MAX_PLAYERS).default(5),
  width: whole(1, 4).default(2),
  height: whole(1, 4).default(2),
  tasks: whole(1, 10).default(4),
  cooldown: whole(0, 60).default(5),
  seating: z.enum(['free', 'paper']).default('free'),
  speech: z.enum(['on', 'muted']).default('on'),
  rounds: whole(1, 4).default(2),
  cap: whole(20, 3000).default(300),
});

export const OptionsSchema: z.ZodType<Options> = Fields.refine(
  (options) => options.width * options.height >= 2,
  'A ship of one room has nowhere to go; make width or height at least 2.',
).refine(
  (options) => options.cooldown < options.cap,
  'The cooldown must be shorter than the cap, or nobody could ever kill.',
);

const number = (option: keyof Options, label: string, min: number, max: number, value: number): Control => ({
  option,
  label,
  kind: 'number',
  min,
  max,
  value,
});

export const controls: readonly Control[] = [
  { option: 'mode', label: 'Rules', kind: 'choice', choices: ['standard', 'paper'], value: 'standard' },
  number('players', 'Players', MIN_PLAYERS, MAX_PLAYERS, 5),
  number('width', 'Rooms across', 1, 4, 2),
  number('height', 'Rooms down', 1, 4, 2),
  number('tasks', 'Tasks each', 1, 10, 4),
  number('cooldown', 'Ticks between kills', 0, 60, 5),
  number('rounds', 'Rounds of talk', 1, 4, 2),
  { option: 'speech', label: 'Discussion', kind: 'choice', choices: ['on', 'muted'], value: 'on' },
];
