// A meeting: everybody alive comes together, speaks in turn, and votes at once.

import type { Rng } from '../../shared/rng.ts';
import type { Move, SeatId } from '../../shared/scenario.ts';
import { isSpeech } from './claims.ts';
import { endOf, over } from './ending.ts';
import { paceOf } from './pace.ts';
import { livingSeats, type Player, playerAt, type State, spawnOf } from './state.ts';
import type { Act, MeetingFacts, VoteResult } from './types.ts';

/** Everybody alive stands in the first room with nothing begun; the dead are known, their bodies gone. */
const gather = (state: State, tick: number): Player[] => {
  const room = spawnOf(state.options);
  const { cooldown, mode } = state.options;
  return state.players.map((player): Player => {
    if (player.fate !== 'in')
      return player.gone ? player : { ...player, gone: true, body: null, busy: 'idle' };
    const ready = player.role === 'impostor' ? tick + cooldown + paceOf(mode).cooling : 0;
    const trail = [...player.trail.slice(-63), { tick, room, doing: 'idle' as const }];
    return { ...player, room, from: room, busy: 'idle', until: tick, ready, trail };
  });
};

const length = (state: State, living: number): number => Math.round(paceOf(state.options.mode).talk * living);

export const callMeeting = (state: State, call: { reporter: SeatId; body: SeatId }, rng: Rng): State => {
  const { alignment } = paceOf(state.options.mode);
  const tick = Math.ceil(state.tick / alignment) * alignment;
  const facts: MeetingFacts = {
    number: state.meetings.length,
    tick: state.tick,
    reporter: call.reporter,
    body: call.body,
    room: playerAt(state, call.body).body ?? 0,
    dead: state.players.flatMap((player, seat) => (player.fate !== 'in' && !player.gone ? [seat] : [])),
  };
  const gathered = { ...state, tick, players: gather(state, tick), meetings: [...state.meetings, facts] };
  const living = livingSeats(gathered);
  const order = rng.shuffle(living);
  const speakers: SeatId[] = [];
  if (state.options.speech === 'on')
    for (let round = 0; round < state.options.rounds; round++) speakers.push(...order);
  const recent = [...state.recent, { kind: 'called', facts } as const];
  return convene({ ...gathered, speakers, recent });
};

/** The next speaker's turn, or the ballot of all. */
const convene = (state: State): State => {
  const next = state.speakers[0];
  if (next !== undefined) return { ...state, phase: 'talk', movers: [next] };
  return {
    ...state,
    phase: 'vote',
    movers: livingSeats(state),
    recent: [...state.recent, { kind: 'ballots' }],
  };
};

/** Takes the utterance of the one who speaks. */
export const talkStep = (state: State, moves: readonly Move<Act>[]): State => {
  const move = moves[0];
  if (!move) throw new Error('a discussion goes on only when somebody speaks');
  const acts = move.acts.filter(isSpeech).filter((act) => act.type !== 'done');
  const said = { meeting: state.meetings.length - 1, seat: move.seat, acts, text: move.text };
  return convene({
    ...state,
    said: [...state.said, said],
    speakers: state.speakers.slice(1),
    recent: [{ kind: 'said', seat: move.seat, acts, text: move.text }],
  });
};

/** Strict plurality ejects; a tie, or most votes for nobody, ejects nobody. */
const count = (state: State, moves: readonly Move<Act>[]): VoteResult => {
  const skip = state.players.length;
  const tally = new Array<number>(skip + 1).fill(0);
  for (const { acts } of moves) {
    const act = acts[0];
    const at = act?.type === 'vote' && act.for !== null ? act.for : skip;
    tally[at] = (tally[at] ?? 0) + 1;
  }
  const most = Math.max(...tally);
  const first = tally.indexOf(most);
  const ejected = first === skip || tally.lastIndexOf(most) !== first ? null : first;
  return { meeting: state.meetings.length - 1, tally, ejected };
};

const countVotes = (state: State, moves: readonly Move<Act>[]): State['counts'] => {
  let { crewVotes, rightVotes } = state.counts;
  for (const { seat, acts } of moves) {
    const act = acts[0];
    if (act?.type !== 'vote' || playerAt(state, seat).role !== 'crew') continue;
    crewVotes++;
    if (act.for !== null && playerAt(state, act.for).role === 'impostor') rightVotes++;
  }
  return { ...state.counts, crewVotes, rightVotes };
};

/** Counts the ballots of all living seats, and sends everybody back to work. */
export const voteStep = (state: State, moves: readonly Move<Act>[]): State => {
  const result = count(state, moves);
  const tick = state.tick + length(state, moves.length);
  const players = state.players.map((player, seat): Player => {
    if (seat === result.ejected) return { ...player, fate: 'ejected', gone: true };
    if (player.fate !== 'in') return player;
    const { cooldown, mode } = state.options;
    const ready = player.role === 'impostor' ? tick + cooldown + paceOf(mode).cooling : 0;
    return { ...player, until: tick, ready };
  });
  const after: State = {
    ...state,
    tick,
    players,
    phase: 'ship',
    votes: [...state.votes, result],
    recent: [{ kind: 'tally', result }],
    counts: countVotes(state, moves),
  };
  const end = endOf(players, true);
  return end ? over(after, end) : { ...after, movers: livingSeats(after) };
};
