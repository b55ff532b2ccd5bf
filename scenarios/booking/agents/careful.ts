// The clerk that expects to be misheard: it does as the rule agent does, and fills what room is left in an
// utterance, which costs no turn. It reads back what it has booked, tells of a venue before it is asked, and says
// once more what it has told once.

import { MAX_ACTS } from '../../../shared/scenario.ts';
import { ATTRIBUTES, BOOK, INFO } from '../slots.ts';
import { latestBooking, sameAct, standingBooking } from '../state.ts';
import { type Act, type AgentAct, type AgentObservation, ANY, type Domain, type Values } from '../types.ts';
import { RULE, serve } from './clerk.ts';

/** How often a thing is told, and read back. */
const TELLS = 2;
const READS = 1;

const times = ({ said, seat }: AgentObservation, act: AgentAct): number =>
  said.filter((one) => one.seat === seat && one.acts.some((other) => sameAct(other, act))).length;

/** The details of the latest booking of a domain. */
const readings = ({ bookings }: AgentObservation, domain: Domain): AgentAct[] => {
  const details = latestBooking(bookings, domain)?.details ?? {};
  const slots = domain === 'taxi' ? INFO.taxi : BOOK[domain];
  return slots.flatMap((slot): AgentAct[] => {
    const value = details[slot];
    return value === undefined || value === ANY ? [] : [{ type: 'confirm', domain, slot, value }];
  });
};

const factsOf = ({ bookings, form, leaflets }: AgentObservation, domain: Domain): Values => {
  const booking = latestBooking(bookings, domain);
  if (domain === 'taxi') return booking ? { ...booking.details, car: booking.name } : {};
  const name = booking?.name ?? form.venue[domain];
  return (name === undefined ? undefined : leaflets[domain]?.[name]) ?? {};
};

const tellings = (domain: Domain, facts: Values): AgentAct[] =>
  ATTRIBUTES[domain].flatMap((slot): AgentAct[] => {
    const value = facts[slot];
    return value === undefined ? [] : [{ type: 'inform', domain, slot, value }];
  });

/** What was told, but not often enough. */
const repeats = (observation: AgentObservation, domain: Domain): AgentAct[] => {
  const booking = standingBooking(observation.bookings, observation.form, domain);
  const ref: AgentAct[] = booking ? [{ type: 'booked', domain, ref: booking.ref }] : [];
  return [...ref, ...tellings(domain, factsOf(observation, domain))].filter((act) => {
    const told = times(observation, act);
    return told > 0 && told < TELLS;
  });
};

/** What may be added, most useful first. */
const extras = (observation: AgentObservation, speech: readonly Act[]): AgentAct[] => {
  const { form, leaflets } = observation;
  const domains = [...new Set([...(form.current ? [form.current] : []), ...form.topics])];
  const reads = domains.flatMap((domain) => readings(observation, domain));
  const ahead = speech.flatMap((act) =>
    act.type === 'offer' ? tellings(act.domain, leaflets[act.domain]?.[act.name] ?? {}) : [],
  );
  return [
    ...reads.filter((act) => times(observation, act) < READS),
    ...ahead,
    ...domains.flatMap((domain) => repeats(observation, domain)),
  ];
};

/** The agent's next act at the desk, or its utterance. */
export const careful = (observation: AgentObservation): readonly AgentAct[] => {
  const acts = serve(observation, RULE);
  if (acts.some(({ type }) => type === 'search' || type === 'book')) return acts;
  const speech = acts.filter(({ type }) => type !== 'done');
  for (const act of extras(observation, speech))
    if (speech.length < MAX_ACTS && !speech.some((one) => sameAct(one, act))) speech.push(act);
  return [...speech, { type: 'done' }];
};
