// The persuadee's mind as functions: what draws it, moves it, makes it speak and give.

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  beginMind,
  checkPersona,
  drawPersona,
  giftOdds,
  hearActs,
  isHeldOut,
  personaRanges,
  promiseOdds,
  type ReplyContext,
  replyOdds,
} from '../scenarios/donation/model.ts';
import { REPLY_FEATURES } from '../scenarios/donation/model-reply.ts';
import { table } from '../scenarios/donation/model-table.ts';
import { type Act, BUDGET, type Mind, STRATEGIES } from '../scenarios/donation/types.ts';
import { rngFromState } from '../shared/rng.ts';

const rngOf = (seed: number) => rngFromState([seed, 7, 7, 7]);
const mindOf = (seed: number): Mind => beginMind(drawPersona(rngOf(seed), 'all'), rngOf(seed + 1));
const talk = (over: Partial<ReplyContext> = {}): ReplyContext => ({
  turn: 4,
  left: 5,
  heard: [{ type: 'proposition-of-donation' }],
  stand: 'open',
  promised: null,
  asked: [],
  ...over,
});
const chanceOf = (mind: Mind, type: string, context = talk()): number =>
  replyOdds(mind, context)
    .flat()
    .reduce((sum, one) => (one.type === type ? sum + one.weight : sum), 0);

const anAct = fc.oneof(
  fc.constantFrom(...STRATEGIES, 'guilt' as const, 'thank' as const).map((type): Act => ({ type })),
  fc.integer({ min: 1, max: BUDGET }).map((cents): Act => ({ type: 'proposition-of-donation', cents })),
);

describe('personas', () => {
  test('are drawn on the publishers’ scales', () => {
    const rng = rngOf(1);
    for (let n = 0; n < 500; n++) {
      const persona = drawPersona(rng, 'all');
      expect(Object.keys(persona)).toEqual(Object.keys(personaRanges));
      expect(checkPersona(persona)).toBeUndefined();
      for (const [name, value] of Object.entries(persona)) {
        const { min = 0, step = 1 } = personaRanges[name] ?? {};
        const steps = (value - min) / step;
        expect(Math.abs(steps - Math.round(steps)), `${name} ${value}`).toBeLessThan(0.05);
      }
    }
  });

  test('have the means and correlations of the people they stand for', () => {
    const rng = rngOf(2);
    const drawn = Array.from({ length: 4000 }, () => drawPersona(rng, 'all'));
    for (const { name, mean, spread } of table.traits) {
      const average = drawn.reduce((sum, one) => sum + (one[name] ?? 0), 0) / drawn.length;
      expect(Math.abs(average - mean) / spread, name).toBeLessThan(0.25);
    }
    const both = drawn.map((one) => [one.care ?? 0, one.fairness ?? 0] as const);
    const mean = (at: 0 | 1) => both.reduce((sum, one) => sum + one[at], 0) / both.length;
    const [a, b] = [mean(0), mean(1)];
    const sum = (f: (x: number, y: number) => number) =>
      both.reduce((total, [x, y]) => total + f(x - a, y - b), 0);
    expect(sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y))).toBeGreaterThan(0.3);
  });

  test('a fifth is held out, and training never draws from it', () => {
    const rng = rngOf(3);
    const all = Array.from({ length: 5000 }, () => drawPersona(rng, 'all'));
    expect(Math.abs(all.filter(isHeldOut).length / all.length - 0.2)).toBeLessThan(0.02);
    for (let n = 0; n < 500; n++) {
      expect(isHeldOut(drawPersona(rng, 'train'))).toBe(false);
      expect(isHeldOut(drawPersona(rng, 'heldout'))).toBe(true);
    }
  });

  test('a trait that does not exist or lies outside its scale is named', () => {
    expect(checkPersona({ care: 9 })).toBe("the persona's care must be from 1 to 6, not 9");
    expect(checkPersona({ care: Number.NaN })).toContain('care must be from');
    expect(checkPersona({ charm: 1 })).toContain('no trait "charm"');
    expect(checkPersona({ constructor: 1 })).toContain('no trait "constructor"');
    expect(checkPersona({})).toBeUndefined();
  });
});

