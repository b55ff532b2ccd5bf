// Published goals as ours: what fails first becomes a stage, what would not fail is pruned, what cannot
// be had is marked, and what does not belong to the database is refused by name.

import { ATTRIBUTES, BOOK, INFO } from '../../slots.ts';
import type { Domain, DomainGoal, Goal, Slot, Stage, Values, World } from '../../types.ts';
import { isPlace, search } from '../query.ts';
import type { PublishedGoal, Wanted } from './publisher.ts';
import { spellPlace, spellVenue } from './spelling.ts';

/** Why goals are not kept. */
export type Refusal =
  | 'another domain'
  | 'nothing wanted'
  | 'a venue that is not in the database'
  | 'a slot that is not known'
  | 'a booking that lacks a detail'
  | 'a taxi whose ends are not given';

export type Outcome =
  | {
      readonly kept: Goal;
      readonly prunedInfo: number;
      readonly prunedBook: number;
      readonly respelt: number;
    }
  | { readonly refused: Refusal; readonly what: string };

const same = (a: Values, b: Values): boolean =>
  Object.keys({ ...a, ...b }).every((slot) => a[slot] === b[slot]);

const has = (values: Values): boolean => Object.keys(values).length > 0;

/** fail_info is a whole set of constraints, tried first; it stays where nothing fits it. */
const infoStages = (world: World, { domain, info, failInfo }: Wanted): Stage[] => {
  const end: Stage = { values: info, until: 'end' };
  const fails = has(failInfo) && !same(failInfo, info) && search(world, domain, failInfo).found === 0;
  return fails ? [{ values: failInfo, until: 'no' }, end] : [end];
};

/** fail_book holds the details that differ from the booking in the end. */
const bookStages = ({ domain, book, failBook }: Wanted): Stage[] => {
  if (domain === 'taxi') return [{ values: {}, until: 'end' }];
  if (!has(book)) return [];
  const inOrder = (values: Values): Values =>
    Object.fromEntries(BOOK[domain].map((slot) => [slot, values[slot] ?? '']));
  const [first, end] = [inOrder({ ...book, ...failBook }), inOrder(book)];
  const last: Stage = { values: end, until: 'end' };
  return same(first, end) ? [last] : [{ values: first, until: 'no' }, last];
};

/** Attributes asked for that some fitting venue has; info slots are said with every offer. */
const requests = (world: World, { domain, info, request }: Wanted): Slot[] => {
  const asked = [...new Set(request)].filter((slot) => ATTRIBUTES[domain].includes(slot));
  if (domain === 'taxi') return asked;
  const { venues } = search(world, domain, info);
  return asked.filter((slot) => venues.some(({ facts }) => facts[slot] !== undefined));
};

/** What is wrong with a domain's part before it is looked up. */
const fault = (world: World, wanted: Wanted): { refused: Refusal; what: string } | undefined => {
  const { domain, info, failInfo, book } = wanted;
  const slot = Object.keys({ ...info, ...failInfo }).find(
    (one) => one !== 'name' && !INFO[domain].includes(one),
  );
  if (slot !== undefined) return { refused: 'a slot that is not known', what: `${domain} ${slot}` };
  const name = info.name;
  if (name !== undefined && search(world, domain, { name }).found === 0)
    return { refused: 'a venue that is not in the database', what: name };
  const ends = domain === 'taxi' ? [info.departure, info.destination] : [];
  const nowhere = ends.find((end) => end !== undefined && !isPlace(world, end));
  if (nowhere !== undefined) return { refused: 'a venue that is not in the database', what: nowhere };
  const lacking = has(book) ? BOOK[domain].find((one) => book[one] === undefined) : undefined;
  if (lacking !== undefined)
    return { refused: 'a booking that lacks a detail', what: `${domain} ${lacking}` };
  return undefined;
};

const VENUES: readonly Domain[] = ['restaurant', 'hotel', 'attraction'];

/**
 * Where a taxi "between the two places" goes from and to. The message says which place it leaves, or
 * that it arrives at the restaurant by the booked time; undefined where there are no two places.
 */
