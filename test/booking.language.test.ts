// The language of the booking scenario: what acts say is read back as those acts, whoever's topic it is.

import { expect, test } from 'vitest';
import { type PhraseContext, phraseAgent, phraseUser } from '../scenarios/booking/phrase.ts';
import { readAgent, readDesk, readUser } from '../scenarios/booking/reading/index.ts';
import { BOOKABLE } from '../scenarios/booking/slots.ts';
import type { Act, World } from '../scenarios/booking/types.ts';
import type { AgentWordings, Lines, UserWordings } from '../scenarios/booking/wordings.ts';
import { AGENT } from '../scenarios/booking/wordings-agent.ts';
import { held } from '../scenarios/booking/wordings-held.ts';
import { USER } from '../scenarios/booking/wordings-user.ts';
import { worldOf } from '../scenarios/booking/world/index.ts';
import { MAX_ACTS, MAX_TEXT } from '../shared/scenario.ts';
import { actsOf, rngOf, setOf, someContext } from './doubles/booking-utterances.ts';
import { multiwozWorld } from './doubles/multiwoz-world.ts';
import { describeWithData } from './doubles/outside-data.ts';

type Side = 'user' | 'agent';
const PHRASE = { user: phraseUser, agent: phraseAgent };
const READ = { user: readUser, agent: readAgent };

interface Trip {
  readonly text: string;
  readonly meant: readonly Act[];
  readonly read: readonly Act[];
}

/** One random utterance, said and read. */
const trip = (
  side: Side,
  world: World,
  seed: number,
  most: number,
  wording: PhraseContext['wording'],
): Trip => {
  const rng = rngOf(seed);
  const meant = actsOf(side, world, most, rng);
  const context: PhraseContext = { ...someContext(side, world, rng), wording };
  const text = PHRASE[side](meant, context, rng);
  return { text, meant, read: READ[side](text, context) };
};

const isSame = ({ meant, read }: Trip): boolean =>
  JSON.stringify(setOf(meant)) === JSON.stringify(setOf(read));

const RUNS = 2500;
const seeds = (count: number): number[] => Array.from({ length: count }, (_, seed) => seed);

/** All utterances are read back, none is too long. */
const checkAll = (side: Side, world: World, first: number): void => {
  for (const seed of seeds(RUNS)) {
    const one = trip(side, world, first + seed, MAX_ACTS, 'known');
    expect(setOf(one.read), one.text).toEqual(setOf(one.meant));
    expect(one.text.length).toBeLessThanOrEqual(MAX_TEXT);
  }
};

test('[S6] what a user says in the town is read back as the same acts, up to six at once', () => {
  checkAll('user', worldOf('town'), 0);
});

test('[S6] what an agent says in the town is read back as the same acts, up to six at once', () => {
  checkAll('agent', worldOf('town'), 0);
});

test('[S6] one act alone is read back as exactly that act', () => {
  for (const side of ['user', 'agent'] as const)
    for (const seed of seeds(RUNS)) {
      const { text, meant, read } = trip(side, worldOf('town'), seed, 1, 'known');
      expect(read, text).toEqual(meant);
    }
});

describeWithData('[S6] over the MultiWOZ world', () => {
  test('what either side says about MultiWOZ venues is read back as the same acts', () => {
    checkAll('user', multiwozWorld(), 50_000);
    checkAll('agent', multiwozWorld(), 50_000);
  });
});

test('most of what is worded in families that the reader was not developed on is read back', () => {
  const families = { user: [USER, held.user], agent: [AGENT, held.agent] } as const;
  for (const side of ['user', 'agent'] as const) {
    const trips = seeds(RUNS).map((seed) => trip(side, worldOf('town'), seed, 3, 'all'));
    const all = trips.filter(isSame).length / trips.length;
    // An utterance keeps to one family, drawn evenly; the known ones are read without a miss.
    const [known, unknown] = families[side].map((table) => Object.keys(table).length) as [number, number];
    const share = (all * (known + unknown) - known) / unknown;
    console.log(
      `booking: ${side} utterances of held-out families read back exactly ${share.toFixed(3)}, of all ${all.toFixed(3)}, n ${trips.length}`,
    );
    expect(share).toBeGreaterThan(0.65);
  }
});

// --- wordings -----------------------------------------------------------------------------------

const DOMAIN_HOLES = /\{(?:it|of|for|noun|nouns|np)\}/;

/** Lines of all families under one name. */
const gather = <T>(families: Readonly<Record<string, T>>, pick: (family: T) => Lines): string[] =>
  Object.values(families).flatMap((family) => [...pick(family)]);

