// Names in goals that differ from the database by a word that says what the place is ("ask" for "ask
// restaurant").

import type { Domain, World } from '../../types.ts';
import { isPlace, search } from '../query.ts';

const KINDS = ['the', 'restaurant', 'hotel', 'guesthouse'];

const bare = (name: string): string =>
  name
    .split(' ')
    .filter((word) => !KINDS.includes(word))
    .join(' ');

const VENUES = ['restaurant', 'hotel', 'attraction'] as const;

/** The one name among these that is the same but for such words; else the name as it is. */
const nearest = (name: string, names: readonly string[]): string => {
  const wanted = bare(name);
  const near = wanted === '' ? [] : names.filter((other) => bare(other) === wanted);
  return near.length === 1 && near[0] !== undefined ? near[0] : name;
};

const namesOf = (world: World, domain: Domain): string[] => world.venues[domain].map(({ name }) => name);

/** The database's name of a venue. */
export const spellVenue = (world: World, domain: Domain, name: string): string =>
  search(world, domain, { name }).found > 0 ? name : nearest(name, namesOf(world, domain));

/**
 * The database's name of a place that a taxi goes to. A station bears its town's name there ("ely"): with
 * "ely train station" beside it, what is said would have two readings, and one of them would be refused.
 */
export const spellPlace = (world: World, name: string): string => {
  if (isPlace(world, name)) return name;
  const town = name.replace(/ (?:train )?station$/, '');
  if (isPlace(world, town)) return town;
  return nearest(
    name,
    VENUES.flatMap((domain) => namesOf(world, domain)),
  );
};
