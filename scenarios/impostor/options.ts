// Options of the impostor scenario. Unknown keys are refused, so that a misspelt option is not ignored.

import { z } from 'zod';
import type { Control } from '../../shared/scenario.ts';
import type { Options } from './types.ts';

export const MIN_PLAYERS = 4;
export const MAX_PLAYERS = 10;

const whole = (low: number, high: number) => z.number().int().min(low).max(high);

/** What is left open is chosen by the mode and the number of players (see usual). */
const Fields = z.strictObject({
  mode: z.enum(['paper', 'standard']).default('standard'),
  players: whole(MIN_PLAYERS, MAX_PLAYERS).default(5),
  width: whole(1, 4).optional(),
  height: whole(1, 4).optional(),
  tasks: whole(1, 10).optional(),
  cooldown: whole(0, 60).optional(),
  seating: z.enum(['free', 'paper']).default('free'),
  speech: z.enum(['on', 'muted']).default('on'),
  rounds: whole(1, 4).default(2),
  cap: whole(20, 3000).default(300),
});

type Table = Pick<Options, 'width' | 'height' | 'tasks' | 'cooldown'>;

/** Base setting of Sarkar et al. 2025, Appendix A: 2 x 2 rooms, 4 tasks, cooldown 5. */
const BASE: Table = { width: 2, height: 2, tasks: 4, cooldown: 5 };

/**
 * Standard mode by the number of players, from a sweep over rooms, tasks and cooldowns. Greedy crews win
 * this share against stealth and mimic (n = 2000 each): 4 players .51 .40, 5 .61 .52, 6 .54 .63,
 * 7 .50 .40, 8 .54 .47, 9 .59 .54, 10 .56 .45.
 */
const BY_PLAYERS: Readonly<Record<number, Table>> = {
  4: { width: 2, height: 2, tasks: 3, cooldown: 6 },
  5: BASE,
  6: { width: 3, height: 2, tasks: 5, cooldown: 5 },
  7: { width: 3, height: 2, tasks: 6, cooldown: 4 },
  8: { width: 3, height: 3, tasks: 7, cooldown: 4 },
  9: { width: 3, height: 3, tasks: 8, cooldown: 4 },
  10: { width: 3, height: 3, tasks: 10, cooldown: 4 },
};

const usual = (mode: Options['mode'], players: number): Table =>
  mode === 'paper' ? BASE : (BY_PLAYERS[players] ?? BASE);

// Options are part of the hashed state: parsed options parse to themselves, key order included.
const complete = (given: z.output<typeof Fields>): Options => {
  const { mode, players, seating, speech, rounds, cap } = given;
  const { width, height, tasks, cooldown } = usual(mode, players);
  return {
    mode,
    players,
    width: given.width ?? width,
    height: given.height ?? height,
    tasks: given.tasks ?? tasks,
    cooldown: given.cooldown ?? cooldown,
    seating,
    speech,
    rounds,
    cap,
  };
};

export const OptionsSchema: z.ZodType<Options> = Fields.transform(complete)
  .refine(
    (options) => options.width * options.height >= 2,
    'A ship of one room has nowhere to go; make width or height at least 2.',
  )
  .refine(
    (options) => options.cooldown < options.cap,
    'The cooldown must be shorter than the cap, or nobody could ever kill.',
  );

const number = (option: keyof Options, label: string, min: number, max: number, value?: number): Control => ({
  option,
  label,
  kind: 'number',
  min,
  max,
  ...(value === undefined ? {} : { value }),
});

export const controls: readonly Control[] = [
  { option: 'mode', label: 'Rules', kind: 'choice', choices: ['standard', 'paper'], value: 'standard' },
  number('players', 'Players', MIN_PLAYERS, MAX_PLAYERS, 5),
  number('width', 'Rooms across', 1, 4),
  number('height', 'Rooms down', 1, 4),
  number('tasks', 'Tasks each', 1, 10),
  number('cooldown', 'Ticks between kills', 0, 60),
  number('rounds', 'Rounds of talk', 1, 4, 2),
  { option: 'speech', label: 'Discussion', kind: 'choice', choices: ['on', 'muted'], value: 'on' },
];
