// Goals of taxis: between two venues of the same goal, or on their own.

import type { Rng } from '../../../shared/rng.ts';
import type { Domain, DomainGoal, Slot, Values, World } from '../types.ts';
import { timeOf } from '../world/times.ts';
import { chance } from '../world/weighted.ts';

const ARRIVES = 0.45;
const QUARTERS = 96;

const someTime = (rng: Rng): string => timeOf(15 * rng.int(QUARTERS));

const taxi = (values: Values, from: Readonly<Record<Slot, Domain>>): DomainGoal => ({
  domain: 'taxi',
  info: [{ values, until: 'end' }],
  book: [{ values: {}, until: 'end' }],
  request: ['car', 'phone'],
  withheld: [],
  from,
  impossible: false,
});

/** From one venue of the goal to the other; to a restaurant with a table by the time of the table. */
export const linkedTaxi = (between: readonly Domain[], table: string | undefined, rng: Rng): DomainGoal => {
  const [departure, destination] = rng.shuffle(between) as [Domain, Domain];
  const dines = destination === 'restaurant' && table !== undefined;
  const values = dines ? { arrive: table } : { leave: someTime(rng) };
  return taxi(values, { departure, destination });
};

/** Between any two places. */
export const loneTaxi = (world: World, rng: Rng): DomainGoal => {
  const { restaurant, hotel, attraction } = world.venues;
  const places = [restaurant, hotel, attraction].flat().map(({ name }) => name);
  const departure = rng.pick(places);
  const destination = rng.pick(places.filter((place) => place !== departure));
  const time = chance(rng, ARRIVES) ? { arrive: someTime(rng) } : { leave: someTime(rng) };
  return taxi({ departure, destination, ...time }, {});
};
