// A tiny corpus in the layout of MultiWOZ, with contents made up here.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RejectionError } from '../../shared/result.ts';

const train = (trainID: string, leaveAt: string, arriveBy: string): Record<string, string> => ({
  trainID,
  leaveAt,
  arriveBy,
  departure: 'home',
  destination: 'away',
  day: 'monday',
  duration: '50 minutes',
  price: '9.50 pounds',
});

/** By domain, as db/DOMAIN_db.json holds it. */
export const DATABASE: Readonly<Record<string, unknown>> = {
  restaurant: [
    {
      name: 'Blue  Door',
      food: 'Italian',
      area: 'centre',
      pricerange: 'cheap',
      phone: '0100',
      postcode: 'zz1',
      address: 'Long Lane',
      introduction: 'A place.',
      location: [1, 2],
    },
    {
      name: 'red barn',
      food: 'french',
      area: 'north',
      pricerange: 'expensive',
      phone: '0101',
      address: 'hill',
    },
  ],
  hotel: [
    {
      name: 'old inn',
      type: 'guesthouse',
      area: 'west',
      pricerange: 'moderate',
      stars: '3',
      parking: 'yes',
      internet: 'no',
      phone: '0200',
      price: { single: '20' },
    },
  ],
  attraction: [
    {
      name: 'great pond',
      type: 'mutliple sports',
      area: 'east',
      phone: '0300',
      'entrance fee': '?',
      postcode: '',
    },
  ],
  train: [
    train('TR0001', '5:00', '05:50'),
    train('TR0001', '23:30', '24:20'),
    train('TR0002', '07:00', '07:50'),
  ],
  taxi: [{ taxi_colors: ['black', 'red'], taxi_types: ['wagon', 'cart'], taxi_phone: ['^[0-9]{10}$'] }],
  police: [{ name: 'the watch' }],
  hospital: [{ department: 'bones' }],
};

export interface PublishedDialogue {
  readonly goal: Readonly<Record<string, unknown>>;
  readonly message?: readonly string[];
}

const friday = { day: 'friday', people: '2', time: '9:15', invalid: false };
const stay = { day: 'friday', people: '2', stay: '3', invalid: true };
const between = 'You also want to book a taxi to commute between the two places';
const diner = { info: { food: 'italian' }, fail_info: {}, reqt: ['phone', 'food'] };
const sleeper = { info: { pricerange: 'moderate' }, fail_info: {}, book: stay };
const ride = { reqt: ['car type', 'phone'], fail_info: {} };

const leaves = {
  goal: { taxi: { info: { leaveAt: '24:30' }, ...ride }, hotel: sleeper, restaurant: diner },
  message: [
    'You look for a place to dine',
    'You also look for a place to stay',
    between,
    'You want to leave the hotel by 24:30',
  ],
};

export const GOALS = {
  plain: { goal: { restaurant: diner }, message: ['You look for a restaurant'] },
  failing: {
    goal: {
      restaurant: {
        info: { food: 'italian', pricerange: 'cheap' },
        fail_info: { food: 'martian', pricerange: 'cheap' },
        book: { ...friday, pre_invalid: true },
        fail_book: { time: '10:00' },
      },
    },
  },
  notFailing: {
    goal: { restaurant: { info: { food: 'italian' }, fail_info: { food: 'french' }, reqt: ['phone'] } },
  },
  impossible: { goal: { restaurant: { info: { food: 'martian' }, book: friday, reqt: ['phone'] } } },
  leaves,
  arrives: {
    goal: {
      taxi: { info: { arriveBy: '18:00' }, ...ride },
      restaurant: diner,
      attraction: { info: { area: 'east' }, reqt: ['entrance fee'] },
    },
    message: [between, 'You want to make sure it arrives the restaurant by the booked time'],
  },
  nowhere: { goal: { restaurant: { info: { name: 'green window' }, reqt: ['phone'] } } },
  lostTaxi: {
    goal: { taxi: { info: { departure: 'castle in the air', destination: 'old inn', leaveAt: '10:00' } } },
  },
  police: { goal: { police: { info: {}, reqt: ['phone'] } } },
  halfBooked: { goal: { hotel: { info: { area: 'west' }, book: { day: 'friday', people: '2' } } } },
  empty: { goal: {} },
  spelt: { goal: { restaurant: { info: { name: 'The Blue Door' }, reqt: ['phone'] } } },
} as const satisfies Readonly<Record<string, PublishedDialogue>>;

/** The goal `leaves` as data.json holds it. */
export const PUBLISHERS_GOAL = {
  goal: {
    ...leaves.goal,
    police: {},
    hospital: {},
    attraction: {},
    train: {},
    topic: { taxi: true, police: false, restaurant: true },
    message: leaves.message.map((line) => line.replace(/(hotel|taxi)/, "<span class='emphasis'>$1</span>")),
  },
  log: [{ text: 'Good evening.', metadata: {} }],
};

/** Writes a file of the folder: text as it is, all else as JSON. */
export const writeInto = (folder: string, file: string, content: unknown): void =>
  writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));

/** Writes a whole folder with these dialogues. */
export const writeCorpus = (folder: string, dialogues: unknown, file = 'val.json'): void => {
  mkdirSync(join(folder, 'db'), { recursive: true });
  for (const [domain, rows] of Object.entries(DATABASE)) writeInto(folder, `db/${domain}_db.json`, rows);
  writeInto(folder, 'LICENSE', '\nThe Licence of Nobody\n\nText.');
  writeInto(folder, file, dialogues);
};

/** Dialogues D0, D1, ... */
export const numbered = (...goals: readonly PublishedDialogue[]): Record<string, PublishedDialogue> =>
  Object.fromEntries(goals.map((goal, at) => [`D${at}.json`, goal]));

/** What this is refused with; fails where it is not. */
export const refusal = (run: () => unknown): RejectionError => {
  try {
    run();
  } catch (error) {
    if (error instanceof RejectionError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};
