// Understanding people: hand-written utterances in the town, and what people said in annotated dialogues.

import { describe, expect, test } from 'vitest';
import { readAgent, readDesk, readUser } from '../scenarios/booking/reading/index.ts';
import { DOMAINS } from '../scenarios/booking/slots.ts';
import type { Domain } from '../scenarios/booking/types.ts';
import { worldOf } from '../scenarios/booking/world/index.ts';
import {
  type AgentKind,
  compareAgent,
  compareUser,
  type Dialogues,
  isDevelopment,
  linesOf,
  type Score,
  scoreOf,
} from './doubles/booking-corpus.ts';
import { atDesk, lineOf } from './doubles/booking-listener.ts';
import { rngOf } from './doubles/booking-utterances.ts';
import { multiwozDialogues, multiwozWorld } from './doubles/multiwoz-world.ts';
import { describeWithData } from './doubles/outside-data.ts';

const town = worldOf('town');

/** Topic, what was asked before, the words, the acts. */
type Case = readonly [Domain | null, readonly string[], string, readonly string[]];

const check = (cases: readonly Case[]): void => {
  for (const [topic, asked, text, acts] of cases)
    expect(
      readUser(text, atDesk(town, topic, ...asked))
        .map(lineOf)
        .sort(),
      text,
    ).toEqual([...acts].sort());
};

// --- by hand ------------------------------------------------------------------------------------

test('bare answers are of what was asked', () => {
  check([
    ['hotel', ['hotel people'], 'two', ['inform hotel people 2']],
    ['hotel', ['hotel stay'], 'two', ['inform hotel stay 2']],
    ['hotel', ['hotel day'], 'Friday.', ['inform hotel day friday']],
    ['hotel', ['hotel price'], 'the cheap one', ['inform hotel price cheap']],
    ['hotel', ['hotel area'], "I don't care", ['inform hotel area any']],
    [
      'hotel',
      ['hotel area', 'hotel price'],
      "doesn't matter",
      ['inform hotel area any', 'inform hotel price any'],
    ],
    ['train', ['train departure'], 'larkmouth', ['inform train departure larkmouth']],
    ['train', ['train destination'], 'Larkmouth', ['inform train destination larkmouth']],
    ['train', ['train arrive'], '5 pm', ['inform train arrive 17:00']],
    ['train', ['train people'], 'just one', ['inform train people 1']],
    ['restaurant', ['restaurant time'], '19:30', ['inform restaurant time 19:30']],
  ]);
});

test('slips of the finger, number words, clocks and marks do not matter', () => {
  check([
    [
      null,
      [],
      "i'm lookign for a chaep italain restuarant in the center",
      [
        'need restaurant',
        'inform restaurant price cheap',
        'inform restaurant food italian',
        'inform restaurant area centre',
      ],
    ],
    ['hotel', [], 'WHATS THE ADRESS AND POSTCODE', ['request hotel address', 'request hotel postcode']],
    [
      'restaurant',
      [],
      'a table for four at 7pm on friday',
      ['inform restaurant people 4', 'inform restaurant time 19:00', 'inform restaurant day friday'],
    ],
    ['train', [], 'gets there by 5:15 p.m. please', ['inform train arrive 17:15']],
    ['train', [], 'after noon', ['inform train leave 12:00']],
  ]);
});

test('what is not wanted, and what is put right', () => {
  check([
    [
      'hotel',
      [],
      "I don't need parking but i want wifi",
      ['inform hotel parking no', 'inform hotel internet yes'],
    ],
    ['restaurant', [], 'no, the south instead', ['inform restaurant area south']],
    ['restaurant', [], 'actually make it Sunday', ['inform restaurant day sunday']],
    ['hotel', [], 'not a guesthouse', []],
    ['hotel', [], 'a hotel and not a guesthouse please', ['inform hotel type hotel']],
    ['hotel', [], '3 nights instead of 5', ['inform hotel stay 3']],
    ['train', [], 'I need to arrive by 15:45, not 5:58', ['inform train arrive 15:45']],
    ['restaurant', [], "forget it, i don't need a restaurant anymore", ['drop restaurant']],
    ['hotel', ['hotel more'], "no, that's all, thanks, bye", ['deny', 'thank', 'bye']],
  ]);
});

