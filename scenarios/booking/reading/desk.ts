// Commands to the desk, as a person at the agent's seat types them: "search hotels", "look up trains", "book it".

import { BOOKABLE } from '../slots.ts';
import type { Act, ReadContext } from '../types.ts';
import { clausesOf, isCue, tidy } from './spans.ts';
import { hasCue, viewOf } from './view.ts';
import { vocabularyOf } from './vocabulary.ts';

const MOST_WORDS = 9;
/** Words before the verb: "let me", "I will", "please go ahead and". */
const LEAD = 5;

/** The one search or book act of a command; [] where the text is none. Never throws. */
export const readDesk = (text: string, context: ReadContext): Act[] => {
  const [clause, ...rest] = clausesOf(tidy(text), vocabularyOf(context.world));
  if (!clause || rest.length > 0 || clause.question || clause.spans.length > MOST_WORDS) return [];
  const view = viewOf(clause, context.current, context);
  if (hasCue(view, 'fail', 'booked', 'reference', 'more', 'sorry', 'offer', 'neg')) return [];
  const at = clause.spans.findIndex((span) => isCue(span, 'search', 'book'));
  if (at < 0 || at > LEAD) return [];
  const domain = view.mentions[0]?.domain ?? context.current;
  if (!domain) return [];
  if (isCue(clause.spans[at], 'search')) return [{ type: 'search', domain }];
  return BOOKABLE.includes(domain) ? [{ type: 'book', domain }] : [];
};
