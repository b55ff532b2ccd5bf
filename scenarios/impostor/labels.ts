// Buttons for acts: short, distinct among distinct acts, and made from the observation alone.

import type { Label, SeatId } from '../../shared/scenario.ts';
import { placeId } from './places.ts';
import type { Act, Observation, Room, SpeechAct } from './types.ts';

type Claim = Extract<SpeechAct, { type: 'alibi' | 'saw' }>;

const seatName = ({ names }: Observation, seat: SeatId | null): string =>
  seat === null ? 'somebody' : (names[seat] ?? `seat ${seat + 1}`);

const roomName = ({ roomNames }: Observation, room: Room): string => roomNames[room] ?? `room ${room + 1}`;

/** " in Electrical around 40"; `lead` is the word before the room. */
const spot = (observation: Observation, { room, tick }: Claim, lead: string): string => {
  const place = room === null ? '' : ` ${lead} ${roomName(observation, room)}`;
  return place + (tick === null ? '' : ` around ${tick}`);
};

const ALIBI = { task: 'I did a task', walk: 'I walked', idle: 'I stood by' } as const;

const alibi = (observation: Observation, act: Extract<SpeechAct, { type: 'alibi' }>): string => {
  const { room, tick, doing } = act;
  if (room === null && tick === null && doing === null && act.with === null) return 'It was not me';
  const verb = doing === null ? 'I was' : ALIBI[doing];
  const friend = act.with === null ? '' : ` with ${seatName(observation, act.with)}`;
  return `${verb}${spot(observation, act, doing === 'walk' ? 'to' : 'in')}${friend}`;
};

const saw = (observation: Observation, act: Extract<SpeechAct, { type: 'saw' }>): string => {
  const who = seatName(observation, act.who);
  const victim = act.victim === null ? null : seatName(observation, act.victim);
  const at = spot(observation, act, act.doing === 'walk' ? 'walk to' : 'in');
  if (act.doing === 'kill') return `I saw ${who} kill ${victim ?? 'somebody'}${at}`;
  if (act.doing === 'body') {
    const body = victim === null ? 'a body' : `the body of ${victim}`;
    return act.who === null ? `I saw ${body}${at}` : `I saw ${who} by ${body}${at}`;
  }
  const verb = act.doing === 'task' ? ' do a task' : act.doing === 'walk' && act.room === null ? ' walk' : '';
  return `I saw ${who}${verb}${at}`;
};

const ASK = {
  where: ['Where were you', 'Where was everyone?'],
  who: ['Who do you think it is', 'Who saw something?'],
  why: ['Explain yourself', 'Why? What is the proof?'],
  vote: ['How will you vote', 'How do we vote?'],
} as const;

const speech = (act: SpeechAct, observation: Observation): { label: string; group: string } => {
  const name = (seat: SeatId | null): string => seatName(observation, seat);
  switch (act.type) {
    case 'accuse':
      return { label: `Accuse ${name(act.who)}`, group: 'Accuse' };
    case 'defend':
      return { label: `Defend ${name(act.who)}`, group: 'Defend' };
    case 'alibi':
      return { label: alibi(observation, act), group: 'Alibi' };
    case 'saw':
      return { label: saw(observation, act), group: 'I saw' };
    case 'ask': {
      const [one, all] = ASK[act.about];
      return { label: act.who === null ? all : `${one}, ${name(act.who)}?`, group: 'Ask' };
    }
    case 'agree':
      return { label: act.who === null ? 'I agree' : `I agree with ${name(act.who)}`, group: 'Reply' };
    case 'doubt':
      return { label: `I doubt ${name(act.who)}`, group: 'Reply' };
    case 'plan':
      return {
        label: act.vote === null ? 'I will skip' : `I will vote for ${name(act.vote)}`,
        group: 'Plan',
      };
    case 'silence':
      return { label: 'Say nothing', group: 'Finish' };
    case 'done':
      return { label: 'That is all', group: 'Finish' };
  }
};

/** Seat that a speech act is about or put to. */
const aimedAt = (act: SpeechAct): SeatId | null => {
  if (act.type === 'plan') return act.vote;
  return 'who' in act ? act.who : null;
};

const aimed = (label: string, group: string, seat: SeatId | null): Label =>
  seat === null ? { label, group } : { label, group, seat };

/** The button of an act. `place` is the stage's place for walks, `seat` the seat an act is aimed at. */
export const label = (act: Act, observation: Observation): Label => {
  switch (act.type) {
    case 'go':
      return { label: `Walk to ${roomName(observation, act.to)}`, group: 'Move', place: placeId(act.to) };
    case 'task':
      return { label: observation.role === 'impostor' ? 'Pretend a task' : 'Do a task', group: 'Act' };
    case 'wait':
      return { label: 'Wait', group: 'Act' };
    case 'report':
      return aimed(`Report the body of ${seatName(observation, act.body)}`, 'Act', act.body);
    case 'kill':
      return aimed(`Kill ${seatName(observation, act.target)}`, 'Act', act.target);
    case 'vote':
      return act.for === null
        ? { label: 'Vote for nobody', group: 'Vote' }
        : aimed(`Vote for ${seatName(observation, act.for)}`, 'Vote', act.for);
    default: {
      const { label: text, group } = speech(act, observation);
      return aimed(text, group, aimedAt(act));
    }
  }
};