describe('the mind', () => {
  test('differs between people of one persona, and is the same for the same draws', () => {
    const persona = drawPersona(rngOf(4), 'all');
    expect(beginMind(persona, rngOf(5))).toEqual(beginMind(persona, rngOf(5)));
    expect(beginMind(persona, rngOf(5)).interest).not.toBe(beginMind(persona, rngOf(6)).interest);
  });

  test('a persona that cares more is more inclined', () => {
    const at = (care: number): number => beginMind({ care }, rngOf(7)).interest;
    expect(at(6)).toBeGreaterThan(at(1));
  });

  test('guilt lowers interest, more the first time than the second', () => {
    const begun = mindOf(8);
    const once = hearActs(begun, [{ type: 'guilt' }], 0);
    const twice = hearActs(once, [{ type: 'guilt' }], 1);
    const logit = ({ interest }: Mind): number => Math.log(interest / (1 - interest));
    expect(once.interest).toBeLessThan(begun.interest);
    expect(logit(begun) - logit(once)).toBeGreaterThan(1.5 * (logit(once) - logit(twice)));
  });

  test('no sequence of acts without guilt moves it further than the bound, and hearing changes nothing in place', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anAct, { maxLength: 6 }), { maxLength: 20 }),
        fc.nat(1000),
        (said, seed) => {
          const begun = Object.freeze(mindOf(seed));
          let mind: Mind = begun;
          said.forEach((acts, turn) => {
            mind = Object.freeze(hearActs(mind, Object.freeze(acts), turn));
            expect(mind.interest).toBeGreaterThan(0);
            expect(mind.interest).toBeLessThan(1);
          });
          if (said.flat().some(({ type }) => type === 'guilt')) return;
          const logit = Math.log(mind.interest / (1 - mind.interest));
          expect(Math.abs(logit - (begun.inclination ?? 0))).toBeLessThanOrEqual(table.moves.reach + 1e-9);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('replies', () => {
  test('every slot’s chances sum to 1, whatever was said', () => {
    fc.assert(
      fc.property(
        fc.array(anAct, { maxLength: 6 }),
        fc.constantFrom('open' as const, 'agreed' as const, 'promised' as const, 'refused' as const),
        fc.option(fc.integer({ min: 1, max: BUDGET })),
        fc.nat(1000),
        (heard, stand, promised, seed) => {
          for (const slot of replyOdds(mindOf(seed), talk({ heard, stand, promised }))) {
            expect(slot.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
            for (const { type, cents } of slot) expect(cents !== undefined).toBe(type === 'provide-amount');
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('interest shows: agreement rises with it, refusal and dislike fall', () => {
    const [keen, averse] = [2, -2].map((inclination) => ({ ...mindOf(9), inclination }));
    if (!keen || !averse) throw new Error('two minds');
    expect(chanceOf(keen, 'agree-donation')).toBeGreaterThan(chanceOf(averse, 'agree-donation'));
    expect(chanceOf(averse, 'disagree-donation')).toBeGreaterThan(3 * chanceOf(keen, 'disagree-donation'));
    expect(chanceOf(averse, 'negative-reaction')).toBeGreaterThan(chanceOf(keen, 'negative-reaction'));
  });

  test('a question that was asked twice is not asked again', () => {
    const asked = ['ask-org-info', 'ask-org-info'];
    expect(chanceOf(mindOf(10), 'ask-org-info')).toBeGreaterThan(0);
    expect(chanceOf(mindOf(10), 'ask-org-info', talk({ asked }))).toBe(0);
  });

  test('who is asked for an amount names one more often; of several requests the most pointed counts', () => {
    const about = (...types: ('ask-donation-amount' | 'proposition-of-donation' | 'emotion-appeal')[]) =>
      chanceOf(mindOf(11), 'provide-amount', talk({ heard: types.map((type) => ({ type })) }));
    expect(about('ask-donation-amount')).toBeGreaterThan(2 * about('emotion-appeal'));
    expect(about('ask-donation-amount', 'proposition-of-donation')).toBe(about('ask-donation-amount'));
  });

  test('the table has a weight for every feature of every reply', () => {
    for (const { options } of table.reply)
      for (const { type, weights } of options) expect(weights.length, type).toBe(REPLY_FEATURES.length);
  });
});

describe('amounts', () => {
  test('chances of a gift and of a promise sum to 1 over whole cents of the purse', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.option(fc.integer({ min: 1, max: BUDGET })),
        fc.integer({ min: 0, max: BUDGET }),
        (seed, promised, asked) => {
          const mind = { ...mindOf(seed), asked };
          for (const odds of [giftOdds(mind, promised), promiseOdds(mind, promised)]) {
            expect(odds.reduce((sum, { p }) => sum + p, 0)).toBeCloseTo(1, 9);
            for (const { cents, p } of odds) {
              expect(Number.isInteger(cents) && cents >= 0 && cents <= BUDGET).toBe(true);
              expect(p).toBeGreaterThan(0);
            }
            expect(new Set(odds.map(({ cents }) => cents)).size).toBe(odds.length);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('most gifts after a promise are just that; a large one is kept less often than a small one', () => {
    const kept = (promised: number): number => {
      const odds = giftOdds({ ...mindOf(12), inclination: 0 }, promised);
      const p = (cents: number): number => odds.find((one) => one.cents === cents)?.p ?? 0;
      return p(promised) / (1 - p(0));
    };
    expect(kept(10)).toBeGreaterThan(0.7);
    expect(kept(BUDGET)).toBeLessThan(kept(10));
  });

  test('a promise makes giving likelier; more is given where more was asked for', () => {
    const mean = (asked: number): number =>
      giftOdds({ ...mindOf(13), asked }, null).reduce((sum, { cents, p }) => sum + cents * p, 0);
    const nothing = (promised: number | null): number => giftOdds(mindOf(13), promised)[0]?.p ?? 0;
    expect(nothing(50)).toBeLessThan(nothing(null));
    expect(mean(BUDGET)).toBeGreaterThan(mean(10));
  });
});
