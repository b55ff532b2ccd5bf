// A goal as MultiWOZ publishes it, in either layout: val.json of ConvLab-2 (message beside the goal) and
// the publishers' data.json (message inside the goal, with markup; every domain named, empty or not).

import { z } from 'zod';
import type { Domain, Values } from '../../types.ts';
import { slotOf, tidyValue } from './words.ts';

const Scalars = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const Wish = z.object({
  info: Scalars.default({}),
  fail_info: Scalars.default({}),
  book: Scalars.default({}),
  fail_book: Scalars.default({}),
  reqt: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).default([]),
});

const Message = z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]);

export const DialogueSchema = z.object({
  goal: z.looseObject({ message: Message }),
  message: Message,
});

/** A domain's part of a goal, in our words. */
export interface Wanted {
  readonly domain: Domain;
  readonly info: Values;
  readonly failInfo: Values;
  readonly book: Values;
  readonly failBook: Values;
  readonly request: readonly string[];
}

export interface PublishedGoal {
  /** In the order in which the message comes to them, a taxi last. */
  readonly wanted: readonly Wanted[];
  /** Domains wanted that the scenario does not have. */
  readonly leftOut: readonly string[];
  readonly message: readonly string[];
}

const OURS: readonly Domain[] = ['restaurant', 'hotel', 'attraction', 'train', 'taxi'];
const LEFT_OUT = ['police', 'hospital', 'bus'];
/** Keys of a goal that are no domain. */
const BESIDE = ['message', 'topic', 'eod', 'messageLen'];

/**
 * Keys of `book` that are no details. `pre_invalid` says that fail_book came first. `invalid` (without
 * fail_book) says that the message named a second choice; the dialogues were played with the first one
 * booked at once (in the 80 validation goals of one booking with it none was refused), so that the
 * values given are the ones to be booked.
 */
const MARKS = ['invalid', 'pre_invalid'];

/** Values that say that anything will do. */
const CARELESS = ['dontcare', "don't care", "do n't care", 'do not care', 'any'];

const valuesFrom = (domain: Domain, raw: z.infer<typeof Scalars>): Values => {
  const out: Record<string, string> = {};
  for (const [key, given] of Object.entries(raw)) {
    const slot = slotOf(domain, key);
    const value = MARKS.includes(key) ? undefined : tidyValue(slot, given);
    if (value !== undefined && !CARELESS.includes(value)) out[slot] = value;
  }
  return out;
};

const wantedOf = (domain: Domain, wish: z.infer<typeof Wish>): Wanted => ({
  domain,
  info: valuesFrom(domain, wish.info),
  failInfo: valuesFrom(domain, wish.fail_info),
  book: valuesFrom(domain, wish.book),
  failBook: valuesFrom(domain, wish.fail_book),
  request: (Array.isArray(wish.reqt) ? wish.reqt : Object.keys(wish.reqt)).map((slot) =>
    slotOf(domain, slot),
  ),
});

const MENTIONS: Readonly<Record<Domain, RegExp>> = {
  restaurant: /\brestaurant|places? to dine/i,
  hotel: /\bhotel|places? to stay/i,
  attraction: /\battraction|places to go/i,
  train: /\btrain/i,
  taxi: /$never/,
};

/** Where the message first speaks of the domain. */
const mention = (domain: Domain, message: readonly string[]): number => {
  const at = message.join('\n').search(MENTIONS[domain]);
  return at < 0 || domain === 'taxi' ? Number.MAX_SAFE_INTEGER : at;
};

const isEmpty = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || Object.keys(value).length === 0;

/** The data speaks of a domain that MultiWOZ does not have. */
export class UnknownDomain extends Error {
  readonly domain: string;
  constructor(domain: string) {
    super(`unknown domain "${domain.slice(0, 40)}"`);
    this.domain = domain;
  }
}

/** A dialogue's goal. Throws ZodError for another shape, UnknownDomain for a domain nobody knows. */
export const readPublished = (dialogue: unknown): PublishedGoal => {
  const parsed = DialogueSchema.parse(dialogue);
  const message = [...parsed.message, ...parsed.goal.message].map((line) => line.replaceAll(/<[^>]*>/g, ''));
  const domains = Object.keys(parsed.goal).filter(
    (key) => !BESIDE.includes(key) && !isEmpty(parsed.goal[key]),
  );
  const unknown = domains.find((key) => !OURS.some((one) => one === key) && !LEFT_OUT.includes(key));
  if (unknown !== undefined) throw new UnknownDomain(unknown);
  const wanted = OURS.filter((domain) => domains.includes(domain))
    .map((domain) => wantedOf(domain, Wish.parse(parsed.goal[domain])))
    .sort((a, b) => mention(a.domain, message) - mention(b.domain, message));
  return { wanted, leftOut: domains.filter((key) => LEFT_OUT.includes(key)), message };
};
