// All wordings by role and act: what phrase.ts draws from and what reading/own.ts looks up.

import type { Act, Role } from './types.ts';
import { APPEALS } from './wordings-appeals.ts';
import { PROMISES, REPLIES } from './wordings-persuadee.ts';
import { REQUESTS, TALK } from './wordings-persuader.ts';
import { suitedTo, suitedWordings } from './wordings-topics.ts';

type Type = Act['type'];
type Lists = Readonly<Partial<Record<Type, readonly string[]>>>;

/** Wordings of acts without an amount. */
export const PLAIN: Readonly<Record<Role, Lists>> = {
  persuader: { ...APPEALS, ...TALK },
  persuadee: Object.fromEntries(
    Object.entries(REPLIES).map(([type, wordings]) => [type, [...wordings, ...suitedWordings(type)]]),
  ),
};

/** Wordings without an amount that suit what the other said last, in lower case. */
export const wordingsFor = (type: Type, role: Role, heard: string): readonly string[] => {
  const lists: Lists = role === 'persuader' ? PLAIN.persuader : REPLIES;
  return (role === 'persuadee' ? suitedTo(type, heard) : undefined) ?? lists[type] ?? [];
};

/** Wordings of acts with an amount, which stands at {amount}. */
export const PRICED: Readonly<Record<Role, Lists>> = {
  persuader: REQUESTS,
  persuadee: { 'provide-amount': PROMISES },
};

export const fill = (wording: string, amount: string): string => wording.replace('{amount}', amount);
