// Cards, meters and notes beside the stage: a seat's own tasks, the meeting that all know of, the last
// vote, and at the end who was what.

import type { SeatId, Viewer } from '../../shared/scenario.ts';
import type { Stage } from '../../shared/stage.ts';
import { seatName } from './observe.ts';
import { ROOM_NAMES } from './places.ts';
import { type Player, playerAt, type State } from './state.ts';

type Card = Stage['cards'][number];

const room = (index: number): string => ROOM_NAMES[index] ?? `Room ${index + 1}`;

const taskCard = (player: Player): Card => {
  const rows: Card['rows'] = player.tasks.map((at) => ({ label: room(at), value: 'to do', done: false }));
  if (player.done > 0) rows.push({ label: 'Finished', value: String(player.done), done: true });
  return { id: 'tasks', title: player.role === 'crew' ? 'Your tasks' : 'Tasks to pretend', rows };
};

const killCard = (player: Player, tick: number): Card => {
  const wait = Math.max(0, player.ready - tick);
  const value = wait === 0 ? 'now' : `in ${wait} ${wait === 1 ? 'tick' : 'ticks'}`;
  return {
    id: 'kill',
    title: 'You are the impostor',
    rows: [{ label: 'You can kill', value, done: wait === 0 }],
  };
};

/** The next few by name; a full table's two rounds would fill the card. */
const nextToSpeak = (speakers: readonly SeatId[]): string => {
  const named = speakers.slice(0, 3).map(seatName).join(', ');
  return speakers.length > 3 ? `${named} and ${speakers.length - 3} more` : named;
};

const meetingCard = (state: State): Card[] => {
  const facts = state.meetings[state.meetings.length - 1];
  if (!facts || (state.phase !== 'talk' && state.phase !== 'vote')) return [];
  const rows: Card['rows'] = [
    { label: 'Found', value: seatName(facts.body) },
    { label: 'Where', value: room(facts.room) },
    { label: 'By', value: seatName(facts.reporter) },
    { label: 'At tick', value: String(facts.tick) },
  ];
  if (state.phase === 'talk') rows.push({ label: 'Still to speak', value: nextToSpeak(state.speakers) });
  return [{ id: 'meeting', title: 'Meeting', rows }];
};

const voteCard = (state: State): Card[] => {
  const last = state.votes[state.votes.length - 1];
  if (!last || state.phase === 'talk' || state.phase === 'vote') return [];
  const skip = last.tally.length - 1;
  const rows = last.tally.flatMap((votes, seat) =>
    votes > 0 ? [{ label: seat === skip ? 'Nobody' : seatName(seat), value: String(votes) }] : [],
  );
  const verdict = last.ejected === null ? 'nobody' : seatName(last.ejected);
  return [{ id: 'vote', title: 'Last vote', rows: [...rows, { label: 'Ejected', value: verdict }] }];
};

const roleCard = (state: State): Card => ({
  id: 'roles',
  title: 'Who was who',
  rows: state.players.map((player, seat) => ({ label: seatName(seat), value: player.role })),
});

export const cardsFor = (state: State, viewer: Viewer): Card[] => {
  const cards: Card[] = meetingCard(state);
  if (typeof viewer === 'number') {
    const me = playerAt(state, viewer);
    if (me.role === 'impostor') cards.push(killCard(me, state.tick));
    if (me.tasks.length + me.done > 0) cards.push(taskCard(me));
  }
  if (viewer === 'all' || state.phase === 'over') cards.push(roleCard(state));
  return [...cards, ...voteCard(state)];
};

export const metersFor = (state: State, viewer: Viewer): Stage['meters'] => {
  const { players, options } = state;
  if (viewer === 'all' || state.phase === 'over') {
    const crew = players.filter((player) => player.role === 'crew' && player.fate === 'in');
    const done = crew.reduce((sum, player) => sum + player.done, 0);
    return [{ label: 'Tasks of the crew', value: done, max: Math.max(1, crew.length * options.tasks) }];
  }
  if (viewer === 'public') return [];
  const me = playerAt(state, viewer);
  if (me.role === 'impostor' && me.tasks.length + me.done === 0) return [];
  return [{ label: 'Your tasks', value: me.done, max: options.tasks }];
};

/** What a seat has seen that nobody else need know. */
export const notesFor = (state: State, viewer: Viewer): string[] => {
  if (typeof viewer !== 'number') return [];
  return playerAt(state, viewer).memory.flatMap(({ doing, who, victim, room: at, tick }) => {
    if (doing !== 'kill' || victim === null) return [];
    const whom = victim === viewer ? 'you' : seatName(victim);
    return [`At tick ${tick} you saw ${seatName(who)} kill ${whom} in ${room(at)}.`];
  });
};
