// Plays a scenario by its bare functions, with uniform random picks, so that a suite can look at every state.

import { keyFromSeed, stream } from '../../server/episode/streams.ts';
import { MAX_ACTS, type Move, type Mover, type Scenario } from '../../shared/scenario.ts';

export interface Point {
  readonly state: unknown;
  readonly movers: readonly Mover[];
  /** Moves that led here. */
  readonly moves: readonly Move[];
  readonly step: number;
}

/** Everything reachable is frozen, so that a rule that changes its arguments throws. */
export const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
};

export const pickActs = (
  scenario: Scenario,
  state: unknown,
  mover: Mover,
  rng: { int(n: number): number },
): unknown[] => {
  const chosen: unknown[] = [];
  for (;;) {
    const offered = scenario.candidates(state, mover.seat, chosen);
    const act = offered[rng.int(offered.length)];
    chosen.push(act);
    if (mover.kind !== 'speak' || scenario.closes(act) || chosen.length >= MAX_ACTS) return chosen;
  }
};

const MAX_STEPS = 5000;

/** Calls `visit` with every state of one random episode; stops at the outcome. */
export const walk = (
  scenario: Scenario,
  options: unknown,
  seed: number,
  visit: (point: Point) => void,
  freeze = true,
): unknown => {
  const key = keyFromSeed(seed, 0);
  const hold = freeze ? deepFreeze : <T>(value: T): T => value;
  let state = hold(scenario.setup(options, scenario.seatCount(options), stream(key, 'setup', 0)));
  let moves: Move[] = [];
  for (let step = 0; ; step++) {
    if (step > MAX_STEPS) throw new Error(`${scenario.id} did not end within ${MAX_STEPS} steps`);
    const movers = scenario.toMove(state);
    visit({ state, movers, moves, step });
    if (movers.length === 0) return state;
    moves = movers.map((mover) => {
      const rng = stream(key, `seat:${mover.seat}`, step);
      const acts = pickActs(scenario, state, mover, rng);
      const text =
        mover.kind === 'speak' ? scenario.phrase(acts, scenario.observe(state, mover.seat), rng) : '';
      return { seat: mover.seat, acts, text };
    });
    state = hold(scenario.step(state, hold(moves), stream(key, 'rules', step + 1)).state);
  }
};

/** The default options, and one variant for each end of every lobby control. */
export const variants = (scenario: Scenario): { name: string; options: unknown }[] => {
  const wanted: Record<string, unknown>[] = [{}];
  for (const control of scenario.controls)
    for (const value of control.kind === 'choice' ? (control.choices ?? []) : [control.min, control.max])
      if (value !== undefined) wanted.push({ [control.option]: value });
  return wanted.flatMap((options) => {
    const parsed = scenario.options.safeParse(options);
    return parsed.success ? [{ name: JSON.stringify(options), options: parsed.data }] : [];
  });
};