test('several domains in one utterance', () => {
  check([
    [
      null,
      [],
      'I need a cheap guest house in the north for two people from Friday, and a train from Ashmere to Larkmouth.',
      [
        'need hotel',
        'need train',
        'inform hotel type guesthouse',
        'inform hotel price cheap',
        'inform hotel area north',
        'inform hotel people 2',
        'inform hotel day friday',
        'inform train departure ashmere',
        'inform train destination larkmouth',
      ],
    ],
    [
      'hotel',
      [],
      'What is the phone number? I am also looking for a museum in the west.',
      [
        'request hotel phone',
        'need attraction',
        'inform attraction type museum',
        'inform attraction area west',
      ],
    ],
  ]);
});

test('questions ask, wishes tell', () => {
  check([
    ['hotel', [], 'does it have internet?', ['request hotel internet']],
    ['hotel', [], 'do you have one with internet?', ['inform hotel internet yes']],
    [
      'hotel',
      [],
      'what area is it in and how many stars does it have?',
      ['request hotel area', 'request hotel stars'],
    ],
    [
      'train',
      [],
      'how much is a ticket and how long does it take',
      ['request train ticket', 'request train duration'],
    ],
    ['attraction', [], "what's the entrance fee?", ['request attraction fee']],
    ['hotel', [], 'can you book it for 3 nights?', ['inform hotel stay 3', 'request hotel ref']],
  ]);
});

test('a ride goes between venues in question, and the same area is that of a known venue', () => {
  const [hotel, restaurant] = [town.venues.hotel[0], town.venues.restaurant[0]];
  const venue = { hotel: hotel?.name ?? '', restaurant: restaurant?.name ?? '' };
  const ride = readUser('I need a taxi from the hotel to the restaurant at 19:00', {
    ...atDesk(town, null),
    venue,
  });
  expect(ride.map(lineOf)).toEqual([
    'need taxi',
    `inform taxi departure ${venue.hotel}`,
    `inform taxi destination ${venue.restaurant}`,
    'inform taxi leave 19:00',
  ]);
  const near = readUser('a restaurant in the same area as the hotel', { ...atDesk(town, 'hotel'), venue });
  expect(near.map(lineOf)).toEqual(['need restaurant', `inform restaurant area ${hotel?.facts.area}`]);
});

test('every name of the town is known, with and without its article and with one letter wrong', () => {
  let found = 0;
  let names = 0;
  for (const domain of ['restaurant', 'hotel', 'attraction'] as const)
    for (const { name } of town.venues[domain]) {
      const rng = rngOf(names++);
      const bare = name.replace(/^the /, '');
      const word = bare.split(' ').reduce((long, next) => (next.length > long.length ? next : long));
      const at = 1 + rng.int(word.length - 2);
      const typos = bare.replace(word, word.slice(0, at) + word.slice(at + 1));
      for (const typed of [name, bare]) {
        const acts = readUser(`I would like ${typed}`, atDesk(town, null));
        expect(acts.map(lineOf), typed).toEqual([`inform ${domain} name ${name}`]);
      }
      if (readUser(`what about ${typos}`, atDesk(town, null)).some((act) => lineOf(act).endsWith(name)))
        found++;
    }
  expect(names).toBeGreaterThan(200);
  expect(found / names).toBeGreaterThan(0.9);
});

