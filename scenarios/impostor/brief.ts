// What a seat is told before it decides, as plain text for a person or a language model: its role, the
// rules that are really played, and everything in its observation. Nothing else goes in.

import type { SeatId } from '../../shared/scenario.ts';
import { type Pace, paceOf } from './pace.ts';
import type { MeetingFacts, Observation, Room, Sighting, VoteResult, Whereabouts } from './types.ts';

/** The newest entries of each list of memories that are told. */
const RECENT = 20;

const count = (amount: number, unit: string): string => `${amount} ${unit}${amount === 1 ? '' : 's'}`;

const seat = ({ names, seat: me }: Observation, who: SeatId): string =>
  who === me ? 'you' : (names[who] ?? `seat ${who + 1}`);
const seats = (observation: Observation, list: readonly SeatId[]): string =>
  list.length === 0 ? 'nobody' : list.map((who) => seat(observation, who)).join(', ');
const room = ({ roomNames, width }: Observation, at: Room): string =>
  `${roomNames[at] ?? 'a room'} (${at % width},${Math.floor(at / width)})`;

const goal = ({ role }: Observation): string =>
  role === 'crew'
    ? 'You are CREW. You win with the rest of the crew when the impostor is voted out, or when the living crew has finished all its tasks.'
    : 'You are the IMPOSTOR. You win when only one of the crew is left; you lose when you are voted out or the living crew finishes its tasks. Nobody else knows your role.';

const shipRules = (observation: Observation, pace: Pace): string[] => {
  const { width, height, mode } = observation;
  return [
    `The ship is a grid of ${width} x ${height} rooms without walls; you walk to a room beside yours in ${count(pace.travel, 'tick')}, and a task takes ${count(pace.task, 'tick')}. While you walk or work you see nothing.`,
    'Otherwise you see who is in your room, who comes and goes, and bodies.',
    `There is one impostor among ${observation.names.length} players. Each crew member has ${count(observation.tasksEach, 'task')}; tasks of the dead no longer count.`,
    mode === 'paper'
      ? 'Only crew can report a body. Somebody at work looks like somebody who waits. The impostor has no tasks.'
      : 'Anybody can report a body, the impostor too. The impostor can stand at a task as if it worked; that finishes nothing.',
    `The impostor kills a player in its room${mode === 'paper' ? ', or on the way out of it' : ''}, then has to wait before it can kill again. Everybody there who is not bent over a task notices the kill.`,
  ];
};

const MEETING_RULES = [
  'Reporting a body calls a meeting. All the living speak in turn, the same number of turns each, then vote at once and in secret; only the counts are shown.',
  'Whoever gets more votes than anybody else, and more than skipping, is ejected; a tie ejects nobody. The role of the ejected is not told. Then all go on from the first room, and the wait before a kill begins anew.',
  'What is said may be false. The dead neither speak nor vote.',
];

const rules = (observation: Observation): string[] => [
  ...shipRules(observation, paceOf(observation.mode)),
  ...MEETING_RULES,
];

const PHASES = {
  ship: 'On the ship: choose what to do.',
  talk: 'Meeting: say something, or nothing.',
  vote: 'Vote: choose whom to eject, or nobody.',
  over: 'The episode is over.',
} as const;

const ownState = (observation: Observation): string[] => {
  const { role, tasks, tasksDone, mode, cooldown, alive } = observation;
  const out = [`You are in ${room(observation, observation.room)}.${alive ? '' : ' You are out of play.'}`];
  const left = tasks.map((at) => room(observation, at)).join(', ');
  if (role === 'crew') out.push(`Tasks done: ${tasksDone}. To do: ${left || 'none'}.`);
  else if (mode === 'standard') out.push(`Tasks that you can pretend: ${left || 'none'}.`);
  if (cooldown !== null)
    out.push(cooldown === 0 ? 'You can kill now.' : `You can kill in ${count(cooldown, 'tick')}.`);
  if (observation.phase === 'ship') {
    const others = observation.here.map((sighting) => doing(observation, sighting));
    out.push(`Here now: ${others.join('; ') || 'nobody else'}.`);
    if (observation.bodies.length > 0)
      out.push(`A body lies here: ${seats(observation, observation.bodies)}.`);
  }
  return out;
};

/** "Red walking to Bridge (0,0)", "Red killing Blue in Bridge (0,0)". */
const doing = (observation: Observation, sighting: Sighting): string => {
  const who = seat(observation, sighting.who);
  const place = room(observation, sighting.room);
  switch (sighting.doing) {
    case 'kill':
      return `${who} killing ${sighting.victim === null ? 'somebody' : seat(observation, sighting.victim)} in ${place}`;
    case 'body':
      return `the body of ${seat(observation, sighting.victim ?? sighting.who)} in ${place}`;
    case 'task':
      return `${who} at a task in ${place}`;
    case 'walk':
      return `${who} walking to ${place}`;
    case 'idle':
      return `${who} standing in ${place}`;
  }
};

const TRAIL = { task: 'at a task in', walk: 'walking to', idle: 'in' } as const;

const stop = (observation: Observation, { tick, room: at, doing: busy }: Whereabouts): string =>
  `[${tick}] ${TRAIL[busy]} ${room(observation, at)}`;

const meeting = (observation: Observation, facts: MeetingFacts): string =>
  `Meeting ${facts.number + 1}, tick ${facts.tick}: ${seat(observation, facts.reporter)} reported the body of ${seat(observation, facts.body)} in ${room(observation, facts.room)}. Dead since then: ${seats(observation, facts.dead)}.`;

const tally = (observation: Observation, vote: VoteResult): string => {
  const skip = vote.tally.length - 1;
  const counts = vote.tally.flatMap((votes, who) =>
    votes > 0 ? [`${who === skip ? 'skip' : seat(observation, who)} ${votes}`] : [],
  );
  const verdict = vote.ejected === null ? 'nobody ejected' : `${seat(observation, vote.ejected)} ejected`;
  return `Vote of meeting ${vote.meeting + 1}: ${counts.join(', ')}; ${verdict}.`;
};

const listed = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines.slice(-RECENT).map((line) => `- ${line}`)];

/** The whole brief of a seat, from its observation alone. */
export const brief = (observation: Observation): string => {
  const { names, tick, phase, living, memory, trail, meetings, said, votes } = observation;
  const memories = memory.map((sighting) => `[${sighting.tick}] ${doing(observation, sighting)}`);
  return [
    `Your name is ${names[observation.seat] ?? `seat ${observation.seat + 1}`}. ${goal(observation)}`,
    ...listed('Rules:', rules(observation)),
    `Tick ${tick}. ${PHASES[phase]} Not known to be out: ${seats(observation, living)}.`,
    ...ownState(observation),
    ...listed('What you have noticed, by tick:', memories),
    ...listed(
      'Where you have been, by tick:',
      trail.map((entry) => stop(observation, entry)),
    ),
    ...listed('Meetings and votes:', [
      ...meetings.map((facts) => meeting(observation, facts)),
      ...votes.map((vote) => tally(observation, vote)),
    ]),
    ...listed(
      'Said:',
      said.map((line) => `Meeting ${line.meeting + 1}, ${seat(observation, line.seat)}: ${line.text}`),
    ),
  ].join('\n');
};
