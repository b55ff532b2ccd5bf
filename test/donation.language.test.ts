// The language of donation: what acts say is read back as those acts, whatever is typed never throws.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSayable, OFFERS } from '../scenarios/donation/acts.ts';
import { type Context, phraseActs } from '../scenarios/donation/phrase.ts';
import { readActs } from '../scenarios/donation/reading/index.ts';
import { keyOf, sentencesOf } from '../scenarios/donation/reading/words.ts';
import { type Act, BUDGET, type Role, STRATEGIES } from '../scenarios/donation/types.ts';
import { fill, PLAIN, PRICED } from '../scenarios/donation/wordings.ts';
import { rngFromState } from '../shared/rng.ts';
import { MAX_ACTS, MAX_TEXT } from '../shared/scenario.ts';

const ROLES = ['persuader', 'persuadee'] as const;

const rngOf = (seed: number) => {
  const rng = rngFromState([seed | 0, 0x9e3779b9 | 0, 77, 1]);
  for (let warm = 0; warm < 16; warm++) rng.float();
  return rng;
};

const EMPTY: Readonly<Record<Role, Context>> = {
  persuader: { said: [], promised: null, seat: 0 },
  persuadee: { said: [], promised: null, seat: 1 },
};

/** Acts that a role has words for, sums of any whole cents. */
const speech = (role: Role): fc.Arbitrary<Act> => {
  const types = Object.keys(PRICED[role]);
  const priced = fc
    .tuple(fc.constantFrom(...types), fc.integer({ min: role === 'persuader' ? 1 : 0, max: BUDGET }))
    .map(([type, cents]) => ({ type, cents }) as Act);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...OFFERS[role]) },
    { weight: 1, arbitrary: priced },
  );
};

const key = (act: Act): string => JSON.stringify([act.type, 'cents' in act ? act.cents : null]);

const utterances = (role: Role, most: number): fc.Arbitrary<[Act[], Context, number]> =>
  fc.tuple(
    fc.uniqueArray(speech(role), { minLength: 1, maxLength: most, selector: ({ type }) => type }),
    contexts(role),
    fc.integer(),
  );

/** An own table where the last thing said is any act of the other. */
const contexts = (role: Role): fc.Arbitrary<Context> => {
  const other = role === 'persuader' ? 'persuadee' : 'persuader';
  const { seat } = EMPTY[role];
  return fc
    .tuple(fc.array(speech(other), { maxLength: 3 }), fc.option(fc.integer({ min: 1, max: BUDGET })))
    .map(([acts, promised]) => ({ seat, promised, said: [{ seat: 1 - seat, acts, text: '' }] }));
};

test.each(ROLES)(
  '[S6] what one act of the %s says is read back as that act, whatever was said before',
  (role) => {
    fc.assert(
      fc.property(utterances(role, 1), ([acts, context, seed]) => {
        const text = phraseActs([...acts, { type: 'done' }], role, context, rngOf(seed));
        expect(readActs(text, role, context), text).toEqual(acts);
      }),
      { numRuns: 3_000 },
    );
  },
);

test.each(ROLES)(
  '[S6] up to six acts of the %s are read back in their order, within the length of an utterance',
  (role) => {
    fc.assert(
      fc.property(utterances(role, MAX_ACTS), ([acts, context, seed]) => {
        const text = phraseActs(acts, role, context, rngOf(seed));
        expect(text.length, text).toBeLessThanOrEqual(MAX_TEXT);
        expect(readActs(text, role, context), text).toEqual(acts);
      }),
      { numRuns: 3_000 },
    );
  },
);

test.each(ROLES)(
  'every sum of money that the %s can name is read back to the cent in every writing',
  (role) => {
    for (const type of Object.keys(PRICED[role]))
      for (let cents = role === 'persuader' ? 1 : 0; cents <= BUDGET; cents++)
        for (let seed = 0; seed < 6; seed++) {
          const act = { type, cents } as Act;
          const text = phraseActs([act], role, EMPTY[role], rngOf(1000 * seed + cents));
          expect(readActs(text, role, EMPTY[role]), text).toEqual([act]);
        }
  },
);

test.each(ROLES)('no two acts of the %s share a wording, and strategies have at least twelve', (role) => {
  const meant = new Map<string, string>();
  const add = (type: string, wording: string, priced: boolean): void => {
    const words = sentencesOf(fill(wording, '$1')).map(keyOf).join('|');
    const act = key({ type, ...(priced ? { cents: 1 } : {}) } as Act);
    expect(meant.get(words) ?? act, wording).toBe(act);
    meant.set(words, act);
  };
  for (const [lists, priced] of [
    [PLAIN[role], false],
    [PRICED[role], true],
  ] as const)
    for (const [type, wordings = []] of Object.entries(lists)) {
      const strategy = (STRATEGIES as readonly string[]).includes(type);
      expect(new Set(wordings).size, type).toBeGreaterThanOrEqual(strategy ? 12 : 8);
      for (const wording of wordings) {
        add(type, wording, priced);
        expect(wording.includes('{amount}'), wording).toBe(priced);
        expect(wording, 'ends without a stop, for phrase.ts to set').not.toMatch(/[.!;]$/);
      }
      expect(wordings.filter((one) => one.length <= 70).length, type).toBeGreaterThanOrEqual(5);
    }
});

test('silence says nothing, and what a role has no words for is left out', () => {
  for (const role of ROLES)
    for (const acts of [
      [],
      [{ type: 'silence' }],
      [{ type: 'done' }],
      [{ type: 'give', cents: 5 }],
    ] as Act[][])
      expect(readActs(phraseActs(acts, role, EMPTY[role], rngOf(1)), role, EMPTY[role])).toEqual([]);
});