test('a person at the desk can speak in her own words', () => {
  const [venue] = town.venues.restaurant;
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [`How about ${venue?.name}?`, [`offer restaurant ${venue?.name}`]],
    ['Sorry, there are no trains on that day.', ['no-offer train']],
    ['What day would you like, and for how many people?', ['request hotel day', 'request hotel people']],
    ['All booked! The reference number is AB12CD34.', ['booked hotel AB12CD34']],
    ['Sorry, I was not able to book the hotel.', ['apologise hotel']],
    ['The postcode is LK1 2AB.', []],
    ['Anything else?', ['more']],
    ['Goodbye', ['bye']],
  ];
  for (const [text, acts] of cases)
    expect(readAgent(text, atDesk(town, 'hotel')).map(lineOf), text).toEqual(acts);
});

// --- whatever is typed --------------------------------------------------------------------------

test('no text makes a reader throw or stall', () => {
  const words =
    `constructor hotel parking , the same area as 5 star 17:15 larkmouth from to any does not matter price
    what is phone number of restaurant cheap taxi ? . ! b and bed 1 people nights __proto__ ' - 24:99 99999 p.m.`.split(
      /\s+/,
    );
  const texts = [
    "'".repeat(500),
    '1:'.repeat(250),
    'no. '.repeat(125),
    'the '.repeat(125),
    '\u{1f600}'.repeat(250),
    '',
  ];
  for (let seed = 0; seed < 1500; seed++) {
    const rng = rngOf(seed);
    const some = seed % 3 === 0 ? [rng.pick(words), rng.pick(words)] : words;
    let text = '';
    while (text.length < 500) text += rng.pick(some) + (rng.int(9) === 0 ? '' : ' ');
    texts.push(text.slice(0, 500));
  }
  const started = performance.now();
  for (const text of texts) {
    const context = {
      ...atDesk(town, DOMAINS[text.length % 5] ?? null, 'train departure', 'hotel people'),
      venue: {},
    };
    for (const read of [readUser, readAgent, readDesk])
      expect(read(text, context).every((act) => typeof act.type === 'string')).toBe(true);
  }
  // Three readings of 500 characters take about a millisecond; a stall would take far longer.
  expect((performance.now() - started) / texts.length).toBeLessThan(30);
});

// --- annotated dialogues ------------------------------------------------------------------------

const half = (development: boolean): Dialogues =>
  Object.fromEntries(Object.entries(multiwozDialogues()).filter(([id]) => isDevelopment(id) === development));

const report = (what: string, { precision, recall, f1, n }: Score): void =>
  console.log(
    `booking understanding, ${what}: P ${precision.toFixed(3)} R ${recall.toFixed(3)} F1 ${f1.toFixed(3)}, n ${n}`,
  );

describeWithData('what people said in MultiWOZ', () => {
  describe.each([
    ['development', true],
    ['held', false],
  ] as const)('%s half', (name, development) => {
    test('slots told and asked for by users are read', () => {
      const lines = linesOf('user', multiwozWorld(), half(development));
      const informs = scoreOf(lines.map((line) => compareUser(line, 'inform')));
      const requests = scoreOf(lines.map((line) => compareUser(line, 'request')));
      report(`${name} half, informs of users`, informs);
      report(`${name} half, requests of users`, requests);
      expect(informs.n).toBeGreaterThan(3000);
      expect(informs.f1).toBeGreaterThan(0.7);
      expect(requests.f1).toBeGreaterThan(0.7);
    });

    test('wizards are read: what they ask, offer, book and cannot find', () => {
      const lines = linesOf('agent', multiwozWorld(), half(development));
      const bounds: Readonly<Record<AgentKind, number>> = {
        request: 0.6,
        offer: 0.8,
        booked: 0.9,
        'no-offer': 0.5,
      };
      for (const [kind, bound] of Object.entries(bounds) as [AgentKind, number][]) {
        const score = scoreOf(lines.map((line) => compareAgent(line, kind)));
        report(`${name} half, ${kind} of wizards`, score);
        expect(score.f1, kind).toBeGreaterThan(bound);
      }
    });
  });
});
