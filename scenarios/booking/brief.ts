// What a seat is told before it decides, as plain text for a person or a language model: its role, the
// rules, and everything in its observation. Nothing else goes in.

import { goalLines } from './goal-words.ts';
import { capital, PLURALS, SINGULARS, slotName, valueName } from './names.ts';
import { titled } from './spoken.ts';
import { factLine } from './stage-cards.ts';
import {
  type AgentObservation,
  type DeskEntry,
  type Domain,
  type Observation,
  USER,
  type UserObservation,
  type Values,
} from './types.ts';

/** The newest utterances that are told. */
const RECENT = 20;

const listed = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `- ${line}`)];

const USER_RULES = [
  'You speak first, then in turn. The clerk knows only what your words say.',
  'Say what you want, ask for what you have to find out, have booked what is to be booked, then say goodbye: that ends the episode.',
  'You are served when what you end up with fits your errand, every question is answered truly, and you know the reference of every booking.',
];

const AGENT_RULES = [
  'The customer has an errand that you do not see. You know only what its words say.',
  'Before each reply you may look things up and book, four times at most; nothing of that is said aloud until you say it.',
  'A booking needs a venue in question and all of its details. A taxi needs where from, where to, and a time.',
  'The customer is served when what it ends up with fits its errand, every question is answered truly, and it was told the reference of every booking. Fewer utterances are better.',
];

const values = (given: Values | undefined): string =>
  Object.entries(given ?? {})
    .map(([slot, value]) => `${slotName(slot)} ${valueName(slot, value)}`)
    .join(', ');

const userState = ({ notes }: UserObservation): string[] => {
  const offers = notes.offers.map(
    ({ domain, name, facts }) => `${capital(SINGULARS[domain])} ${titled(name)}: ${factLine(domain, facts)}.`,
  );
  const venues = Object.entries(notes.venue) as [Domain, string][];
  const known = venues.map(
    ([domain, name]) =>
      `${capital(SINGULARS[domain])} in question: ${titled(name)}. ${capital(values(notes.told[domain]))}`,
  );
  const refs = Object.entries(notes.refs) as [Domain, string][];
  return [
    ...listed('Offered to you:', offers),
    ...listed('What you know:', [
      ...known,
      ...refs.map(([domain, ref]) => `Reference of the ${SINGULARS[domain]}: ${ref}.`),
    ]),
  ];
};

const entryLine = ({ call, domain, found, names, ref }: DeskEntry, observation: AgentObservation): string => {
  if (call === 'book')
    return ref === null
      ? `The ${SINGULARS[domain]} could not be booked.`
      : `The ${SINGULARS[domain]} is booked, reference ${ref}.`;
  if (found === 0) return `No ${PLURALS[domain]} fit.`;
  const shown = names.map((name) => {
    const facts = observation.leaflets[domain]?.[name] ?? {};
    return `${titled(name)} (${values(facts)})`;
  });
  return `${found} ${found === 1 ? 'fits' : 'fit'} (${PLURALS[domain]}): ${shown.join('; ')}.`;
};

const agentState = (observation: AgentObservation): string[] => {
  const { form, desk, bookings } = observation;
  const topics = form.topics.map((domain) => {
    const venue = form.venue[domain];
    const wanted = values({ ...form.info[domain], ...form.book[domain] }) || 'nothing said yet';
    return `${capital(SINGULARS[domain])}: ${wanted}${venue ? `; in question: ${titled(venue)}` : ''}.`;
  });
  const asked = form.asked.map(({ domain, slot }) =>
    slot === 'ref'
      ? `to book the ${SINGULARS[domain]}.`
      : `the ${slotName(slot)} of the ${SINGULARS[domain]}.`,
  );
  const booked = bookings.map(
    ({ domain, name, details, ref }) =>
      `${capital(SINGULARS[domain])}: ${titled(name)}, ${values(details)}, reference ${ref}.`,
  );
  return [
    ...listed('What the customer wants, as you understood it:', topics),
    ...listed('The customer asked you for:', asked),
    ...listed(
      'The desk, latest last:',
      desk.slice(-4).map((entry) => entryLine(entry, observation)),
    ),
    ...listed('Booked:', booked),
  ];
};

const turnLine = ({ over, left }: Observation): string =>
  over ? 'The episode is over.' : `Utterances left for both of you together: ${left}.`;

/** The whole brief of a seat, from its observation alone. */
export const brief = (observation: Observation): string => {
  const user = observation.role === 'user';
  const said = observation.said
    .slice(-RECENT)
    .map(
      ({ seat, text }) =>
        `${seat === observation.seat ? 'You' : seat === USER ? 'Customer' : 'Clerk'}: ${text}`,
    );
  return [
    user
      ? 'You are the CUSTOMER. You have an errand, and the clerk at the desk can help.'
      : 'You are the CLERK at the desk. Help the customer with its errand.',
    ...listed('Rules:', user ? USER_RULES : AGENT_RULES),
    ...(user ? listed('Your errand:', goalLines(observation.goal)) : []),
    ...(user ? userState(observation) : agentState(observation)),
    turnLine(observation),
    ...listed('Said:', said),
  ].join('\n');
};
