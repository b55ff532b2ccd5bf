// An utterance as runs of words that mean something, cut into clauses at the ends of sentences.

import { timeOf } from '../world/times.ts';
import { type Cue, type Entry, type Found, longest, type Node } from './entries.ts';
import { DAY_TIMES, NUMBERS } from './lexicon.ts';
import { spelt } from './spelling.ts';
import { type Token, tokensOf } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface Span {
  readonly entry: Entry;
  readonly kind: 'run' | 'number' | 'time' | 'mark' | 'word';
  /** As read: words joined by blanks. */
  readonly low: string;
  /** number: digits; time: "HH:MM". */
  readonly value: string;
  /** As it was written. */
  readonly raw: string;
}

export interface Clause {
  readonly spans: readonly Span[];
  /** Ends with a question mark. */
  readonly question: boolean;
}

const NOTHING: Entry = {};
const HALVES = new Set(['am', 'pm', 'oclock']);

const clock = (hours: number, minutes: number, half: string): string | undefined => {
  if (hours > 24 || minutes > 59 || (half === 'pm' && hours > 23)) return undefined;
  if (half === 'pm' && hours < 12) return timeOf((hours + 12) * 60 + minutes);
  if (half === 'am' && hours === 12) return timeOf(minutes);
  return timeOf(hours * 60 + minutes);
};

const MONEY = new Set(['pounds', 'pound', 'gbp', 'minutes', 'minute', 'mins']);
const BEFORE_TIME = new Set(['at', 'by', 'after', 'before', 'around', 'about', 'until']);

const mayBeTime = (word: string): boolean =>
  word.charCodeAt(0) <= DIGIT_NINE || NUMBERS.has(word) || DAY_TIMES.has(word);
const DIGIT_NINE = 0x39;

/** A time of day that starts at this token, and how many tokens it takes. */
const timeAt = (
  tokens: readonly Token[],
  words: readonly string[],
  at: number,
): [string, number] | undefined => {
  const token = tokens[at] as Token;
  if (token.kind === 'mark' || (token.kind === 'word' && !mayBeTime(token.low))) return undefined;
  const named = DAY_TIMES.get(token.low);
  if (named) return [named, 1];
  const next = words[at + 1] ?? '';
  const half = HALVES.has(next) ? next : '';
  const took = half ? 2 : 1;
  const run = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)$/.exec(token.low);
  if (run) {
    const found = clock(Number(run[1]), Number(run[2] ?? 0), run[3] ?? '');
    return found ? [found, 1] : undefined;
  }
  const parts = /^(\d{1,2})[:.](\d{2})$/.exec(token.low);
  const before = words[at - 1] ?? '';
  if (parts) {
    const loose = token.kind === 'number' && (MONEY.has(next) || (!half && !BEFORE_TIME.has(before)));
    const found = loose ? undefined : clock(Number(parts[1]), Number(parts[2]), half);
    return found ? [found, took] : undefined;
  }
  if (token.kind !== 'number' && !NUMBERS.has(token.low)) return undefined;
  const digits = NUMBERS.get(token.low) ?? token.low;
  if (half) {
    const found = clock(Number(digits), 0, half);
    return found ? [found, took] : undefined;
  }
  const whole = /^([01]\d|2[0-4])([0-5]\d)$/.exec(digits);
  if (!whole || !BEFORE_TIME.has(before)) return undefined;
  const found = clock(Number(whole[1]), Number(whole[2]), '');
  return found ? [found, 1] : undefined;
};

/** Corpora write "5 p.m."; the marks would end the sentence. */
export const tidy = (text: string): string =>
  text.replace(/\b([ap])\. ?m\b\.?/gi, '$1m').replace(/\b(no)\.(?= ?\d)/gi, '$1');

const CALLED = new Set(['called', 'named', 'name']);

/** The longest run; a name of plain words counts only with capitals, or where a name is announced. */
const runAt = (
  text: string,
  root: Node,
  tokens: readonly Token[],
  words: readonly string[],
  at: number,
): Found | undefined => {
  const run = longest(root, tokens, words, at);
  if (!run?.entry.shy || CALLED.has(words[at - 1] ?? '')) return run;
  const last = tokens[run.to - 1] as Token;
  if (/[A-Z]/.test(text.charAt(last.start))) return run;
  const entry = root.next.get(words[at] ?? '')?.entry;
  return entry && !entry.shy ? { entry, to: at + 1 } : undefined;
};

const spansOf = (text: string, { root, speller }: Vocabulary): Span[] => {
  const tokens = tokensOf(text);
  const words = tokens.map(({ low, kind }) => (kind === 'word' ? spelt(speller, low) : low));
  const out: Span[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as Token;
    const low = words[at] as string;
    const run = runAt(text, root, tokens, words, at);
    const time = run && run.to > at + 1 ? undefined : timeAt(tokens, words, at);
    const to = time ? at + time[1] : (run?.to ?? at + 1);
    const number = token.kind === 'number' ? token.low : NUMBERS.get(low);
    const counted = number !== undefined && to === at + 1;
    const raw = text.slice(token.start, (tokens[to - 1] as Token).end);
    const kind = time ? 'time' : counted ? 'number' : run ? 'run' : token.kind === 'mark' ? 'mark' : 'word';
    out.push({
      entry: run?.entry ?? NOTHING,
      kind,
      low: to === at + 1 ? low : words.slice(at, to).join(' '),
      value: time?.[0] ?? (counted ? number : ''),
      raw,
    });
    at = to;
  }
  return out;
};

/** Whether the span does one of these; called for every word, so without lists of arguments. */
export const isCue = (span: Span | undefined, a: Cue, b?: Cue, c?: Cue, d?: Cue, e?: Cue): boolean => {
  const cues = span?.entry.cues;
  if (!cues) return false;
  for (const cue of cues) if (cue === a || cue === b || cue === c || cue === d || cue === e) return true;
  return false;
};

const ENDS = new Set(['.', '?', '!', ';', '\n']);

/** The clauses of a tidied text in their order; marks that end a sentence are left out. */
export const clausesOf = (text: string, vocabulary: Vocabulary): Clause[] => {
  const out: Clause[] = [];
  let spans: Span[] = [];
  const close = (question: boolean): void => {
    if (spans.length > 0) out.push({ spans, question });
    spans = [];
  };
  for (const span of spansOf(text, vocabulary)) {
    if (span.kind === 'mark' && ENDS.has(span.low)) close(span.low === '?');
    else if (isCue(span, 'but')) close(false);
    else spans.push(span);
  }
  close(false);
  return out;
};
