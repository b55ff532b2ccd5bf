// Goals in the town: each is computed from its number, so that it can be named again. Shapes and
// shares are those of MultiWOZ's validation goals (999 goals, 1,943 domains): which domains come
// together, how many name their venue, book, have a first choice that fails.

import { lazyRng, type Rng } from '../../../shared/rng.ts';
import { ATTRIBUTES, CLOSED } from '../slots.ts';
import type { Domain, DomainGoal, Goal, Slot, Stage, Values, World } from '../types.ts';
import { hashOf } from '../world/digest.ts';
import { chance, weighted } from '../world/weighted.ts';
import { trainInfo, venueInfo } from './town-info.ts';
import { type Party, planBooking } from './town-party.ts';
import { linkedTaxi, loneTaxi } from './town-taxi.ts';

/** Numbers of the town's goals are below this. */
export const TOWN_GOALS = 1 << 21;

/** Domains of a goal in the order in which they come up, and how often of 999. */
const COMBINATIONS: readonly (readonly [readonly Domain[], number])[] = [
  [['train', 'restaurant'], 157],
  [['train', 'hotel'], 149],
  [['train', 'attraction'], 148],
  [['attraction', 'restaurant'], 78],
  [['hotel', 'restaurant'], 59],
  [['taxi'], 57],
  [['hotel'], 56],
  [['hotel', 'attraction'], 55],
  [['hotel', 'attraction', 'taxi'], 55],
  [['attraction', 'restaurant', 'taxi'], 53],
  [['restaurant'], 50],
  [['hotel', 'restaurant', 'taxi'], 41],
  [['train'], 30],
  [['attraction'], 11],
];
const BOOKED = 0.6;
const BOOKED_AND_ASKED = 0.15;
/** Of the goals that could be impossible; those with trains and taxis alone cannot. */
const IMPOSSIBLE = 0.035;

const rngOf = (number: number): Rng =>
  lazyRng(() => {
    const word = (part: number): number => hashOf(`town goal ${number}, part ${part}`);
    return [word(0), word(1), word(2), word(3)];
  });

const requests = (domain: Domain, most: number, rng: Rng): Slot[] =>
  rng.shuffle(ATTRIBUTES[domain]).slice(0, 1 + rng.int(most));

interface Plan {
  readonly world: World;
  readonly party: Party;
  readonly rng: Rng;
}

/** A domain that is looked up and, perhaps, booked. */
const found = (domain: Domain, impossible: boolean, { world, party, rng }: Plan): DomainGoal => {
  const plain = { domain, withheld: [], from: {} };
  const info = domain === 'train' ? trainInfo(world, rng) : venueInfo(world, domain, impossible, rng);
  if (impossible) return { ...plain, info, book: [], request: [], impossible };
  const books = domain !== 'attraction' && chance(rng, BOOKED);
  const asks = !books || chance(rng, BOOKED_AND_ASKED);
  const book = books ? planBooking(domain, party, rng) : [];
  return { ...plain, info, book, request: asks ? requests(domain, books ? 1 : 3, rng) : [], impossible };
};

const last = (stages: readonly Stage[]): Values => stages.at(-1)?.values ?? {};

const partyFrom = (rng: Rng): Party => ({ people: String(1 + rng.int(8)), day: rng.pick(CLOSED.day ?? []) });

/** Goals of domains that are looked up; a group that comes by train books for the day of its train. */
const lookups = (
  world: World,
  looked: readonly Domain[],
  impossible: Domain | null,
  rng: Rng,
): DomainGoal[] => {
  const out: DomainGoal[] = [];
  const group = partyFrom(rng);
  for (const domain of looked) {
    const day = out.map(({ info }) => last(info).day).find((one) => one !== undefined) ?? group.day;
    out.push(found(domain, domain === impossible, { world, party: { ...group, day }, rng }));
  }
  return out;
};

/** The goal of this number, the same at every call; nothing is withheld. */
export const townGoal = (world: World, number: number): Goal => {
  const rng = rngOf(number);
  const [combination] = weighted(
    rng,
    COMBINATIONS,
    COMBINATIONS.map(([, share]) => share),
  );
  const looked = combination.filter((domain) => domain !== 'taxi');
  const able = combination.includes('taxi') ? [] : looked.filter((domain) => domain !== 'train');
  const impossible = able.length > 0 && chance(rng, IMPOSSIBLE) ? rng.pick(able) : null;
  const goals = lookups(world, looked, impossible, rng);
  if (looked.length === combination.length) return { id: `town-${number}`, domains: goals };
  const dinner = goals.find(({ domain }) => domain === 'restaurant');
  const taxi =
    looked.length === 0 ? loneTaxi(world, rng) : linkedTaxi(looked, last(dinner?.book ?? []).time, rng);
  return { id: `town-${number}`, domains: [...goals, taxi] };
};

/** The number in a goal's id, or undefined where it is none of the town's. */
export const townGoalNumber = (id: string): number | undefined => {
  const digits = /^town-(0|[1-9]\d{0,6})$/.exec(id)?.[1];
  const number = digits === undefined ? Number.NaN : Number(digits);
  return number < TOWN_GOALS ? number : undefined;
};
