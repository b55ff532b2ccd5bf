// Buttons for acts: short, distinct among distinct acts, and made from the act alone.

import type { Label } from '../../shared/scenario.ts';
import { capital, PLURALS, SINGULARS, slotName, valueName } from './names.ts';
import { DESK_PLACE } from './places.ts';
import { titled } from './spoken.ts';
import { factLine } from './stage-cards.ts';
import type { Act, Domain, Observation, Slot, Value } from './types.ts';

/** "Hotel: area north". */
const fact = (domain: Domain, slot: Slot, value: Value): string =>
  `${capital(SINGULARS[domain])}: ${slotName(slot)} ${valueName(slot, value)}`;

const topicLabel = (act: Extract<Act, { domain: Domain }>, observation: Observation): Label => {
  const { domain } = act;
  const thing = SINGULARS[domain];
  const group = capital(thing);
  const agent = observation.role === 'agent';
  switch (act.type) {
    case 'need':
      return { label: `I need a ${thing}`, group };
    case 'inform':
      if (act.slot === 'name' && !agent) return { label: `I take ${titled(act.value)} (${thing})`, group };
      return { label: fact(domain, act.slot, act.value), group };
    case 'request':
      if (agent) return { label: `Ask for the ${thing}: ${slotName(act.slot)}?`, group: 'Ask' };
      if (act.slot === 'ref') return { label: `Book the ${thing}, please`, group };
      return { label: `What is the ${slotName(act.slot)} of the ${thing}?`, group };
    case 'drop':
      return { label: `Never mind the ${thing}`, group };
    case 'search':
      return { label: `Look up ${PLURALS[domain]}`, group: 'Desk', place: DESK_PLACE };
    case 'book':
      return { label: `Book the ${thing}`, group: 'Desk', place: DESK_PLACE };
    case 'offer': {
      const known = observation.role === 'agent' ? observation.form.info[domain] : {};
      const facts = factLine(domain, act.facts, known);
      return { label: `Offer ${titled(act.name)} (${thing}${facts ? `: ${facts}` : ''})`, group: 'Desk' };
    }
    case 'confirm':
      return { label: `${fact(domain, act.slot, act.value)}, is that right?`, group: 'Check' };
    case 'no-offer':
      return { label: `Say that there is no such ${thing}`, group: 'Desk' };
    case 'booked':
      return { label: `Say that the ${thing} is booked: ${act.ref}`, group: 'Desk' };
    case 'apologise':
      return { label: `Say that the ${thing} could not be booked`, group: 'Desk' };
  }
};

const BARE: Readonly<Record<string, Label>> = {
  affirm: { label: 'Yes', group: 'Reply' },
  deny: { label: 'No', group: 'Reply' },
  greet: { label: 'Hello', group: 'Courtesies' },
  thank: { label: 'Thank you', group: 'Courtesies' },
  more: { label: 'Anything else?', group: 'Courtesies' },
  done: { label: 'That is all', group: 'Finish' },
};

/** The button of an act, the same whoever reads it. */
export const label = (act: Act, observation: Observation): Label => {
  if ('domain' in act) return topicLabel(act, observation);
  if (act.type === 'bye')
    return observation.role === 'user'
      ? { label: 'Goodbye, and leave', group: 'Finish' }
      : { label: 'Goodbye', group: 'Courtesies' };
  return BARE[act.type] ?? { label: act.type, group: 'Reply' };
};
