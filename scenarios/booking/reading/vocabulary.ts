// What can be named in a world: its venues, stations, cuisines, types and addresses, together with the words
// that every world shares. Made once a world.

import { CLOSED, DOMAINS } from '../slots.ts';
import type { Domain, Slot, Value, Venue, World } from '../types.ts';
import { CUES } from './cues.ts';
import { type Cue, type Entry, type Node, newNode, plant } from './entries.ts';
import * as lexicon from './lexicon.ts';
import { type Speller, spellerOf } from './spelling.ts';
import { tokensOf } from './tokens.ts';

export interface Vocabulary {
  readonly root: Node;
  readonly speller: Speller;
  /** The station that most trains leave from. */
  readonly home: string | undefined;
}

const wordsOf = (text: string): string[] =>
  tokensOf(text)
    .filter(({ kind }) => kind !== 'mark')
    .map(({ low }) => low);

const plantRuns = (root: Node, line: string, entry: Entry): void => {
  for (const run of lexicon.runs(line)) plant(root, run, entry);
};

const plantLexicon = (root: Node): void => {
  for (const [cue, line] of Object.entries(CUES)) plantRuns(root, line, { cues: [cue as Cue] });
  for (const domain of DOMAINS) {
    plantRuns(root, lexicon.DOMAIN_WORDS[domain], { domain });
    plantRuns(root, lexicon.WEAK_WORDS[domain], { weak: domain });
  }
  for (const [slot, line] of Object.entries(lexicon.THING_WORDS)) plantThings(root, slot, lexicon.runs(line));
  for (const [slot, values] of Object.entries(lexicon.VALUE_WORDS))
    for (const [value, line] of Object.entries(values)) plantRuns(root, line, { values: [{ slot, value }] });
  for (const [food] of lexicon.runs(lexicon.FOODS).map((run) => [run.join(' ')] as const))
    plantFood(root, food);
};

const LED: ReadonlySet<string> = new Set(['time', 'kind', 'type', 'part', 'sort']);

const ASKING: ReadonlySet<string> = new Set(['how', 'what', 'which', 'where', 'when']);

/** Names of slots, and questions that begin with them: "what time would you like to leave". */
const plantThings = (root: Node, slot: Slot, things: readonly string[][]): void => {
  for (const run of things) {
    plant(root, run, ASKING.has(run[0] ?? '') ? { thing: slot, cues: ['what'] } : { thing: slot });
    if (run.length < 2 || !LED.has(run[0] ?? '')) continue;
    for (const word of ['what', 'which']) plant(root, [word, ...run], { thing: slot, cues: ['what'] });
  }
};

const plantFood = (root: Node, food: Value): void => {
  const entry: Entry = { values: [{ slot: 'food', value: food }] };
  plant(root, wordsOf(food), entry);
  const others = lexicon.FOOD_WORDS[food];
  if (others) plantRuns(root, others, entry);
};

const valuesOf = (venues: readonly Venue[], slot: Slot): Set<Value> => {
  const found = new Set<Value>();
  for (const { facts } of venues) {
    const value = facts[slot];
    if (value !== undefined) found.add(value);
  }
  return found;
};

/** Types are nouns of their domain, but for the hotel's own. */
const plantTypes = (root: Node, domain: Domain, venues: readonly Venue[]): void => {
  for (const value of valuesOf(venues, 'type')) {
    if (domain === 'hotel' && value === 'hotel') continue;
    const entry: Entry = { domain, values: [{ slot: 'type', value }] };
    plant(root, wordsOf(value), entry);
    plant(root, wordsOf(`${value}s`), entry);
    const others = lexicon.TYPE_WORDS[value];
    if (others) plantRuns(root, others, entry);
  }
};

const GENERIC = new Set(['hotel', 'restaurant', 'guesthouse', 'house', 'guest', 'nightclub', 'the']);

