// Reads what people type: own wordings exactly, everything else sentence by sentence. Deterministic and linear in
// the text. A text that says nothing in the scenario's words is a remark: no acts.

import { MAX_ACTS } from '../../../shared/scenario.ts';
import type { Context } from '../phrase.ts';
import type { Act, Role } from '../types.ts';
import { ownAt } from './own.ts';
import { keyOf, sentencesOf } from './words.ts';

const same = (a: Act, b: Act): boolean =>
  a.type === b.type && ('cents' in a ? a.cents : null) === ('cents' in b ? b.cents : null);

/** Acts of an utterance, in the order said, at most MAX_ACTS; [] for a remark. Never throws. */
export const readActs = (text: string, role: Role, _context: Context): Act[] => {
  const sentences = sentencesOf(text);
  const keys = sentences.map(keyOf);
  const acts: Act[] = [];
  for (let at = 0; at < sentences.length; ) {
    const own = ownAt(keys, sentences, at, role);
    const found = own ? [own.act] : [];
    for (const act of found) if (!acts.some((one) => same(one, act))) acts.push(act);
    at += own?.length ?? 1;
  }
  return acts.slice(0, MAX_ACTS);
};
