// Lines of the transcript, made from what the latest step brought. Private ones say whom they are for;
// nothing else ever names a role before the end.

import type { Line, SeatId } from '../../shared/scenario.ts';
import type { Reason } from './ends.ts';
import { seatName } from './observe.ts';
import { ROOM_NAMES } from './places.ts';
import { type Happening, impostorOf, playerAt, type State } from './state.ts';
import type { MeetingFacts, VoteResult } from './types.ts';

const room = (index: number): string => ROOM_NAMES[index] ?? `Room ${index + 1}`;

const told = (to: SeatId, text: string): Line => ({ to: [to], seat: null, kind: 'private', text });
const event = (text: string): Line => ({ seat: null, kind: 'event', text });

const opening = (state: State): Line[] => {
  const { players, options } = state;
  const lines: Line[] = [
    {
      seat: null,
      kind: 'system',
      text: `${players.length} are aboard, and one of them is an impostor. The crew wins by ejecting the impostor or by finishing every task; the impostor wins when it is as strong as the crew.`,
    },
  ];
  players.forEach((player, seat) => {
    const crew = `You are crew. You have ${options.tasks} ${options.tasks === 1 ? 'task' : 'tasks'} to do.`;
    lines.push(told(seat, player.role === 'crew' ? crew : 'You are the impostor. Kill without being seen.'));
  });
  return lines;
};

const killing = ({ killer, victim, room: at, witnesses }: Happening & { kind: 'kill' }): Line[] => [
  told(killer, `You kill ${seatName(victim)} in ${room(at)}.`),
  told(victim, `${seatName(killer)} kills you in ${room(at)}. You are out, and may watch.`),
  ...witnesses.map((seat) =>
    told(seat, `You see ${seatName(killer)} kill ${seatName(victim)} in ${room(at)}!`),
  ),
];

const calling = (facts: MeetingFacts): Line[] => {
  const lines = [
    event(`${seatName(facts.reporter)} reports the body of ${seatName(facts.body)} in ${room(facts.room)}.`),
  ];
  const more = facts.dead.filter((seat) => seat !== facts.body).map(seatName);
  if (more.length > 0) lines.push(event(`Also dead: ${more.join(', ')}.`));
  return lines;
};

const speaking = ({ seat, acts, text }: Happening & { kind: 'said' }): Line => {
  const words = text.trim();
  if (words !== '') return { seat, kind: 'say', text: words };
  const nothing = acts.every((act) => act.type === 'silence');
  return event(nothing ? `${seatName(seat)} says nothing.` : `${seatName(seat)} mumbles something.`);
};

const counting = (result: VoteResult): Line[] => {
  const skip = result.tally.length - 1;
  const parts = result.tally.flatMap((votes, seat) =>
    votes > 0 ? [`${seat === skip ? 'nobody' : seatName(seat)} ${votes}`] : [],
  );
  const verdict = result.ejected === null ? 'Nobody is ejected.' : `${seatName(result.ejected)} is ejected.`;
  return [{ seat: null, kind: 'vote', text: `Votes: ${parts.join(', ')}.` }, event(verdict)];
};

const REASONS: Readonly<Record<Reason, string>> = {
  ejection: 'The impostor is ejected, and the crew wins.',
  tasks: 'Every task is done, and the crew wins.',
  parity: 'The crew can no longer outvote the impostor, which wins.',
  cap: 'Time is up, and nobody wins.',
};

const ending = (state: State): Line => {
  const reason = REASONS[state.end?.reason ?? 'cap'];
  return { seat: null, kind: 'system', text: `${reason} The impostor was ${seatName(impostorOf(state))}.` };
};

const worked = (state: State, seat: SeatId, at: number): Line => {
  const left = playerAt(state, seat).tasks.length;
  const pretended = playerAt(state, seat).role === 'impostor' ? 'pretended ' : '';
  return told(
    seat,
    `You finish a ${pretended}task in ${room(at)}; ${left === 0 ? 'it was the last' : `${left} left`}.`,
  );
};

const linesOf = (state: State, one: Happening): readonly Line[] => {
  switch (one.kind) {
    case 'start':
      return opening(state);
    case 'task':
      return [worked(state, one.seat, one.room)];
    case 'kill':
      return killing(one);
    case 'called':
      return calling(one.facts);
    case 'said':
      return [speaking(one)];
    case 'ballots':
      return [event('Everybody votes now.')];
    case 'tally':
      return counting(one.result);
    case 'over':
      return [ending(state)];
  }
};

export const narrate = (state: State): readonly Line[] => state.recent.flatMap((one) => linesOf(state, one));
