// Reads what people type: own wordings exactly, everything else sentence by sentence. Deterministic and linear in
// the text. A text that says nothing in the scenario's words is a remark: no acts.

import { MAX_ACTS } from '../../../shared/scenario.ts';
import type { Context } from '../phrase.ts';
import type { Act, Role } from '../types.ts';
import { piecesOf } from './clauses.ts';
import { type Place, REMARK } from './cues.ts';
import { ownAt } from './own.ts';
import { readSentence } from './sentence.ts';
import { keyOf, type Sentence, sentencesOf } from './words.ts';

const same = (a: Act, b: Act): boolean =>
  a.type === b.type && ('cents' in a ? a.cents : null) === ('cents' in b ? b.cents : null);

/** The place of the next utterance's first sentence. */
const placeIn = ({ said, seat }: Context): Place => {
  const last = said.findLast((one) => one.seat !== seat);
  return {
    turn: said.filter((one) => one.seat === seat).length,
    heard: [...new Set((last?.acts ?? []).map(({ type }) => type))],
    before: null,
  };
};

/** Acts of a sentence that is not an own wording as a whole; parts of it may be. */
const readPieces = (whole: Sentence, role: Role, place: Place): Act[] =>
  piecesOf(whole, role, place).flatMap((piece) => {
    if ('acts' in piece) return piece.acts;
    const own =
      piece.sentence === whole ? undefined : ownAt([keyOf(piece.sentence)], [piece.sentence], 0, role);
    return own ? [own.act] : readSentence(piece.sentence, role, place);
  });

/** Acts of a text that begins at a place, each once, and the place behind it. Never throws. */
export const readFrom = (text: string, role: Role, from: Place): { acts: Act[]; place: Place } => {
  const sentences = sentencesOf(text);
  const keys = sentences.map(keyOf);
  const acts: Act[] = [];
  let place = from;
  for (let at = 0; at < sentences.length; ) {
    const own = ownAt(keys, sentences, at, role);
    const sentence = sentences[at];
    const found = own ? [own.act] : sentence ? readPieces(sentence, role, place) : [];
    for (const act of found) if (!acts.some((one) => same(one, act))) acts.push(act);
    place = { ...place, before: found[found.length - 1]?.type ?? REMARK };
    at += own?.length ?? 1;
  }
  return { acts, place };
};

/** Acts of an utterance, in the order said, at most MAX_ACTS; [] for a remark. Never throws. */
export const readActs = (text: string, role: Role, context: Context): Act[] =>
  readFrom(text, role, placeIn(context)).acts.slice(0, MAX_ACTS);
