// The policy network's training step and inference on every back end that passes here, and the same step
// in PyTorch with as many threads, in turn in one run.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { scenarios } from '../../scenarios/index.ts';
import { chosenWidth, entryWidth, shapeOf, truthWidth } from '../../server/policy/shape.ts';
import { BACKENDS, probe } from '../../server/policy/tf.ts';
import type { Bench } from './index.ts';
import { torchReady, torchStep } from './peers.ts';
import { POLICY } from './policy-sizes.ts';

const ROUNDS = 3;
/** Native and PyTorch are compared with one thread each, and with two. */
const THREADS = [1, 2] as const;

interface Figures {
  readonly step: number;
  readonly inference: Readonly<Record<'1' | '64', number>>;
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const rounded = (value: number): number => Number(value.toPrecision(3));

const timed = (name: string, threads = 1): Figures => {
  const program = fileURLToPath(new URL('./policy-child.ts', import.meta.url));
  const said = execFileSync(process.execPath, ['--no-warnings', program, name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TF_NUM_INTRAOP_THREADS: String(threads) },
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
  /** ms a step of the best back end and of PyTorch, by threads; empty where PyTorch cannot be had. */
  readonly beside: readonly { threads: number; ours: number; torch: number }[];
  readonly why: string | undefined;
}

const sizesOf = () => {
  const shape = shapeOf(scenarios.impostor, { hidden: POLICY.hidden });
  const { features, act } = shape;
  const widths = { entry: entryWidth(shape), chosen: chosenWidth(shape), truth: truthWidth(shape) };
  return { ...POLICY, features, act, ...widths };
};

const middleOf = (all: readonly Figures[]): Figures => ({
  step: middle(all.map((one) => one.step)),
  inference: {
    1: middle(all.map((one) => one.inference[1])),
    64: middle(all.map((one) => one.inference[64])),
  },
});

const measure = async (): Promise<Measured> => {
  const names = await ready();
  const why = torchReady();
  const sizes = sizesOf();
  const runs: Record<string, Figures[]> = Object.fromEntries(names.map((name) => [name, []]));
  const beside = THREADS.map((threads) => ({ threads, ours: [] as number[], torch: [] as number[] }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) runs[name]?.push(timed(name));
    for (const { threads, ours, torch } of why ? [] : beside) {
      // Who comes first changes with the round.
      if (round % 2 === 0) ours.push(timed(names[0] as string, threads).step);
      torch.push(torchStep(sizes, threads));
      if (round % 2 === 1) ours.push(timed(names[0] as string, threads).step);
    }
  }
  const figures = Object.fromEntries(Object.entries(runs).map(([name, all]) => [name, middleOf(all)]));
  const pairs = why ? [] : beside;
  return {
    names,
    figures,
    beside: pairs.map(({ threads, ours, torch }) => ({ threads, ours: middle(ours), torch: middle(torch) })),
    why,
  };
};

let known: Promise<Measured> | undefined;
const measured = (): Promise<Measured> => {
  known ??= measure();
  return known;
};

/** Milliseconds of a training step on the best back end, beside PyTorch's; the ratio is the worse of both pairs. */
export const policyStep = async (): Promise<Bench> => {
  const { names, figures, beside, why } = await measured();
  const best = names[0] as string;
  const pairs = beside.flatMap(({ threads, ours, torch }) => [
    [`${best}, threads: ${threads}`, rounded(ours)],
    [`torch, threads: ${threads}`, rounded(torch)],
  ]);
  return {
    name: 'policy-step',
    value: rounded(figures[best]?.step as number),
    unit: `ms a training step of ${POLICY.rows} picks (${best})`,
    ratio: why ? null : Math.max(...beside.map(({ ours, torch }) => ours / torch)),
    peer: why ?? 'the same step in PyTorch on the CPU with as many threads',
    n: ROUNDS,
    more: Object.fromEntries([
      ...names.map((name) => [name, rounded(figures[name]?.step as number)]),
      ...pairs,
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