test('nobody says a sentence again while there is another one for the act', () => {
  const acts: Act[] = [{ type: 'logical-appeal' }];
  let context = EMPTY.persuader;
  const fresh = PLAIN.persuader['logical-appeal']?.length ?? 0;
  const heard = new Set<string>();
  for (let turn = 0; turn < fresh; turn++) {
    const text = phraseActs(acts, 'persuader', context, rngOf(turn));
    heard.add(text.toLowerCase().replace(/[.!]$/, ''));
    context = { ...context, said: [...context.said, { seat: 0, acts, text }] };
  }
  expect(heard.size).toBe(fresh);
});

test('answers suit the question', () => {
  const asked = (text: string): Context => ({ said: [{ seat: 0, acts: [], text }], promised: null, seat: 1 });
  const answers = (text: string, type: Act['type']): string[] =>
    Array.from({ length: 60 }, (_, seed) =>
      phraseActs([{ type } as Act], 'persuadee', asked(text), rngOf(seed)).toLowerCase(),
    );
  for (const one of answers('Hello. How are you today?', 'positive-to-inquiry'))
    expect(one).toMatch(/well|fine|good day/);
  for (const one of answers('How are you? Have you heard of Save the Children?', 'negative-to-inquiry'))
    expect(one).toMatch(/heard|new to me|know/);
  for (const one of answers('Do you have children of your own?', 'negative-to-inquiry'))
    expect(one).toMatch(/children|only me|family|there are none/);
});

// --- any text at all ----------------------------------------------------------------------------

const holds = (text: string, role: Role, context: Context): void => {
  const acts = readActs(text, role, context);
  expect(acts.length).toBeLessThanOrEqual(MAX_ACTS);
  for (const act of acts) expect(isSayable(role, act), `${text} -> ${key(act)}`).toBe(true);
  expect(new Set(acts.map(key)).size).toBe(acts.length);
};

const WORDS = [
  ...ROLES.flatMap((role) => Object.values(PLAIN[role]).flat()).flatMap((wording) => wording.split(' ')),
  ...'$ 0.5 .20 1 2 50 500 $3 1,000 ¢ c half all of it my payment a couple bucks and hbu you guilty % . ? ! ; ,'.split(
    ' ',
  ),
];

test.each(ROLES)('[S7] no text of the %s makes the reader throw or read what cannot be said', (role) => {
  const strings = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
      .map((codes) => String.fromCharCode(...codes)),
    fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(strings, contexts(role), (text, context) => holds(text, role, context)),
    { numRuns: 3_000 },
  );
});

test('[S7] long and hostile texts are read in time that grows no faster than they do', () => {
  const units = [
    'you ',
    'not even ',
    'how can you ',
    '$',
    '$1 ',
    'and a half ',
    'a',
    '.',
    '?',
    '1,',
    "'",
    'a.',
    'keep all ',
    '\ud800',
    'é\u0301',
  ];
  for (const role of ROLES)
    for (const unit of units) {
      const text = unit.repeat(Math.ceil(500 / unit.length));
      holds(text, role, EMPTY[role]);
      holds(unit.repeat(20_000), role, EMPTY[role]);
      const start = performance.now();
      for (let turn = 0; turn < 10; turn++) readActs(text, role, EMPTY[role]);
      expect((performance.now() - start) / 10, unit).toBeLessThan(10);
    }
});

test('an own wording is read in well under a tenth of a millisecond', () => {
  const texts = ROLES.flatMap((role) =>
    OFFERS[role].map((act, seed) => ({ role, text: phraseActs([act], role, EMPTY[role], rngOf(seed)) })),
  );
  const pass = (): number => {
    const start = performance.now();
    for (let turn = 0; turn < 20; turn++)
      for (const { role, text } of texts) readActs(text, role, EMPTY[role]);
    return (1000 * (performance.now() - start)) / (20 * texts.length);
  };
  const best = Math.min(pass(), pass(), pass(), pass(), pass());
  console.log(`own wordings: ${best.toFixed(1)} microseconds each`);
  expect(best).toBeLessThan(50);
});

test.each([
  ['$0.50', 50],
  ['.50', 50],
  ['50c', 50],
  ['fifty cents', 50],
  ['$.50 cents', 50],
  ['half a dollar', 50],
  ['a dollar', 100],
  ['one buck', 100],
  ['1$', 100],
  ['two dollars', 200],
  ['$1.25', 125],
  ['a dollar fifty', 150],
  ['a dollar and a half', 150],
  ['one dollar and twenty-five cents', 125],
  ['half my payment', 100],
  ['half of it', 100],
  ['all of it', 200],
  ['my whole payment', 200],
  ['25% of my pay', 50],
  ['a quarter', 25],
  ['three dimes', 30],
  ['a nickel', 5],
  ['a penny', 1],
  ['75', 75],
  ['2', 200],
  ['$20', 200],
])('asked for an amount, "%s" is a promise of %i cents', (text, cents) => {
  const said = [{ seat: 0, acts: [{ type: 'ask-donation-amount' } as Act], text: '' }];
  const context: Context = { said, promised: null, seat: 1 };
  expect(readActs(text, 'persuadee', context)).toEqual([{ type: 'provide-amount', cents }]);
  expect(readActs(`I will give ${text}`, 'persuadee', context)).toEqual([{ type: 'provide-amount', cents }]);
});
