// A small scenario for tests: all seats but one share a secret word. Everybody nods at somebody in
// secret, each speaks once, then they vote on who the stranger is.

import { z } from 'zod';
import type { Rng } from '../../../shared/rng.ts';
import {
  defineScenario,
  type Line,
  type Move,
  type Mover,
  type SeatId,
  type Viewer,
} from '../../../shared/scenario.ts';
import type { Stage } from '../../../shared/stage.ts';
import { scripts } from './scripts.ts';
import { type Act, COUNTS, NAMES, type Observation, read, type State, sentences, WORDS } from './words.ts';

const seatsOf = (state: { players: number }): SeatId[] =>
  NAMES.slice(0, state.players).map((_, seat) => seat);
const others = (state: { players: number }, seat: SeatId): SeatId[] =>
  seatsOf(state).filter((one) => one !== seat);
const wordsFor = (players: number, stranger: SeatId, common: string, odd: string): string[] =>
  seatsOf({ players }).map((seat) => (seat === stranger ? odd : common));

const setup = ({ players }: { players: number }, _seats: number, rng: Rng): State => {
  const stranger = rng.int(players);
  const [common = '', odd = ''] = rng.shuffle(WORDS);
  const none = seatsOf({ players }).map(() => null);
  return {
    players,
    stranger,
    words: wordsFor(players, stranger, common, odd),
    phase: 'nod',
    nods: none,
    said: [],
    votes: none,
    ejected: null,
  };
};

const toMove = (state: State): Mover[] => {
  if (state.phase === 'nod')
    return seatsOf(state).map((seat) => ({ seat, kind: 'move', deadlineMs: 15_000 }));
  if (state.phase === 'talk') return [{ seat: state.said.length, kind: 'speak', deadlineMs: 60_000 }];
  if (state.phase === 'vote')
    return seatsOf(state).map((seat) => ({ seat, kind: 'ballot', deadlineMs: 45_000 }));
  return [];
};

const speech = (state: State, seat: SeatId): Act[] => [
  ...others(state, seat).flatMap((who): Act[] => [
    { type: 'accuse', who },
    { type: 'vouch', who },
  ]),
  ...COUNTS.map((count): Act => ({ type: 'letters', count })),
];

const same = (one: Act, other: Act): boolean => JSON.stringify(one) === JSON.stringify(other);

const candidates = (state: State, seat: SeatId, chosen: readonly Act[]): Act[] => {
  const mover = toMove(state).find((one) => one.seat === seat);
  if (mover?.kind === 'move') return others(state, seat).map((to) => ({ type: 'nod', to }));
  if (mover?.kind === 'ballot')
    return [...others(state, seat), null].map((who) => ({ type: 'vote', for: who }));
  if (!mover) return [];
  const open = speech(state, seat).filter((act) => !chosen.some((one) => same(one, act)));
  return [...open, { type: chosen.length > 0 ? 'done' : 'silence' }];
};

const tally = (state: State, votes: readonly (SeatId | null)[]): SeatId | null => {
  const counts = seatsOf(state).map((seat) => votes.filter((vote) => vote === seat).length);
  const most = Math.max(...counts);
  return most > 0 && counts.filter((count) => count === most).length === 1 ? counts.indexOf(most) : null;
};

const step = (state: State, moves: readonly Move<Act>[]): { state: State; rewards: number[] } => {
  const rewards = seatsOf(state).map(() => 0);
  if (state.phase === 'nod') {
    const nods = seatsOf(state).map((seat) => {
      const act = moves.find((move) => move.seat === seat)?.acts[0];
      return act?.type === 'nod' ? act.to : null;
    });
    return { state: { ...state, phase: 'talk', nods }, rewards };
  }
  if (state.phase === 'talk') {
    const said = [...state.said, ...moves.map(({ seat, acts, text }) => ({ seat, acts, text }))];
    return { state: { ...state, said, phase: said.length < state.players ? 'talk' : 'vote' }, rewards };
  }
  const votes = moves.map(({ acts: [act] }) => (act?.type === 'vote' ? act.for : null));
  const ejected = tally(state, votes);
  const caught = ejected === state.stranger;
  return {
    state: { ...state, votes, ejected, phase: 'over' },
    rewards: seatsOf(state).map((seat) => ((seat === state.stranger) === caught ? -1 : 1)),
  };
};

