// What a seat is told before it decides, as plain text for a person or a language model: its role, the
// rules that are really played, and everything in its observation. Nothing else goes in.

import { dollars } from './acts.ts';
import { seatName } from './observe.ts';
import { portrait, traits } from './persona-words.ts';
import { BUDGET, type Observation } from './types.ts';

const count = (amount: number, unit: string): string => `${amount} ${unit}${amount === 1 ? '' : 's'}`;

const FRAME =
  'This is a simulated donation, for research into honest persuasion: no money changes hands, and nobody has to give.';

const persuader = ({ name }: Observation): string[] => [
  `You are the PERSUADER. You talk with ${name}, who has been paid up to ${dollars(BUDGET)} and may give any part of it to Save the Children, a charity for children in need.`,
  'What counts is what is really in the jar at the end, not what is promised. Find out who you talk to, give honest reasons, ask for a gift, and take a no kindly. Guilt makes people give less.',
];

const persuadee = ({ name, persona }: Observation): string[] => [
  `You are the PERSUADEE; your name is ${name}. You have been paid up to ${dollars(BUDGET)}, and somebody will ask you to give a part of it to Save the Children, a charity for children in need.`,
  'Talk as your persona would. At the end you alone decide, unseen, what goes into the jar; a promise does not bind you.',
  ...(persona ? [portrait(persona)] : []),
];

const moodOf = (interest: number): string => {
  const share = Math.round(interest * 100);
  return `Your mood: at this moment you would give something in ${share} of 100 such talks.`;
};

const rules = ({ turns, name }: Observation): string[] => [
  `You speak in turn, the persuader first, ${count(turns, 'utterance')} each at most. An utterance may do several things at once.`,
  `The talk ends early when ${name} says goodbye after two exchanges, when both have said it, or when the persuader has said it twice.`,
  `Then ${name} puts between ${dollars(0)} and ${dollars(BUDGET)} into the jar, and it is opened.`,
];

const PHASES = {
  talk: 'The talk goes on.',
  jar: 'The talk is over; the jar is being passed.',
  over: 'The jar is open.',
} as const;

const now = (observation: Observation): string[] => {
  const { phase, left, promised, gift, mind, name } = observation;
  const out: string[] = [PHASES[phase]];
  if (phase === 'talk') out.push(`You have ${count(left, 'utterance')} left.`);
  if (promised !== null) out.push(`${name} has named ${dollars(promised)}.`);
  if (gift !== null) out.push(`${name} gave ${dollars(gift)}.`);
  if (mind) out.push(moodOf(mind.interest));
  return out;
};

const listed = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `- ${line}`)];

/** The whole brief of a seat, from its observation alone. */
export const brief = (observation: Observation): string => {
  const { role, seat, said, persona } = observation;
  const spoken = said.map((one) => {
    const who = one.seat === seat ? 'You' : seatName(observation, one.seat);
    return `${who}: ${one.text.trim() || '(nothing)'}`;
  });
  return [
    ...(role === 'persuader' ? persuader(observation) : persuadee(observation)),
    FRAME,
    ...listed('Rules:', rules(observation)),
    ...listed('You, on the scales of the study:', persona ? traits(persona) : []),
    now(observation).join(' '),
    ...listed('Said:', spoken),
  ].join('\n');
};
