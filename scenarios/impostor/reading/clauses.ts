// Cuts a token list into clauses: at stops, at joining words, and, since people do without either, before
// a new subject or a call to vote once the clause at hand has said something.

import type { WordClass } from './lexicon.ts';
import type { Token } from './tokens.ts';

export interface Clause {
  readonly tokens: readonly Token[];
  /** How it is joined to what stands before. `also` keeps it from being taken as a detail of that. */
  readonly link: 'start' | 'stop' | 'comma' | 'and' | 'then' | 'if' | 'when' | 'also' | 'run';
  readonly asked: boolean;
  /** Seat named in a clause of its own right behind this one. */
  readonly called?: number;
  /** The clause behind this one that only says when ("when i got there"). */
  readonly aside?: Clause;
  /** Number of words that are not known. */
  readonly strange: number;
}

type Link = Clause['link'];

const PERSON: ReadonlySet<WordClass> = new Set(['seat', 'self', 'you', 'third', 'some']);
const CONTENT: ReadonlySet<WordClass> = new Set([
  'sus',
  'safe',
  'lie',
  'kill',
  'see',
  'found',
  'room',
  'body',
  'tasking',
  'dead',
  'selfreport',
  'walk',
  'idle',
  'with',
  'task',
  'report',
  'trust',
  'blame',
  'vote',
  'skip',
  'right',
  'agree',
]);
const SUBJECT = new Set(['i', 'we', 'he', 'she', 'they']);
const VERB: ReadonlySet<WordClass> = new Set([
  'be',
  'do',
  'have',
  'sus',
  'safe',
  'lie',
  'kill',
  'walk',
  'idle',
  'see',
  'doing',
  'tasking',
  'report',
  'selfreport',
]);
/** Words that a name or a subject right behind them still belongs to. */
const HOLDS: ReadonlySet<WordClass> = new Set([
  'see',
  'with',
  'and',
  'or',
  'think',
  'of',
  'by',
  'kill',
  'trust',
  'blame',
  'except',
  'when',
  'if',
  'to',
  'it',
  'found',
  'in',
  'neg',
  'modal',
  'let',
  'where',
  'who',
  'why',
  'how',
  'what',
  'vote',
  'kick',
  'believe',
  'from',
  'get',
]);
const LINKS: Partial<Record<WordClass, Link>> = {
  and: 'and',
  but: 'and',
  so: 'and',
  because: 'and',
  onward: 'then',
  if: 'if',
  when: 'when',
  also: 'also',
};

class Cutter {
  readonly clauses: Clause[] = [];
  #tokens: Token[] = [];
  #strange = 0;
  #link: Link = 'start';
  /** Classes in the clause at hand. */
  #has = new Set<WordClass>();

  /** Whether the clause before this one said something. */
  pointed = false;