const USER_LISTS = [
  'greet',
  'thank',
  'bye',
  'affirm',
  'deny',
  'need',
  'tell',
  'any',
  'name',
  'ask',
  'book',
  'drop',
] as const;
const AGENT_LISTS = [
  'greet',
  'more',
  'bye',
  'ask',
  'offer',
  'tell',
  'confirm',
  'none',
  'booked',
  'sorry',
  'search',
  'book',
] as const;

test('every kind of act has at least six different wordings', () => {
  for (const list of USER_LISTS)
    expect(new Set(gather<UserWordings>(USER, (family) => family[list])).size, list).toBeGreaterThanOrEqual(
      6,
    );
  for (const list of AGENT_LISTS)
    expect(new Set(gather<AgentWordings>(AGENT, (family) => family[list])).size, list).toBeGreaterThanOrEqual(
      6,
    );
});

test('a line about a domain can name it', () => {
  const about = [
    ...gather<UserWordings>(USER, ({ need, tell, any, name, ask, book, drop, questions }) =>
      [need, tell, any, name, ask, book, drop, ...Object.values(questions)].flat(),
    ),
    ...gather<AgentWordings>(AGENT, ({ ask, confirm, none, booked, sorry, search, book, questions }) =>
      [ask, confirm, none, booked, sorry, search, book, ...Object.values(questions)].flat(),
    ),
  ];
  expect(about.length).toBeGreaterThan(200);
  for (const line of about) expect(line).toMatch(DOMAIN_HOLES);
});

test('an utterance of the same acts is worded in many ways', () => {
  const world = worldOf('town');
  const acts: Act[] = [
    { type: 'need', domain: 'hotel' },
    { type: 'inform', domain: 'hotel', slot: 'price', value: 'cheap' },
    { type: 'inform', domain: 'hotel', slot: 'area', value: 'north' },
  ];
  const context: PhraseContext = { world, current: null, before: [], venue: {}, wording: 'known' };
  const texts = new Set(seeds(200).map((seed) => phraseUser(acts, context, rngOf(seed))));
  expect(texts.size).toBeGreaterThan(60);
  for (const text of texts) expect(text).toMatch(/^[A-Z].*[.?!]$/);
});

test('an offer says the name and all that is known to matter', () => {
  const world = worldOf('town');
  const [venue] = world.venues.hotel;
  const name = venue?.name ?? '';
  const { area = '', price = '', stars = '' } = venue?.facts ?? {};
  const act: Act = { type: 'offer', domain: 'hotel', name, facts: { area, price, stars, parking: 'no' } };
  const context: PhraseContext = { world, current: 'hotel', before: [], venue: {}, wording: 'known' };
  for (const seed of seeds(50)) {
    const text = phraseAgent([act], context, rngOf(seed)).toLowerCase();
    for (const word of [name, area, 'star', 'no parking|without parking'])
      expect(text).toMatch(new RegExp(word));
  }
});

// --- the desk -----------------------------------------------------------------------------------

test('commands to the desk are read as commands, and nothing that is said to the user is', () => {
  const world = worldOf('town');
  const context = { world, current: 'train', before: [], venue: {} } as const;
  const wanted: readonly (readonly [string, Act])[] = [
    ['search hotels', { type: 'search', domain: 'hotel' }],
    ['look up trains', { type: 'search', domain: 'train' }],
    ['Search', { type: 'search', domain: 'train' }],
    ['find restaurants please', { type: 'search', domain: 'restaurant' }],
    ['book it', { type: 'book', domain: 'train' }],
    ['reserve the hotel', { type: 'book', domain: 'hotel' }],
  ];
  for (const [text, act] of wanted) expect(readDesk(text, context), text).toEqual([act]);
  for (const text of ['Shall I book it?', 'I could not book the train.', 'Which day?', '', 'book the museum'])
    expect(readDesk(text, context), text).toEqual([]);
  for (const domain of BOOKABLE)
    for (const act of [
      { type: 'search', domain },
      { type: 'book', domain },
    ] as const)
      for (const seed of seeds(40)) {
        const text = phraseAgent([act], { ...context, wording: 'known' }, rngOf(seed));
        expect(readDesk(text, context), text).toEqual([act]);
        expect(readAgent(text, context), text).toEqual([]);
      }
});

test('what an agent tells a user is no command to the desk', () => {
  const world = worldOf('town');
  for (const seed of seeds(1000)) {
    const { text, read } = trip('agent', world, seed, 2, 'known');
    expect(read.length).toBeGreaterThan(0);
    if (/[.?!] /.test(text))
      expect(readDesk(text, { world, current: null, before: [], venue: {} }), text).toEqual([]);
  }
});
