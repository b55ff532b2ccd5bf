// The fit of the persuadee: its parts on data made for them, and the whole on the dialogues of people.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fitCommand } from '../server/cli/fit.ts';
import { bootstrap } from '../server/fit/bootstrap.ts';
import { trainDetector } from '../server/fit/detector.ts';
import { addDialogue, type Case, predict } from '../server/fit/likelihood.ts';
import { chanceOf, chooseVariance, fitLogistic } from '../server/fit/logistic.ts';
import { minimise } from '../server/fit/minimise.ts';
import { AT, LOADING, PARAMETERS, replyAt } from '../server/fit/parameters.ts';
import { SCALES } from '../server/fit/personas.ts';
import { written } from '../server/fit/table.ts';
import { rngFromState } from '../shared/rng.ts';
import { describeWithData, outsideData } from './doubles/outside-data.ts';

const rng = () => rngFromState([5, 5, 5, 5]);

const made = (seed: number): Case => {
  const draw = rngFromState([seed, 1, 1, 1]);
  return {
    source: draw.int(2) === 0 ? 0 : 1,
    scores: Float64Array.from(SCALES, () => 2 * draw.float() - 1),
    gave: draw.int(2) === 0,
    promise: draw.int(2) === 0 ? null : draw.float(),
    exchanges: Array.from({ length: 4 }, (_, turn) => ({
      moves: [[draw.int(14), 0.5 ** draw.int(3)]] as const,
      features: turn === 3 ? null : [0, 1 + draw.int(10), 11 + draw.int(10)],
      chosen: [draw.int(6) - 1, draw.int(8) - 1, -1, -1, -1],
    })),
  };
};

describe('the likelihood', () => {
  const theta = Float64Array.from({ length: PARAMETERS }, (_, at) => 0.4 * Math.sin(at));
  const cases = Array.from({ length: 8 }, (_, seed) => made(seed));
  const value = (at: Float64Array, share: number, gradient = new Float64Array(PARAMETERS)): number =>
    cases.reduce((sum, one) => sum + addDialogue(at, one, share, gradient), 0);

  test('has the gradient that differences give, for every kind of parameter', () => {
    const kinds = [
      AT.intercept,
      AT.logSpread,
      AT.traits + 3,
      AT.moves + 2,
      AT.promised,
      AT.promised + 1,
      AT.size,
    ];
    const replies = ([0, 1] as const).flatMap((source) => [replyAt(source, 6), replyAt(source, 8) + LOADING]);
    for (const share of [1, 0.3]) {
      const gradient = new Float64Array(PARAMETERS);
      value(theta, share, gradient);
      for (const at of [...kinds, ...replies]) {
        const [up, down] = [Float64Array.from(theta), Float64Array.from(theta)];
        up[at] = (up[at] ?? 0) + 1e-5;
        down[at] = (down[at] ?? 0) - 1e-5;
        expect(gradient[at], `parameter ${at}`).toBeCloseTo(
          (value(up, share) - value(down, share)) / 2e-5,
          4,
        );
      }
    }
  });

  test('a forecast sees nothing of the gift', () => {
    for (const one of cases) expect(predict(theta, { ...one, gave: !one.gave })).toBe(predict(theta, one));
  });
});

describe('the tools', () => {
  test('the minimiser finds the foot of a bent valley', () => {
    const { x } = minimise(
      ([a = 0, b = 0], gradient) => {
        gradient[0] = -2 * (1 - a) - 400 * a * (b - a * a);
        gradient[1] = 200 * (b - a * a);
        return (1 - a) ** 2 + 100 * (b - a * a) ** 2;
      },
      Float64Array.of(-1.2, 1),
      { rounds: 500, tolerance: 1e-14 },
    );
    expect(x[0]).toBeCloseTo(1, 3);
    expect(x[1]).toBeCloseTo(1, 3);
  });

  test('logistic regression recovers the weights that outcomes were drawn with, and shrinks noise', () => {
    const draw = rng();
    const rows = Array.from({ length: 4000 }, () => [2 * draw.float() - 1, 2 * draw.float() - 1]);
    const gave = rows.map(([a = 0]) => draw.float() < 1 / (1 + Math.exp(-(0.5 + 2 * a))));
    const { weights } = fitLogistic(rows, gave, 100);
    expect(weights[0]).toBeCloseTo(0.5, 0);
    expect(weights[1]).toBeGreaterThan(1.7);
    expect(Math.abs(weights[2] ?? 1)).toBeLessThan(0.2);
    expect(chanceOf({ weights: [0, 1] }, [0])).toBe(0.5);
    const noise = rows.map(() => draw.int(2) === 0);
    expect(chooseVariance(rows.slice(0, 300), noise.slice(0, 300))).toBeLessThan(0.1);
  });

  test('the bootstrap’s interval of a mean is as wide as theory says', () => {
    const draw = rng();
    const items = Array.from({ length: 400 }, () => draw.float());
    const mean = (some: readonly number[]): number => some.reduce((sum, one) => sum + one, 0) / some.length;
    const { value, low, high, n } = bootstrap(items, mean, draw);
    expect(n).toBe(400);
    expect(low < value && value < high).toBe(true);
    expect(high - low).toBeCloseTo((2 * 1.96 * Math.sqrt(1 / 12)) / 20, 2);
  });

  test('the detector learns labels from words', () => {
    const lines = ['hello there', 'hello you', 'oh hello', 'please give money', 'give a dollar', 'do give'];
    const detector = trainDetector(
      lines.map((text) => ({
        seat: 0,
        turn: 3,
        text,
        labels: [text.includes('hello') ? 'greeting' : 'ask'],
      })),
    );
    expect(detector.label('well hello', 3)).toBe('greeting');
    expect(detector.label('you give', 3)).toBe('ask');
  });

  test('tables are written with four decimals, lists on a line', () => {
    expect(written({ a: [1.23456, 2], b: { c: 1e-9 } })).toBe(
      '{\n "a": [ 1.2346, 2 ],\n "b": {\n  "c": 0\n }\n}\n',
    );
  });
});

describe('the command', () => {
  test('refuses what it cannot fit, a folder that is not there, and a date that is none', async () => {
    const refused = async (what: string, dir: string, more = {}): Promise<string> =>
      fitCommand(what, dir, { data: '', ...more }).then(
        () => 'accepted',
        (error: Error) => error.message,
      );
    expect(await refused('booking', '.')).toContain('nothing to fit for "booking"');
    expect(await refused('donation', '/nowhere/at/all')).toBe('There is no folder /nowhere/at/all.');
    expect(await refused('donation', '.', { date: 'soon' })).toContain('--date must look like');
    expect(await refused('donation', '.', { check: true, out: '/nowhere.json' })).toContain(
      'There is no table',
    );
  });
});

describeWithData('a clean run over people’s dialogues', () => {
  test('writes the table that is committed, byte for byte', { timeout: 180_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parlor-fit-'));
    const out = join(folder, 'model.json');
    const committed = readFileSync('scenarios/donation/model.json', 'utf8');
    const date = /"date": "([\d-]+)"/.exec(committed)?.[1] ?? '';
    await fitCommand('donation', outsideData('persuasion-for-good'), { data: '', out, date });
    expect(readFileSync(out, 'utf8')).toBe(committed);
    rmSync(folder, { recursive: true, force: true });
  });
});
