// What a room is told when a language model has not decided. Only of speech: whose turn that is and that
// nothing was said is public; a notice about a ballot or a move would tell what nobody may see.

import type { TurnEntry } from '../../shared/turn.ts';

const WHY: Readonly<Record<string, string>> = {
  'model-slow': 'did not answer in time',
  'model-unreachable': 'cannot be reached',
  'model-refused': 'was refused by its server',
  'model-busy': 'is overloaded',
  'model-missing': 'is not there',
  'model-broken': 'has failed',
  'budget-spent': 'has used up its tokens',
};

/** `name`: the seat's shown name. Undefined: nothing to tell. */
export const llmNotice = ({ kind, forced, llm }: TurnEntry, name: string): string | undefined => {
  if (kind !== 'speak' || llm?.why === undefined) return undefined;
  const why = WHY[llm.why] ?? 'gave no answer that can be used';
  if (forced === 'model') return `${name}'s language model ${why}; ${name} lets the turn pass.`;
  return llm.wording === 'template'
    ? `${name}'s language model ${why}; ${name} uses ready-made words.`
    : undefined;
};
