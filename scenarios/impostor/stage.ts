// What a viewer may see drawn. On the ship a seat sees its own room; spectators see only what everybody
// knows; at a meeting all sit at a table beside a map that shows where the body lay.
// A role is shown to its own seat, to "all", and at the end.

import type { SeatId, Viewer } from '../../shared/scenario.ts';
import type { Stage } from '../../shared/stage.ts';
import { ENDS } from './ends.ts';
import { seatName } from './observe.ts';
import { placeId, ROOM_NAMES, SEAT_COLOURS } from './places.ts';
import { appearance, bodiesInView, looksAbout } from './sight.ts';
import { cardsFor, metersFor, notesFor } from './stage-cards.ts';
import { livingSeats, type Player, playerAt, type State } from './state.ts';
import type { Room } from './types.ts';

type Token = Stage['tokens'][number];
type Pose = Token['pose'];

/** Id of the place where a meeting sits. */
const TABLE = 'table';

const PHASES: Readonly<Record<State['phase'], string>> = {
  ship: 'On the ship',
  talk: 'Meeting',
  vote: 'Vote',
  over: 'Over',
};

const phaseOf = ({ phase, end }: State): string => (end ? ENDS[end.reason] : PHASES[phase]);

const sees = (viewer: Viewer, seat: SeatId): boolean => viewer === 'all' || viewer === seat;

const meets = (state: State): boolean => state.phase === 'talk' || state.phase === 'vote';

const tone = (state: State, viewer: Viewer, room: Room): Stage['places'][number]['tone'] => {
  const facts = meets(state) ? state.meetings[state.meetings.length - 1] : undefined;
  if (facts?.room === room) return 'danger';
  if (viewer === 'public') return 'plain';
  if (viewer === 'all') return state.players.some((player) => player.body === room) ? 'danger' : 'plain';
  const me = playerAt(state, viewer);
  if (me.room === room && bodiesInView(state.players, viewer).length > 0) return 'danger';
  if (me.fate === 'in' && me.tasks.includes(room)) return 'work';
  return me.fate === 'in' && me.room === room && !facts ? 'here' : 'plain';
};

const placesFor = (state: State, viewer: Viewer): Stage['places'] => {
  const { width, height } = state.options;
  const rooms = Array.from({ length: width * height }, (_, room) => ({
    id: placeId(room),
    label: ROOM_NAMES[room] ?? '',
    x: room % width,
    y: Math.floor(room / width),
    w: 1,
    h: 1,
    tone: tone(state, viewer, room),
  }));
  if (!meets(state)) return rooms;
  return [...rooms, { id: TABLE, label: 'Meeting', x: width, y: 0, w: 2, h: height, tone: 'meeting' }];
};

const linksFor = (state: State): Stage['links'] => {
  const { width, height } = state.options;
  const links: Stage['links'] = [];
  for (let room = 0; room < width * height; room++) {
    if (room % width < width - 1) links.push([placeId(room), placeId(room + 1)]);
    if (room + width < width * height) links.push([placeId(room), placeId(room + width)]);
  }
  return links;
};

/** What a seat, or "all", sees `player` do; undefined where it is out of sight. */
const poseOf = (state: State, viewer: Viewer, seat: SeatId): Pose | undefined => {
  const player = playerAt(state, seat);
  if (player.fate !== 'in') return undefined;
  if (sees(viewer, seat)) {
    if (player.busy === 'walk') return 'walk';
    return player.busy === 'task' ? 'work' : 'idle';
  }
  if (typeof viewer !== 'number') return undefined;
  const me = playerAt(state, viewer);
  const doing = looksAbout(me) ? appearance(me, player, state.options.mode) : null;
  if (doing === null) return undefined;
  if (doing === 'walk') return 'walk';
  return doing === 'task' ? 'work' : 'idle';
};

const marksFor = (state: State, viewer: Viewer, seat: SeatId): string[] => {
  const marks: string[] = [];
  if (viewer === seat) marks.push('you');
  const revealed = state.phase === 'over' || sees(viewer, seat);
  if (revealed && playerAt(state, seat).role === 'impostor') marks.push('impostor');
  if (state.phase === 'talk' && state.movers.includes(seat)) marks.push('speaker');
  return marks;
};

const isOut = (viewer: Viewer, player: Player, seat: SeatId, over: boolean): boolean =>
  player.gone || (player.fate !== 'in' && (over || sees(viewer, seat)));

const tokenFor = (state: State, viewer: Viewer, seat: SeatId): Token => {
  const player = playerAt(state, seat);
  const base = {
    id: `seat-${seat}`,
    seat,
    label: seatName(seat),
    colour: SEAT_COLOURS[seat] ?? '#cccccc',
    marks: marksFor(state, viewer, seat),
  };
  if (isOut(viewer, player, seat, state.phase === 'over'))
    return { ...base, place: null, from: null, pose: 'out' };
  if (meets(state)) {
    const speaks = state.phase === 'talk' && state.movers.includes(seat);
    return { ...base, place: TABLE, from: null, pose: speaks ? 'talk' : 'idle' };
  }
  const pose = poseOf(state, state.phase === 'over' ? 'all' : viewer, seat);
  if (!pose) return { ...base, place: null, from: null, pose: 'idle' };
  const from = pose === 'walk' && player.from !== player.room ? placeId(player.from) : null;
  return { ...base, place: placeId(player.room), from, pose };
};

const bodiesFor = (state: State, viewer: Viewer): Token[] => {
  const all = viewer === 'all' || state.phase === 'over';
  const seen = typeof viewer === 'number' ? bodiesInView(state.players, viewer) : [];
  return state.players.flatMap((player, who): Token[] => {
    if (player.body === null || !(all || seen.includes(who))) return [];
    return [
      {
        id: `body-${who}`,
        seat: null,
        label: `Body of ${seatName(who)}`,
        colour: SEAT_COLOURS[who] ?? '#cccccc',
        place: placeId(player.body),
        from: null,
        pose: 'body',
        marks: [],
      },
    ];
  });
};

/** The last words spoken at this meeting. */
const speechFor = (state: State): Stage['speech'] => {
  const last = state.said[state.said.length - 1];
  if (!meets(state) || !last || last.meeting !== state.meetings.length - 1) return null;
  return last.text.trim() === '' ? null : { seat: last.seat, text: last.text };
};

export const stage = (state: State, viewer: Viewer): Stage => ({
  phase: phaseOf(state),
  clock: state.tick,
  places: placesFor(state, viewer),
  links: linksFor(state),
  tokens: [...state.players.map((_, seat) => tokenFor(state, viewer, seat)), ...bodiesFor(state, viewer)],
  speech: speechFor(state),
  // Ballots stay secret: only their number is ever told.
  ballots: state.phase === 'vote' ? livingSeats(state).map((seat) => ({ seat, choice: null })) : [],
  cards: cardsFor(state, viewer),
  meters: metersFor(state, viewer),
  notes: notesFor(state, viewer),
});