/** Ways in which people cut a name short: without "the", without the noun of its kind. */
const shorter = (words: readonly string[]): (readonly string[])[] => {
  const out: (readonly string[])[] = [];
  const bare = words[0] === 'the' ? words.slice(1) : words;
  if (bare.length < words.length) out.push(bare);
  else out.push(['the', ...words]);
  if (bare[0] === 'restaurant') out.push(bare.slice(1));
  let end = bare.length;
  const last = bare[end - 1] ?? '';
  if (last === 'hotel' || last === 'restaurant' || last === 'guesthouse') end--;
  else if (last === 'house' && bare[end - 2] === 'guest') end -= 2;
  if (end < bare.length && end > 0) out.push(bare.slice(0, end));
  const bed = bare.findIndex(
    (word, at) => word === 'bed' && bare[at + 1] === 'and' && bare[at + 2] === 'breakfast',
  );
  if (bed >= 0) for (const short of [['b', 'and', 'b'], ['bnb']]) out.push([...bare.slice(0, bed), ...short]);
  return out.filter((run) => run.some((word) => !GENERIC.has(word)));
};

const COMMON: ReadonlySet<string> = new Set([
  'place',
  'world',
  'city',
  'town',
  'stop',
  'house',
  'home',
  'point',
]);

/** Whether a run would be taken for plain speech. */
const isPlain = (root: Node, run: readonly string[]): boolean =>
  run.every(
    (word) => root.next.has(word) || COMMON.has(word) || word.length < 4 || lexicon.NUMBERS.has(word),
  );

const plantNames = (root: Node, domain: Domain, venues: readonly Venue[]): void => {
  for (const { name } of venues) {
    const words = wordsOf(name);
    const entry: Entry = { names: [{ domain, name }] };
    plant(root, words, isPlain(lexiconOnly, words) ? { ...entry, shy: true } : entry);
    for (const run of shorter(words))
      if (run[0] === 'the' || !isPlain(lexiconOnly, run)) plant(root, run, entry);
  }
};

/** Facts that are told as they stand. */
const TOLD: readonly Slot[] = ['phone', 'postcode', 'address', 'fee', 'duration', 'ticket', 'car'];

const plantFacts = (root: Node, venues: readonly Venue[]): void => {
  for (const slot of TOLD)
    for (const value of valuesOf(venues, slot)) plant(root, wordsOf(value), { facts: [{ slot, value }] });
};

const lexiconOnly: Node = newNode();
plantLexicon(lexiconOnly);

const allWords = (node: Node, into: Set<string>): void => {
  for (const [word, next] of node.next) {
    into.add(word);
    allWords(next, into);
  }
};

const busiest = (trains: readonly Venue[]): string | undefined => {
  const counts = new Map<string, number>();
  for (const { facts } of trains) {
    const place = facts.departure;
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  let best: string | undefined;
  for (const [place, count] of counts) if (count > (counts.get(best ?? '') ?? 0)) best = place;
  return best;
};

const build = (world: World): Vocabulary => {
  const root = newNode();
  plantLexicon(root);
  for (const domain of DOMAINS) {
    const venues = world.venues[domain];
    plantNames(root, domain, venues);
    plantTypes(root, domain, venues);
    plantFacts(root, venues);
    if (domain === 'restaurant') for (const food of valuesOf(venues, 'food')) plantFood(root, food);
    for (const slot of ['area', 'price'])
      for (const value of valuesOf(venues, slot))
        if (!CLOSED[slot]?.includes(value)) plant(root, wordsOf(value), { values: [{ slot, value }] });
  }
  for (const slot of ['departure', 'destination'])
    for (const place of valuesOf(world.venues.train, slot)) {
      plant(root, wordsOf(place), { place });
      plant(root, [...wordsOf(place), 'station'], { place });
      plant(root, [...wordsOf(place), 'train', 'station'], { place });
    }
  for (const car of world.cars) plant(root, wordsOf(car), { facts: [{ slot: 'car', value: car }] });
  const words = new Set<string>(lexicon.NUMBERS.keys());
  allWords(root, words);
  return { root, speller: spellerOf(words), home: busiest(world.venues.train) };
};

const built = new WeakMap<World, Vocabulary>();

/** The words of a world, made on first use. */
export const vocabularyOf = (world: World): Vocabulary => {
  const known = built.get(world);
  if (known) return known;
  const made = build(world);
  built.set(world, made);
  return made;
};

/** The town that the world is about. */
export const homeOf = (world: World): string | undefined => vocabularyOf(world).home;
