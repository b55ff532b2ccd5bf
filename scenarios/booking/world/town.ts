// The project's own town: generated, always the same, without any data from outside. A change here
// changes every episode played in it: bump TOWN_EDITION and the scenario's version.

import { type Rng, rngFromState } from '../../../shared/rng.ts';
import { CLOSED } from '../slots.ts';
import type { Venue, World } from '../types.ts';
import { digestOf } from './digest.ts';
import { timeOf } from './times.ts';
import * as names from './town-names.ts';
import { weighted } from './weighted.ts';

const TOWN_EDITION = 1;
const RESTAURANTS = 100;
const HOTELS = 36;
const ATTRACTIONS = 70;

const closed = (slot: string): readonly string[] => CLOSED[slot] ?? [];

/** Areas: the centre has most, as in most towns. */
const areaOf = (rng: Rng): string => weighted(rng, closed('area'), [4, 2, 2, 2, 2]);

/** Contact facts; telephone numbers are of the range that is kept free for fiction (01632 960). */
type Contacts = () => Readonly<Record<'phone' | 'postcode' | 'address', string>>;
const contactsFrom = (rng: Rng): Contacts => {
  const lines = rng.shuffle(Array.from({ length: 1000 }, (_, line) => String(line).padStart(3, '0')));
  const letters = 'abdefghjlnpqrstuwxyz';
  const letter = (): string => letters.charAt(rng.int(letters.length));
  return () => ({
    phone: `01632960${lines.pop()}`,
    postcode: `lk${1 + rng.int(9)}${1 + rng.int(9)}${letter()}${letter()}`,
    address: `${1 + rng.int(180)} ${rng.pick(names.STREETS)}`,
  });
};

const restaurants = (rng: Rng, contacts: Contacts): Venue[] => {
  const signs = rng.shuffle(
    names.SIGN_ADJECTIVES.flatMap((adjective) => names.SIGN_NOUNS.map((noun) => `the ${adjective} ${noun}`)),
  );
  return signs.slice(0, RESTAURANTS).map((name, index) => {
    const food = names.CUISINES[index % names.CUISINES.length] as string;
    return { name, facts: { food, area: areaOf(rng), price: rng.pick(closed('price')), ...contacts() } };
  });
};

const hotels = (rng: Rng, contacts: Contacts, stems: readonly string[]): Venue[] =>
  stems.map((stem) => {
    const type = rng.float() < 0.4 ? 'hotel' : 'guesthouse';
    const stars = weighted(rng, closed('stars'), type === 'hotel' ? [0, 0, 2, 3, 4, 2] : [2, 2, 3, 4, 3, 0]);
    const price = weighted(rng, closed('price'), Number(stars) >= 4 ? [1, 3, 3] : [3, 3, 1]);
    const yes = (share: number): string => (rng.float() < share ? 'yes' : 'no');
    const facts = { type, area: areaOf(rng), price, stars, parking: yes(0.7), internet: yes(0.75) };
    return { name: `${stem} ${rng.pick(names.LODGINGS)}`, facts: { ...facts, ...contacts() } };
  });

const attractions = (rng: Rng, contacts: Contacts): Venue[] => {
  const kinds = Object.entries(names.SIGHTS);
  const found = new Map<string, Venue>();
  for (let index = 0; found.size < ATTRACTIONS; index++) {
    const [type, words] = kinds[index % kinds.length] as (typeof kinds)[number];
    const name = `${rng.pick(names.PLACE_STEMS)} ${rng.pick(words)}`;
    if (found.has(name)) continue;
    const fee = rng.float() < 0.4 ? 'free' : `${2 + rng.int(12)} pounds`;
    found.set(name, { name, facts: { type, area: areaOf(rng), ...contacts(), fee } });
  }
  return [...found.values()];
};

interface Line {
  readonly town: string;
  readonly minutes: number;
  readonly pence: number;
  /** Minutes between two trains. */
  readonly every: number;
  readonly past: number;
}

const lines = (rng: Rng): Line[] =>
  names.TOWNS.map((town, index) => {
    const minutes = 18 + rng.int(140);
    return { town, minutes, pence: 150 + 17 * minutes, every: index % 2 === 0 ? 60 : 120, past: rng.int(60) };
  });

const FIRST_HOUR = 5;
/** No train of the town is under way at midnight. */
const LAST_ARRIVAL = 24 * 60 - 1;

const trains = (rng: Rng): Venue[] => {
  const numbers = rng.shuffle(Array.from({ length: 9000 }, (_, number) => 1000 + number));
  const out: Venue[] = [];
  const day = (line: Line, date: string, departure: string, destination: string, past: number): void => {
    const pence = date === 'saturday' || date === 'sunday' ? Math.round(line.pence * 0.8) : line.pence;
    for (let at = FIRST_HOUR * 60 + past; at + line.minutes <= LAST_ARRIVAL; at += line.every) {
      const id = `tr${numbers.pop()}`;
      const times = { leave: timeOf(at), arrive: timeOf(at + line.minutes) };
      const ticket = `${(pence / 100).toFixed(2)} pounds`;
      const facts = {
        departure,
        destination,
        day: date,
        ...times,
        id,
        duration: `${line.minutes} minutes`,
        ticket,
      };
      out.push({ name: id, facts });
    }
  };
  for (const line of lines(rng))
    for (const date of closed('day')) {
      day(line, date, names.HOME, line.town, line.past);
      day(line, date, line.town, names.HOME, (line.past + 24) % 60);
    }
  return out;
};

/** The town; the same at every call. */
export const buildTown = (): World => {
  const rng = rngFromState([0x6c61726b, 0x6d6f7574, 0x68746f77, TOWN_EDITION]);
  const contacts = contactsFrom(rng);
  const venues = {
    restaurant: restaurants(rng, contacts),
    hotel: hotels(rng, contacts, rng.shuffle(names.PLACE_STEMS).slice(0, HOTELS)),
    attraction: attractions(rng, contacts),
    train: trains(rng),
    taxi: [],
  };
  const cars = names.COLOURS.flatMap((colour) => names.BODIES.map((body) => `${colour} ${body}`));
  return { id: 'town', title: 'Larkmouth', digest: digestOf(JSON.stringify([venues, cars])), venues, cars };
};
