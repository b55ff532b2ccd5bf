// The sentences of an agent's acts.

import type { Rng } from '../../shared/rng.ts';
import { AGENT_FRAGMENTS, TOPICS } from './fragments.ts';
import { fill } from './phrase-lines.ts';
import { type Fact, factList, joined, nounPhrase, thing, withoutArticle } from './phrase-nouns.ts';
import { INFO } from './slots.ts';
import { spoken } from './spoken.ts';
import type { Act, AgentAct, Domain, ReadContext, Slot } from './types.ts';
import type { AgentWordings } from './wordings.ts';

type Of<T extends AgentAct['type']> = Extract<AgentAct, { type: T }>;

const offered = (act: Of<'offer'>, words: AgentWordings, rng: Rng): string => {
  const facts: Fact[] = [];
  for (const slot of INFO[act.domain]) {
    const value = act.facts[slot];
    if (value !== undefined) facts.push({ slot, value });
  }
  const np = nounPhrase(act.domain, facts, [words.fragments, AGENT_FRAGMENTS], true, rng);
  return fill(words.offer, rng, { name: spoken('name', act.name, rng), np }, act.domain);
};

/** After the first one, attributes are told without a new start: "Sure, the phone number is ...". */
const FURTHER = ['{thing} is {v}'];

const told = (act: Of<'inform'>, said: boolean, first: boolean, words: AgentWordings, rng: Rng): string => {
  const owner = said ? '' : ` of the ${TOPICS[act.domain][0]}`;
  const named = thing(act.domain, act.slot, rng);
  const noun = act.slot === 'parking' || act.slot === 'internet' ? withoutArticle(named) : named;
  return fill(first ? words.tell : FURTHER, rng, {
    thing: noun + owner,
    v: spoken(act.slot, act.value, rng),
  });
};

const asked = (
  domain: Domain,
  slots: readonly Slot[],
  said: boolean,
  words: AgentWordings,
  rng: Rng,
): string => {
  const [only = ''] = slots;
  const lines = words.questions[`${domain}.${only}`] ?? words.questions[only];
  if (slots.length === 1 && lines && rng.int(3) > 0) return fill(lines, rng, {}, domain, said);
  const list = joined(slots.map((slot) => thing(domain, slot, rng)));
  return fill(words.ask, rng, { list }, domain, said);
};

/** Sentences of one domain's acts, in the order of an account: what there is, what is known, what is open. */
const ofDomain = (acts: readonly AgentAct[], domain: Domain, on: boolean, words: AgentWordings, rng: Rng) => {
  const out: string[] = [];
  const requests: Slot[] = [];
  const confirms: Fact[] = [];
  let telling = false;
  for (const act of acts) {
    const said = on || out.length > 0;
    if (act.type === 'request') requests.push(act.slot);
    else if (act.type === 'confirm') confirms.push(act);
    else if (act.type === 'offer') out.push(offered(act, words, rng));
    else if (act.type === 'inform') {
      out.push(told(act, said, !telling, words, rng));
      telling = true;
    } else if (act.type === 'no-offer') out.push(fill(words.none, rng, {}, domain));
    else if (act.type === 'apologise') out.push(fill(words.sorry, rng, {}, domain));
    else if (act.type === 'booked') out.push(fill(words.booked, rng, { ref: act.ref }, domain));
    else if (act.type === 'search') out.push(fill(words.search, rng, {}, domain));
    else if (act.type === 'book') out.push(fill(words.book, rng, {}, domain));
  }
  if (confirms.length > 0) {
    const list = factList(domain, confirms, [words.fragments, AGENT_FRAGMENTS], rng);
    out.push(fill(words.confirm, rng, { list }, domain, on || out.length > 0));
  }
  if (requests.length > 0) out.push(asked(domain, requests, on || out.length > 0, words, rng));
  return out;
};

/** Sentences of the acts, without marks. */
export const agentSentences = (
  acts: readonly Act[],
  { current }: ReadContext,
  words: AgentWordings,
  rng: Rng,
): string[] => {
  const out: string[] = [];
  const courtesy = (type: 'greet' | 'more' | 'bye'): void => {
    if (acts.some((act) => act.type === type)) out.push(fill(words[type], rng));
  };
  const groups = new Map<Domain, AgentAct[]>();
  for (const act of acts as readonly AgentAct[])
    if ('domain' in act) groups.set(act.domain, [...(groups.get(act.domain) ?? []), act]);
  courtesy('greet');
  let topic = current;
  for (const [domain, group] of groups) {
    out.push(...ofDomain(group, domain, domain === topic, words, rng));
    topic = domain;
  }
  courtesy('more');
  courtesy('bye');
  return out;
};