const linkOf = (goal: PublishedGoal): Readonly<Record<Slot, Domain>> | undefined => {
  const between = goal.wanted.map(({ domain }) => domain).filter((domain) => VENUES.includes(domain));
  const [one, two] = between;
  if (one === undefined || two === undefined || between.length > 2) return undefined;
  const text = goal.message.join('\n').toLowerCase();
  const leaves = between.find((domain) => text.includes(`leave the ${domain} by`));
  const arrives = between.find((domain) => text.includes(`arrives the ${domain} by`));
  if (leaves !== undefined) return { departure: leaves, destination: leaves === one ? two : one };
  if (arrives !== undefined) return { departure: arrives === one ? two : one, destination: arrives };
  return { departure: one, destination: two };
};

const linkFor = (wanted: Wanted, goal: PublishedGoal): Readonly<Record<Slot, Domain>> | undefined => {
  if (wanted.domain !== 'taxi') return {};
  const { departure, destination } = wanted.info;
  if (departure !== undefined && destination !== undefined) return {};
  return departure === undefined && destination === undefined ? linkOf(goal) : undefined;
};

const domainGoal = (world: World, wanted: Wanted, from: Readonly<Record<Slot, Domain>>): DomainGoal => {
  const { domain, info } = wanted;
  const impossible = domain !== 'taxi' && search(world, domain, info).found === 0;
  return {
    domain,
    info: infoStages(world, wanted),
    book: impossible ? [] : bookStages(wanted),
    request: impossible ? [] : requests(world, wanted),
    withheld: [],
    from,
    impossible,
  };
};

/** A taxi to or from a place that cannot be found is not wanted any more. */
const withoutLost = (domains: readonly DomainGoal[]): DomainGoal[] => {
  const lost = domains.filter(({ impossible }) => impossible).map(({ domain }) => domain);
  return domains.filter(({ from }) => !Object.values(from).some((domain) => lost.includes(domain)));
};

const prunedIn = (wanted: Wanted, goal: DomainGoal | undefined): { info: number; book: number } => ({
  info: has(wanted.failInfo) && goal?.info.length === 1 ? 1 : 0,
  book: has(wanted.failBook) && goal?.book.length === 1 ? 1 : 0,
});

/** Names as the database has them. */
const spelt = (world: World, wanted: Wanted): Wanted => {
  const { domain, info } = wanted;
  const name = info.name === undefined ? {} : { name: spellVenue(world, domain, info.name) };
  const ends = domain !== 'taxi' ? [] : ['departure', 'destination'].filter((slot) => slot in info);
  const places = ends.map((slot) => [slot, spellPlace(world, info[slot] ?? '')]);
  return { ...wanted, info: { ...info, ...name, ...Object.fromEntries(places) } };
};

/** One published goal, kept or refused. */
export const readGoal = (world: World, id: string, published: PublishedGoal): Outcome => {
  const { leftOut } = published;
  const wanted = published.wanted.map((one) => spelt(world, one));
  if (leftOut.length > 0) return { refused: 'another domain', what: leftOut.join(' ') };
  const [first] = wanted;
  if (first === undefined) return { refused: 'nothing wanted', what: id };
  const faults = wanted.flatMap((one) => fault(world, one) ?? []);
  if (faults[0]) return faults[0];
  const domains: DomainGoal[] = [];
  for (const one of wanted) {
    const from = linkFor(one, published);
    if (from === undefined) return { refused: 'a taxi whose ends are not given', what: id };
    domains.push(domainGoal(world, one, from));
  }
  const pruned = wanted.map((one) =>
    prunedIn(
      one,
      domains.find(({ domain }) => domain === one.domain),
    ),
  );
  return {
    kept: { id, domains: withoutLost(domains) },
    respelt: wanted.filter((one, at) => !same(one.info, published.wanted[at]?.info ?? {})).length,
    prunedInfo: pruned.reduce((sum, { info }) => sum + info, 0),
    prunedBook: pruned.reduce((sum, { book }) => sum + book, 0),
  };
};
