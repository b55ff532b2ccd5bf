// Buttons for acts: short, and distinct among the acts of a role.

import type { Label } from '../../shared/scenario.ts';
import { centsOf, dollars } from './acts.ts';
import type { Act, Observation, Role } from './types.ts';

type Names = Readonly<Record<string, readonly [label: string, group: string]>>;

const BOTH: Names = {
  greeting: ['Greet', 'Manners'],
  acknowledgement: ['Show that you follow', 'Reply'],
  answer: ['Answer the question', 'Reply'],
  thank: ['Thank', 'Manners'],
  closing: ['Say goodbye', 'Manners'],
  silence: ['Say nothing', 'Finish'],
  done: ['That is all', 'Finish'],
};

const PERSUADER_NAMES: Names = {
  ...BOTH,
  'logical-appeal': ['Give a reason', 'Appeal'],
  'emotion-appeal': ['Appeal to feelings', 'Appeal'],
  'credibility-appeal': ['Tell what the charity does', 'Appeal'],
  'foot-in-the-door': ['Say that very little helps', 'Ask for a gift'],
  'self-modeling': ['Say that you will give too', 'Appeal'],
  'personal-story': ['Tell a story', 'Appeal'],
  'donation-information': ['Explain how giving works', 'Appeal'],
  'source-related-inquiry': ['Ask whether they know the charity', 'Inquire'],
  'task-related-inquiry': ['Ask what they think of giving', 'Inquire'],
  'personal-related-inquiry': ['Ask about themselves', 'Inquire'],
  'proposition-of-donation': ['Ask for a gift', 'Ask for a gift'],
  'ask-donation-amount': ['Ask how much', 'Ask for a gift'],
  'ask-donate-more': ['Ask for more', 'Ask for a gift'],
  'confirm-donation': ['Confirm the gift', 'Ask for a gift'],
  'praise-user': ['Praise them', 'Reply'],
  'comment-partner': ['Comment on what they said', 'Reply'],
  guilt: ['Lay guilt on them', 'Appeal'],
};

const PERSUADEE_NAMES: Names = {
  ...BOTH,
  'ask-org-info': ['Ask about the charity', 'Ask'],
  'ask-donation-procedure': ['Ask how giving works', 'Ask'],
  'ask-persuader-donation-intention': ['Ask whether they give', 'Ask'],
  'task-related-inquiry': ['Ask what it is all about', 'Ask'],
  'personal-related-inquiry': ['Ask about themselves', 'Ask'],
  'positive-to-inquiry': ['Answer yes', 'Reply'],
  'neutral-to-inquiry': ['Answer maybe', 'Reply'],
  'negative-to-inquiry': ['Answer no', 'Reply'],
  'positive-reaction': ['React warmly', 'React'],
  'neutral-reaction': ['React coolly', 'React'],
  'negative-reaction': ['Object', 'React'],
  'agree-donation': ['Agree to give', 'The gift'],
  'disagree-donation': ['Refuse to give', 'The gift'],
  'disagree-donation-more': ['Refuse to give more', 'The gift'],
};

const NAMES: Readonly<Record<Role, Names>> = { persuader: PERSUADER_NAMES, persuadee: PERSUADEE_NAMES };

const PRICED: Readonly<Record<string, (amount: string) => string>> = {
  'foot-in-the-door': (amount) => `Say that even ${amount} helps`,
  'proposition-of-donation': (amount) => `Ask for ${amount}`,
  'ask-donate-more': (amount) => `Ask for more: ${amount}`,
};

const nameOf = (act: Act, role: Role): readonly [string, string] =>
  NAMES[role][act.type] ??
  NAMES[role === 'persuader' ? 'persuadee' : 'persuader'][act.type] ?? [act.type, 'Other'];

/** The button of an act. */
export const label = (act: Act, { role }: Observation): Label => {
  const cents = centsOf(act);
  if (act.type === 'give')
    return { label: cents === 0 ? 'Put nothing in' : `Put in ${dollars(cents ?? 0)}`, group: 'Jar' };
  if (act.type === 'provide-amount') return { label: `Name ${dollars(cents ?? 0)}`, group: 'The gift' };
  const [name, group] = nameOf(act, role);
  return { label: cents === null ? name : (PRICED[act.type]?.(dollars(cents)) ?? name), group };
};
