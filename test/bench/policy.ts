// The policy network's training step and inference on every back end that passes here, and the same step
// in PyTorch, in turn in one run.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { scenarios } from '../../scenarios/index.ts';
import { chosenWidth, entryWidth, shapeOf, truthWidth } from '../../server/policy/shape.ts';
import { BACKENDS, probe } from '../../server/policy/tf.ts';
import type { Bench } from './index.ts';
import { torchReady, torchStep } from './peers.ts';
import { POLICY } from './policy-sizes.ts';

const ROUNDS = 3;

interface Figures {
  readonly step: number;
  readonly inference: Readonly<Record<'1' | '64', number>>;
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const rounded = (value: number): number => Number(value.toPrecision(3));

const timed = (name: string): Figures => {
  const program = fileURLToPath(new URL('./policy-child.ts', import.meta.url));
  const said = execFileSync(process.execPath, ['--no-warnings', program, name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(said.trim().split('\n').at(-1) ?? '');
};

/** Those that pass and are not a last resort, best first. */
const ready = async (): Promise<string[]> => {
  const found = [];
  for (const name of BACKENDS) found.push(await probe(name));
  return found.filter((one) => one.ok && !one.lastResort).map((one) => one.name);
};

interface Measured {
  readonly names: readonly string[];
  readonly figures: Readonly<Record<string, Figures>>;
  readonly torch: number | undefined;
  readonly why: string | undefined;
}

const measure = async (): Promise<Measured> => {
  const names = await ready();
  const why = torchReady();
  const shape = shapeOf(scenarios.impostor, { hidden: POLICY.hidden });
  const sizes = {
    ...POLICY,
    features: shape.features,
    act: shape.act,
    entry: entryWidth(shape),
    chosen: chosenWidth(shape),
    truth: truthWidth(shape),
  };
  const runs: Record<string, Figures[]> = Object.fromEntries(names.map((name) => [name, []]));
  const torch: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) runs[name]?.push(timed(name));
    if (!why) torch.push(torchStep(sizes));
  }
  const figures = Object.fromEntries(
    Object.entries(runs).map(([name, all]) => [
      name,
      {
        step: middle(all.map((one) => one.step)),
        inference: {
          1: middle(all.map((one) => one.inference[1])),
          64: middle(all.map((one) => one.inference[64])),
        },
      },
    ]),
  );
  return { names, figures, torch: why ? undefined : middle(torch), why };
};

let known: Promise<Measured> | undefined;
const measured = (): Promise<Measured> => {
  known ??= measure();
  return known;
};

/** Milliseconds of a training step on the best back end, beside PyTorch's. */
export const policyStep = async (): Promise<Bench> => {
  const { names, figures, torch, why } = await measured();
  const best = names[0] as string;
  const value = figures[best]?.step as number;
  return {
    name: 'policy-step',
    value: rounded(value),
    unit: `ms a training step of ${POLICY.rows} picks (${best})`,
    ratio: torch === undefined ? null : value / torch,
    peer: why ?? 'the same step in PyTorch on the CPU',
    n: ROUNDS,
    more: Object.fromEntries([
      ...names.map((name) => [name, rounded(figures[name]?.step as number)]),
      ...(torch === undefined ? [] : [['torch', rounded(torch)]]),
    ]),
  };
};

/** Microseconds of inference a row in batches of 64, beside one row at a time. */
export const policyInference = async (): Promise<Bench> => {
  const { names, figures } = await measured();
  const best = names[0] as string;
  const { inference } = figures[best] as Figures;
  return {
    name: 'policy-inference',
    value: rounded(inference[64]),
    unit: `us a row, 64 rows a batch (${best})`,
    ratio: inference[64] / inference[1],
    peer: 'the same, 1 row a batch',
    n: ROUNDS,
    more: Object.fromEntries(
      names.flatMap((name) => [
        [`${name}-1`, rounded((figures[name] as Figures).inference[1])],
        [`${name}-64`, rounded((figures[name] as Figures).inference[64])],
      ]),
    ),
  };
};