const observe = (state: State, seat: SeatId): Observation => ({
  seat,
  role: seat === state.stranger ? 'stranger' : 'friend',
  word: state.words[seat] ?? '',
  names: NAMES.slice(0, state.players),
  phase: state.phase,
  nodded: state.nods[seat] ?? null,
  nods: seatsOf(state).filter((other) => state.nods[other] === seat),
  said: state.said,
});

const redeal = (state: State, seat: SeatId, rng: Rng): State => {
  const own = state.words[seat] ?? '';
  const rest = WORDS.filter((word) => word !== own);
  const stranger = seat === state.stranger ? seat : rng.pick(others(state, seat));
  const [common, odd] = seat === stranger ? [rng.pick(rest), own] : [own, rng.pick(rest)];
  return { ...state, stranger, words: wordsFor(state.players, stranger, common, odd) };
};

const narrate = (state: State): Line[] => {
  const name = (seat: SeatId | null): string => (seat === null ? 'nobody' : (NAMES[seat] ?? ''));
  const event = (text: string): Line => ({ seat: null, kind: 'event', text });
  if (state.phase === 'nod') return [event(`${state.players} people meet. One of them was never invited.`)];
  const last = state.said.at(-1);
  if (state.phase === 'over')
    return [
      ...seatsOf(state).map(
        (seat): Line => ({ seat, kind: 'vote', text: `votes for ${name(state.votes[seat] ?? null)}.` }),
      ),
      event(`The stranger was ${name(state.stranger)}.`),
    ];
  if (last) return [{ seat: last.seat, kind: 'say', text: last.text }];
  const nods = seatsOf(state).flatMap((seat): Line[] => {
    const to = state.nods[seat];
    return typeof to === 'number'
      ? [{ seat, to: [seat, to], kind: 'private', text: `nods at ${name(to)}.` }]
      : [];
  });
  return [event('Heads move in the half-light. Now speak.'), ...nods];
};

const stage = (state: State, viewer: Viewer): Stage => {
  const open = state.phase === 'over' || viewer === 'all';
  const shown = seatsOf(state).filter((seat) => open || seat === viewer);
  const last = state.phase === 'talk' || state.phase === 'vote' ? state.said.at(-1) : undefined;
  return {
    phase: { nod: 'Half-light', talk: 'Talk', vote: 'Vote', over: 'Over' }[state.phase],
    clock: state.said.length + (state.phase === 'nod' ? 0 : state.phase === 'over' ? 2 : 1),
    places: [{ id: 'table', label: 'Table', x: 0, y: 0, w: 4, h: 3, tone: 'meeting' }],
    links: [],
    tokens: seatsOf(state).map((seat) => ({
      id: `seat-${seat}`,
      seat,
      label: NAMES[seat] ?? '',
      colour: ['#d9594c', '#4c7fd9', '#58a55c', '#c9a227'][seat] ?? '#888888',
      place: 'table',
      from: null,
      pose: last?.seat === seat ? 'talk' : 'idle',
      marks: [...(seat === viewer ? ['you'] : []), ...(open && seat === state.stranger ? ['stranger'] : [])],
    })),
    speech: last ? { seat: last.seat, text: last.text } : null,
    ballots:
      state.phase === 'over'
        ? seatsOf(state).map((seat) => ({ seat, choice: `${state.votes[seat] ?? 'nobody'}` }))
        : [],
    cards: shown.map((seat) => ({
      id: `word-${seat}`,
      title: NAMES[seat] ?? '',
      rows: [{ label: 'Secret word', value: state.words[seat] ?? '' }],
    })),
    meters: [{ label: 'Spoken', value: state.said.length, max: state.players }],
    notes: [],
  };
};

const ACTS: readonly Act['type'][] = ['nod', 'accuse', 'vouch', 'letters', 'silence', 'done', 'vote'];
const PHASES: readonly State['phase'][] = ['nod', 'talk', 'vote', 'over'];

