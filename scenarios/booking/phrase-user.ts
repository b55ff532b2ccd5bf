// The sentences of a user's acts.

import type { Rng } from '../../shared/rng.ts';
import { fill } from './phrase-lines.ts';
import { type Fact, factList, inOrder, joined, nounPhrase, thing } from './phrase-nouns.ts';
import { spoken } from './spoken.ts';
import { type Act, ANY, type Domain, type ReadContext, type Slot } from './types.ts';
import type { UserWordings } from './wordings.ts';

/** What an utterance says of one domain. */
interface Group {
  readonly domain: Domain;
  need: boolean;
  /** Told with the noun or in a list: one value a slot. */
  readonly facts: Fact[];
  /** Second values of a slot: a sentence each. */
  readonly more: Fact[];
  readonly any: Slot[];
  readonly asked: Slot[];
  book: boolean;
  drop: boolean;
}

const groupsOf = (acts: readonly Act[]): Group[] => {
  const groups = new Map<Domain, Group>();
  const of = (domain: Domain): Group => {
    const found = groups.get(domain);
    if (found) return found;
    const made: Group = {
      domain,
      need: false,
      facts: [],
      more: [],
      any: [],
      asked: [],
      book: false,
      drop: false,
    };
    groups.set(domain, made);
    return made;
  };
  for (const act of acts) {
    if (act.type === 'need') of(act.domain).need = true;
    else if (act.type === 'drop') of(act.domain).drop = true;
    else if (act.type === 'request') {
      if (act.slot === 'ref') of(act.domain).book = true;
      else of(act.domain).asked.push(act.slot);
    } else if (act.type === 'inform') {
      const group = of(act.domain);
      if (act.value === ANY) group.any.push(act.slot);
      else (group.facts.some(({ slot }) => slot === act.slot) ? group.more : group.facts).push(act);
    }
  }
  return [...groups.values()];
};

/** Sentences of one domain; `said`: whether it is the topic already. */
class Teller {
  readonly out: string[] = [];
  readonly #words: UserWordings;
  readonly #rng: Rng;
  #said: boolean;

  constructor(words: UserWordings, said: boolean, rng: Rng) {
    this.#words = words;
    this.#said = said;
    this.#rng = rng;
  }

  #say(words: string): void {
    this.out.push(words);
    this.#said = true;
  }

  #told({ domain, need, facts, more }: Group): void {
    const tables = [this.#words.fragments];
    const [words, rng] = [this.#words, this.#rng];
    if (need) this.#say(fill(words.need, rng, { np: nounPhrase(domain, facts, tables, false, rng) }, domain));
    const rest = need ? [] : facts.filter(({ slot }) => slot !== 'name');
    const names = need ? [] : facts.filter(({ slot }) => slot === 'name');
    for (const { value } of [...names, ...more.filter(({ slot }) => slot === 'name')])
      this.#say(fill(words.name, rng, { name: spoken('name', value, rng) }, domain, this.#said));
    const lists = [rest, ...more.filter(({ slot }) => slot !== 'name').map((fact) => [fact])];
    for (const list of lists.filter(({ length }) => length > 0))
      this.#say(fill(words.tell, rng, { list: factList(domain, list, tables, rng) }, domain, this.#said));
  }

  #asked({ domain, asked }: Group): void {
    const [words, rng] = [this.#words, this.#rng];
    const [only] = asked;
    if (only === undefined) return;
    const lines = words.questions[`${domain}.${only}`] ?? words.questions[only];
    if (asked.length === 1 && lines && rng.int(3) > 0)
      return this.#say(fill(lines, rng, {}, domain, this.#said));
    const list = joined(asked.map((slot) => thing(domain, slot, rng)));
    this.#say(fill(words.ask, rng, { list }, domain, this.#said));
  }

  tell(group: Group): void {
    const { domain } = group;
    const [words, rng] = [this.#words, this.#rng];
    this.#told(group);
    for (const slot of group.any)
      this.#say(fill(words.any, rng, { thing: thing(domain, slot, rng) }, domain, this.#said));
    this.#asked(group);
    if (group.book) this.#say(fill(words.book, rng, {}, domain, this.#said));
    if (group.drop) this.#say(fill(words.drop, rng, {}, domain, this.#said));
  }
}

/** Sentences of the acts, without marks; courtesies first and last, as one says them. */
export const userSentences = (
  acts: readonly Act[],
  { current }: ReadContext,
  words: UserWordings,
  rng: Rng,
): string[] => {
  const out: string[] = [];
  const courtesy = (type: 'greet' | 'affirm' | 'deny' | 'thank' | 'bye'): void => {
    if (acts.some((act) => act.type === type)) out.push(fill(words[type], rng));
  };
  courtesy('greet');
  courtesy('affirm');
  courtesy('deny');
  let topic = current;
  for (const group of groupsOf(acts)) {
    const teller = new Teller(words, group.domain === topic, rng);
    teller.tell({ ...group, facts: inOrder(group.domain, group.facts) });
    out.push(...teller.out);
    topic = group.domain;
  }
  courtesy('thank');
  courtesy('bye');
  return out;
};
