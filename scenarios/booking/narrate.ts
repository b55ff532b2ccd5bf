// Lines of the transcript, made from what the latest step brought. Each listener gets the words as they
// arrived; what the desk answers is for the agent alone.

import type { Line } from '../../shared/scenario.ts';
import type { Reason } from './ends.ts';
import { goalLines } from './goal-words.ts';
import { capital, PLURALS, SINGULARS, seatName } from './names.ts';
import { titled } from './spoken.ts';
import { latestBooking, otherSeat } from './state.ts';
import { AGENT, type DeskEntry, type Said, type State, USER } from './types.ts';
import { verdict } from './verdict.ts';
import { worldOf } from './world/index.ts';

const told = (to: number, text: string): Line => ({ to: [to], seat: null, kind: 'private', text });
const event = (text: string): Line => ({ seat: null, kind: 'event', text });

const opening = (state: State): Line[] => {
  const { title } = worldOf(state.options.world);
  return [
    {
      seat: null,
      kind: 'system',
      text: `${title}: a customer comes to the desk with an errand. The clerk can look things up and book them; the errand is the customer's own secret.`,
    },
    ...goalLines(state.goal).map((line) => told(USER, line)),
    told(AGENT, 'You are at the desk. Find out what the customer wants, look it up, offer it, book it.'),
  ];
};

const speech = ({ seat, text, arrived }: Said): Line[] => {
  if (text.trim() === '') return [event(`${seatName(seat)} says nothing.`)];
  const words = text.trim();
  if (text === arrived) return [{ seat, kind: 'say', text: words }];
  const listener = otherSeat(seat);
  const heard = arrived.trim() === '' ? '(something that you could not make out)' : arrived.trim();
  return [
    { except: [listener], seat, kind: 'say', text: words },
    { to: [listener], seat, kind: 'say', text: heard },
  ];
};

/** What the desk says is for the clerk alone; the customer is still waiting. */
const ANSWER = 'Now answer the customer';

const searchAnswer = ({ found, names }: DeskEntry): string => {
  if (found === 0) return `The desk finds nothing. ${ANSWER}.`;
  const more = found > names.length ? ` and ${found - names.length} more` : '';
  return `The desk finds ${found}. ${ANSWER}: ${names.map(titled).join(', ')}${more}.`;
};

const bookAnswer = (state: State, { domain, ref, names }: DeskEntry): string => {
  if (ref === null) return `The booking is refused${names[0] ? ` at ${titled(names[0])}` : ''}. ${ANSWER}.`;
  return `Booked: ${titled(latestBooking(state.bookings, domain)?.name ?? '')}, reference ${ref}. ${ANSWER}.`;
};

const deskLines = (state: State, entry: DeskEntry): Line[] => {
  const { call, domain } = entry;
  const clerk = seatName(AGENT);
  if (call === 'search')
    return [event(`${clerk} looks up ${PLURALS[domain]}.`), told(AGENT, searchAnswer(entry))];
  return [event(`${clerk} tries to book a ${SINGULARS[domain]}.`), told(AGENT, bookAnswer(state, entry))];
};

/** One sentence a domain of the goal: what became of it. */
export const verdictLines = (state: State): string[] =>
  verdict(state).map(({ domain, venue, answered, booked }, at) => {
    const what = capital(SINGULARS[domain]);
    if (state.goal.domains[at]?.impossible)
      return venue
        ? `${what}: there is none such, and the customer was told so.`
        : `${what}: there is none such, and the customer was not told.`;
    if (!venue) return `${what}: nothing that fits was found${booked === null ? '' : ' and booked'}.`;
    if (!answered) return `${what}: found, but not every question was answered.`;
    if (booked === false) return `${what}: found, but not booked as wanted.`;
    return `${what}: ${booked ? 'found and booked' : 'found'} as wanted.`;
  });

const REASONS: Readonly<Record<Reason, string>> = {
  served: 'The customer leaves with everything it came for.',
  unserved: 'The customer leaves without everything it came for.',
  cap: 'Closing time.',
};

const ending = (state: State): Line[] =>
  state.end === null
    ? []
    : [REASONS[state.end.reason], ...goalLines(state.goal), ...verdictLines(state)].map((text) => ({
        seat: null,
        kind: 'system',
        text,
      }));

export const narrate = (state: State): readonly Line[] => {
  const entry = state.desk[state.desk.length - 1];
  if (entry && entry.at === state.said.length) return deskLines(state, entry);
  const last = state.said[state.said.length - 1];
  return last ? [...speech(last), ...ending(state)] : opening(state);
};