const label = (act: Act): { label: string; group: string; seat?: SeatId } => {
  if (act.type === 'nod') return { label: `Nod at ${NAMES[act.to]}`, group: 'Nod', seat: act.to };
  if (act.type === 'vote')
    return act.for === null
      ? { label: 'Vote for nobody', group: 'Vote' }
      : { label: `Vote for ${NAMES[act.for]}`, group: 'Vote', seat: act.for };
  if (act.type === 'accuse' || act.type === 'vouch')
    return {
      label: `${act.type === 'accuse' ? 'Accuse' : 'Vouch for'} ${NAMES[act.who]}`,
      group: 'People',
      seat: act.who,
    };
  if (act.type === 'letters') return { label: `Claim ${act.count} letters`, group: 'Word' };
  return { label: act.type === 'done' ? 'That is all' : 'Stay silent', group: 'End' };
};

export const handshake = defineScenario<State, Act, Observation, { players: number }>({
  id: 'handshake',
  version: 1,
  title: 'Handshake',
  summary: 'All but one share a secret word. Find the stranger.',
  roles: ['friend', 'stranger'],
  seats: { min: 3, max: 4 },
  ends: { caught: 'The stranger was found', hidden: 'The stranger stayed hidden' },
  options: z.strictObject({ players: z.number().int().min(3).max(4).default(4) }),
  controls: [{ option: 'players', label: 'Players', kind: 'number', min: 3, max: 4, value: 4 }],
  fill: ['stranger=scripted:random', 'friend=scripted:blunt'],
  scripts,
  baselines: { random: ['random'], blunt: ['scripted:blunt'] },
  seatCount: ({ players }) => players,
  setup,
  fixedSeats: () => ({}),
  seatName: (_, seat) => NAMES[seat] ?? '',
  role: (state, seat) => (seat === state.stranger ? 'stranger' : 'friend'),
  alive: () => true,
  toMove,
  candidates,
  legal: (state, seat, act) =>
    [...candidates(state, seat, []), ...candidates(state, seat, speech(state, seat).slice(0, 1))].some(
      (one) => same(one, act),
    ),
  closes: (act) => act.type === 'done' || act.type === 'silence',
  defaultAct: (state, seat) => candidates(state, seat, []).at(-1) ?? { type: 'silence' },
  step,
  outcome: (state) => {
    if (state.phase !== 'over') return undefined;
    const caught = state.ejected === state.stranger;
    const winners = seatsOf(state).filter((seat) => (seat === state.stranger) !== caught);
    return { end: 'terminated', winners, reason: caught ? 'caught' : 'hidden' };
  },
  observe,
  redeal,
  stage,
  narrate,
  questions: (state) => {
    if (state.phase !== 'talk' && state.phase !== 'vote') return [];
    const answers = NAMES.slice(0, state.players);
    const sign = (speaker: SeatId): -1 | 1 => (speaker === state.stranger ? -1 : 1);
    return [
      {
        id: 'stranger',
        text: 'Who is the stranger?',
        asked: seatsOf(state),
        answers,
        truth: state.stranger,
        sign,
      },
    ];
  },
  featureCount: 8,
  actFeatureCount: ACTS.length + 1,
  features: ({ seat, role, word, phase, said }) =>
    Float32Array.of(
      seat,
      role === 'friend' ? 1 : 0,
      word.length,
      said.length,
      ...PHASES.map((one) => (one === phase ? 1 : 0)),
    ),
  actFeatures: (act) =>
    Float32Array.of('count' in act ? act.count : 0, ...ACTS.map((type) => (act.type === type ? 1 : 0))),
  history: ({ said }) => said,
  answerAct: (_, who) => ({ type: 'accuse', who }),
  label,
  brief: ({ role, word }) => `You are a ${role}. Your secret word is "${word}".`,
  phrase: (acts, _, rng) =>
    acts
      .filter((act) => act.type !== 'done')
      .map((act) => rng.pick(sentences(act)))
      .join(' '),
  interpret: (text, { seat, names }) => read(text, seat, names.length),
  metrics: (state) => ({ caught: state.ejected === state.stranger ? 1 : 0, spoken: state.said.length }),
});
