// The contract suite: every scenario, every property of shared/scenario.ts, over its option variants.

import { describe, expect, test } from 'vitest';
import { scenarios } from '../scenarios/index.ts';
import { Episode } from '../server/episode/episode.ts';
import { playOut } from '../server/episode/play.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import { ScriptedSeat } from '../server/seats/scripted-seat.ts';
import { rngFromState } from '../shared/rng.ts';
import { MAX_CANDIDATES, type Scenario } from '../shared/scenario.ts';
import { StageSchema } from '../shared/stage.ts';
import { redealDifferences } from './doubles/redeal.ts';
import { type Point, variants, walk } from './doubles/walk.ts';
import { handshake } from './scenarios/handshake/index.ts';

const SEEDS = [1, 2, 3];
const all: readonly Scenario[] = [...Object.values(scenarios), handshake];

const overStates = (scenario: Scenario, visit: (point: Point) => void): void => {
  for (const { options } of variants(scenario))
    for (const seed of SEEDS) walk(scenario, options, seed, visit);
};

const legalActs = (scenario: Scenario, acts: readonly unknown[]): unknown[] =>
  acts.filter((act) => !scenario.closes(act));

describe.each(all.map((scenario) => [scenario.id, scenario] as const))('scenario %s', (_, scenario) => {
  test('[S1] a key fixes the whole episode, and every script plays one to the end', async () => {
    for (const name of Object.keys(scenario.scripts)) {
      const ends = await Promise.all(
        [0, 1].map(async () => {
          const episode = new Episode({
            scenario,
            options: scenario.options.parse({}),
            key: keyFromSeed(7, 0),
          });
          const seats = episode.totals.map(
            (__, seat) => new ScriptedSeat(scenario, name, scenario.role(episode.state, seat)),
          );
          const refused: string[] = [];
          const entries: unknown[] = [];
          await playOut(episode, seats, {
            record: (entry) => entries.push(entry),
            warn: (why) => refused.push(why),
          });
          expect(refused).toEqual([]);
          return JSON.stringify(entries);
        }),
      );
      expect(ends[0]).toBe(ends[1]);
    }
  });

  test('[S2] state survives JSON, [S3] arguments stay unchanged, [S5] every episode ends', () => {
    overStates(scenario, ({ state, movers }) => {
      const copy: unknown = JSON.parse(JSON.stringify(state));
      expect(copy).toEqual(state);
      expect(scenario.toMove(copy)).toEqual(movers);
      expect(movers.length === 0).toBe(scenario.outcome(state) !== undefined);
    });
  });

  test('[S4] movers have 1 to 128 candidates, [S10] the default act is legal, [S11] labels are distinct', () => {
    overStates(scenario, ({ state, movers }) => {
      expect(new Set(movers.map((mover) => mover.seat)).size).toBe(movers.length);
      for (const { seat } of movers) {
        const offered = scenario.candidates(state, seat, []);
        expect(offered.length).toBeGreaterThanOrEqual(1);
        expect(offered.length).toBeLessThanOrEqual(MAX_CANDIDATES);
        expect(new Set(offered.map((act) => JSON.stringify(act))).size).toBe(offered.length);
        const observation = scenario.observe(state, seat);
        const labels = offered.map((act) => scenario.label(act, observation).label);
        expect(labels.every((label) => label.length > 0)).toBe(true);
        expect(new Set(labels).size, labels.join(' | ')).toBe(labels.length);
        for (const act of offered) expect(scenario.legal(state, seat, act), JSON.stringify(act)).toBe(true);
        expect(scenario.legal(state, seat, scenario.defaultAct(state, seat))).toBe(true);
      }
      for (let seat = 0; seat < scenario.seats.min; seat++)
        if (!movers.some((mover) => mover.seat === seat))
          expect(scenario.candidates(state, seat, [])).toEqual([]);
    });
  });

  test('every reason for which an episode ends has its words', () => {
    let ended = 0;
    overStates(scenario, ({ state }) => {
      const outcome = scenario.outcome(state);
      if (!outcome) return;
      ended++;
      expect(scenario.ends[outcome.reason], outcome.reason).toMatch(/^[A-Z].{3,30}$/);
    });
    expect(ended).toBeGreaterThan(2);
  });

  test('[S6] what an act says is read back as that act', () => {
    const rng = rngFromState([1, 2, 3, 4]);
    let checked = 0;
    overStates(scenario, ({ state, movers }) => {
      for (const { seat, kind } of movers) {
        if (kind !== 'speak') continue;
        const observation = scenario.observe(state, seat);
        const offered = legalActs(scenario, scenario.candidates(state, seat, []));
        for (const act of rng.shuffle(offered).slice(0, 8)) {
          const text = scenario.phrase([act], observation, rng);
          expect(scenario.interpret(text, observation), text).toEqual([act]);
          checked++;
        }
      }
    });
    expect(checked).toBeGreaterThan(50);
  });

  test('[S7] no text makes interpret throw', () => {
    const odd = [
      '',
      ' ',
      '\u0000',
      '\ud800',
      '(((((',
      '<script>alert(1)</script>',
      '\u202e red',
      'a'.repeat(500),
      '🟥🟦',
      '-1,-1 99,99',
    ];
    overStates(scenario, ({ state, movers, step }) => {
      if (step % 7 !== 0) return;
      for (const { seat } of movers)
        for (const text of odd) scenario.interpret(text, scenario.observe(state, seat));
    });
  });

  test('[S8] features are finite and of fixed width', () => {
    overStates(scenario, ({ state, movers, step }) => {
      if (step % 5 !== 0) return;
      for (const { seat } of movers) {
        const observation = scenario.observe(state, seat);
        const features = scenario.features(observation);
        expect(features.length).toBe(scenario.featureCount);
        expect(features.every(Number.isFinite)).toBe(true);
        for (const act of scenario.candidates(state, seat, []).slice(0, 12)) {
          const row = scenario.actFeatures(act, observation);
          expect(row.length).toBe(scenario.actFeatureCount);
          expect(row.every(Number.isFinite)).toBe(true);
        }
        for (const { seat: speaker, acts } of scenario.history(observation)) {
          expect(speaker).toBeLessThan(scenario.seats.max);
          for (const act of acts)
            expect(scenario.actFeatures(act, observation).length).toBe(scenario.actFeatureCount);
        }
        for (const question of scenario.questions(state))
          for (let answer = 0; answer < question.answers.length; answer++) {
            const act = scenario.answerAct(question, answer, observation);
            if (act === undefined) continue;
            expect(scenario.actFeatures(act, observation).every(Number.isFinite)).toBe(true);
          }
      }
    });
  });

  test('[S9] a redeal changes nothing that the seat can see, [S12] nor the public view', () => {
    let changed = 0;
    let asked = 0;
    overStates(scenario, (point) => {
      const seat = point.step % scenario.seats.min;
      const { differences, truthChanged } = redealDifferences(scenario, point.state, seat, point.step);
      expect(differences).toEqual([]);
      if (truthChanged !== undefined) {
        asked++;
        if (truthChanged) changed++;
      }
    });
    expect(asked).toBeGreaterThan(20);
    expect(changed / asked).toBeGreaterThanOrEqual(0.3);
  });

  test('stages are well formed for every viewer, and metrics are numbers', () => {
    overStates(scenario, ({ state, step }) => {
      if (step % 4 !== 0) return;
      for (const viewer of ['public', 'all', 0, 1] as const) StageSchema.parse(scenario.stage(state, viewer));
      for (const value of Object.values(scenario.metrics(state))) expect(Number.isFinite(value)).toBe(true);
    });
  });

  test('parsed options parse to themselves, byte by byte, since they are part of the hashed state', () => {
    for (const { options } of variants(scenario))
      expect(JSON.stringify(scenario.options.parse(options))).toBe(JSON.stringify(options));
  });

  test('the number of seats is within the limits of the sheet, and roles are declared ones', () => {
    for (const { options } of variants(scenario)) {
      const seats = scenario.seatCount(options);
      expect(seats).toBeGreaterThanOrEqual(scenario.seats.min);
      expect(seats).toBeLessThanOrEqual(scenario.seats.max);
      const episode = new Episode({ scenario, options, key: keyFromSeed(1, 0) });
      for (let seat = 0; seat < seats; seat++)
        expect(scenario.roles).toContain(scenario.role(episode.state, seat));
    }
  });
});