  cut(link: Link, asked = false): void {
    this.pointed = this.says;
    if (this.#tokens.length > 0 || this.#strange > 0)
      this.clauses.push({ tokens: this.#tokens, link: this.#link, asked, strange: this.#strange });
    else if (this.#link === 'also' || this.#link === 'then') link = this.#link;
    this.#tokens = [];
    this.#strange = 0;
    this.#has = new Set();
    this.#link = link;
  }

  add(token: Token): void {
    if (token.class === 'strange') this.#strange++;
    else this.#tokens.push(token);
    this.#has.add(token.class);
  }

  has = (name: WordClass): boolean => this.#has.has(name);
  get last(): Token | undefined {
    return this.#tokens[this.#tokens.length - 1];
  }
  get hasVerb(): boolean {
    return [...VERB].some(this.has);
  }
  /** Whether the clause at hand makes a point of its own already. */
  get says(): boolean {
    const has = this.has;
    return (
      [...CONTENT].some(has) || (has('neg') && has('self')) || (has('it') && (has('seat') || has('self')))
    );
  }
}

/** Whether a joining word joins two names ("red and blue") rather than two clauses. */
const joinsNames = (cutter: Cutter, tokens: readonly Token[], at: number): boolean => {
  const before = cutter.last;
  const after = tokens[at + 1];
  if (!before || !after || !PERSON.has(before.class) || !PERSON.has(after.class)) return false;
  const verb = tokens[at + 2];
  const acting = verb !== undefined && VERB.has(verb.class) && !verb.word.endsWith('ing');
  return !(cutter.hasVerb && acting);
};

/** Whether `token` begins a clause although nothing marks it. */
const begins = (cutter: Cutter, token: Token, next: Token | undefined): boolean => {
  const before = cutter.last;
  if (!before || !cutter.says) return false;
  if (HOLDS.has(before.class) && !(before.class === 'kill' && token.class === 'it')) return false;
  if (token.class === 'vote' || token.class === 'skip' || token.class === 'kick')
    return !(cutter.has('who') || cutter.has('why') || cutter.has('what')) && before.class !== 'self';
  if (token.class === 'let' || token.class === 'it' || token.word === 'on my way') return true;
  if (SUBJECT.has(token.word)) return !cutter.has('who') && !cutter.has('why') && !cutter.has('where');
  if (token.class === 'where' || token.class === 'why') return before.class !== 'seat';
  if (token.class !== 'seat' || token.genitive || !next || !VERB.has(next.class)) return false;
  return !(cutter.has('why') || cutter.has('who') || cutter.has('where'));
};

const stop = (cutter: Cutter, token: Token, next: Token | undefined): void => {
  if (token.word === '?') cutter.cut('stop', true);
  else if (token.word === ',' || token.word === '-' || token.word === '/') {
    // "cyan, red and me were there": a comma inside a list of names.
    if (cutter.last?.class === 'seat' && !cutter.hasVerb && next?.class === 'seat') return;
    cutter.cut('comma');
  } else cutter.cut('stop');
};

const join = (cutter: Cutter, tokens: readonly Token[], at: number): void => {
  const token = tokens[at] as Token;
  const link = LINKS[token.class] ?? 'and';
  const next = tokens[at + 1];
  if (token.class === 'and' && joinsNames(cutter, tokens, at)) return cutter.add(token);
  // "nobody but green"
  if (token.class === 'but' && cutter.has('none') && next && PERSON.has(next.class))
    return cutter.add({ class: 'except', word: token.word });
  // "so sus", "so who": only before somebody or something does it join clauses.
  if (token.class === 'so' && next && !PERSON.has(next.class) && next.class !== 'it' && cutter.says) {
    if (next.class === 'sus' || next.class === 'safe') return;
  }
  cutter.cut(link);
};

const isName = (clause: Clause | undefined): boolean =>
  clause?.tokens.length === 1 && clause.tokens[0]?.class === 'seat' && clause.strange === 0;

const SPEAKS_TO: ReadonlySet<WordClass> = new Set([
  'you',
  'why',
  'who',
  'where',
  'what',
  'how',
  'explain',
  'lie',
  'proof',
]);

/** "where were you, cyan?": a name set off at the end is the one that the clause before it speaks to. */
const callTo = (clauses: readonly Clause[]): Clause[] => {
  const out: Clause[] = [];
  for (const clause of clauses) {
    const last = out[out.length - 1];
    const spoken = last?.tokens.some((token) => SPEAKS_TO.has(token.class));
    const called = clause.link === 'comma' && isName(clause) ? clause.tokens[0]?.seat : undefined;
    if (last && last.link !== 'comma' && last.tokens.every((token) => token.class === 'tick'))
      out[out.length - 1] = { ...clause, tokens: [...last.tokens, ...clause.tokens] };
    else if (last && spoken && called !== undefined)
      out[out.length - 1] = { ...last, called, asked: clause.asked };
    else {
      if (last && clause.link === 'when') out[out.length - 1] = { ...last, aside: clause };
      out.push(clause);
    }
  }
  return out;
};

/** "red, who was there": not a question. */
const isRelative = (cutter: Cutter, tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.class === 'who' &&
  tokens[at - 1]?.word === ',' &&
  tokens[at - 2]?.class === 'seat' &&
  cutter.pointed;

export const clausesOf = (tokens: readonly Token[]): Clause[] => {
  const cutter = new Cutter();
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    if (token.class === 'stop') stop(cutter, token, tokens[at + 1]);
    else if (isRelative(cutter, tokens, at)) cutter.add({ class: 'third', word: 'who' });
    else if (LINKS[token.class]) join(cutter, tokens, at);
    else {
      if (begins(cutter, token, tokens[at + 1])) cutter.cut('run');
      cutter.add(token);
    }
  }
  cutter.cut('stop');
  return callTo(cutter.clauses);
};
