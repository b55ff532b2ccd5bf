// What /api answers on the fixture pages.

import type { PastEpisode, Replay, ReplayFrame, ScenarioItem } from '../../client/net/api.ts';
import type { LiveEpisode, SurveyItem } from '../../shared/protocol.ts';
import { lines, meeting, NAMES, over, vote, wholeShip } from './stages.ts';

export const scenarios: ScenarioItem[] = [
  {
    id: 'impostor',
    title: 'The impostor',
    summary:
      'One of the crew is not what it seems. Do your tasks, watch the others, and talk it out before the vote.',
    roles: ['crew', 'impostor'],
    seats: { min: 4, max: 10 },
    controls: [
      { option: 'mode', label: 'Rules', kind: 'choice', choices: ['standard', 'paper'], value: 'standard' },
      { option: 'players', label: 'Seats', kind: 'number', min: 4, max: 10, value: 6 },
      { option: 'tasks', label: 'Tasks each', kind: 'number', min: 1, max: 8 },
      { option: 'cooldown', label: 'Ticks between kills', kind: 'number', min: 1, max: 20 },
    ],
    fill: ['impostor=scripted:mimic', 'crew=scripted:greedy'],
    scripts: [
      { name: 'random', summary: 'Plays any legal act.', roles: ['crew', 'impostor'] },
      { name: 'greedy', summary: 'Does the nearest task and votes on what it heard.', roles: ['crew'] },
      { name: 'mimic', summary: 'Pretends to work and lies about it.', roles: ['impostor'] },
      { name: 'oracle', summary: 'Sees the truth.', roles: ['crew'], privileged: true },
    ],
  },
  {
    id: 'visit',
    title: 'A visit',
    summary: 'One comes to the door, the other opens it.',
    roles: ['guest', 'host'],
    seats: { min: 2, max: 2 },
    controls: [{ option: 'turns', label: 'Utterances each', kind: 'number', min: 3, max: 20, value: 10 }],
    fill: ['random'],
    scripts: [{ name: 'random', summary: 'Says anything.', roles: ['guest', 'host'] }],
  },
];
const live: LiveEpisode[] = [
  {
    roomId: 'abc',
    scenario: 'impostor',
    episode: 'e1',
    status: 'waiting',
    open: 2,
    seats: 6,
    people: 1,
    spectators: 0,
    practice: false,
    title: 'The impostor',
  },
  {
    roomId: 'def',
    scenario: 'impostor',
    episode: 'e2',
    status: 'playing',
    open: 0,
    seats: 6,
    people: 2,
    spectators: 3,
    practice: true,
    title: 'The impostor',
  },
];
const past: PastEpisode[] = [
  {
    episode: 'ep-1',
    scenario: 'impostor',
    title: 'The impostor',
    startedAt: 1760000000000,
    turns: 143,
    ended: true,
    ending: 'The impostor is out',
    practice: false,
    origin: 'room',
  },
  {
    episode: 'ep-2',
    scenario: 'impostor',
    title: 'The impostor',
    startedAt: 1760000500000,
    turns: 61,
    ended: false,
    ending: null,
    practice: true,
    origin: 'room',
  },
];

const frame = (turn: number, stage: ReplayFrame['stage'], from: number, to: number): ReplayFrame => ({
  turn,
  stage,
  lines: lines.slice(from, to),
});
const p = (top: number, share = 0.6): number[] =>
  NAMES.map((_, seat) => (seat === top ? share : (1 - share) / (NAMES.length - 1)));
/** What four seats believe of Orange; Ada clicks once, and is not asked again. */
const beliefs = (share: number, fresh: boolean): Pick<ReplayFrame, 'beliefs' | 'truth' | 'opens'> => ({
  beliefs: {
    impostor: [
      { seat: 0, p: p(2, share) },
      fresh ? { seat: 1, p: p(2, 1) } : { seat: 1, p: p(2, 1), imputed: true },
      { seat: 4, p: p(2, share + 0.2) },
      { seat: 5, p: p(0, 0.4) },
    ],
  },
  truth: { impostor: 2 },
});
export const surveys: SurveyItem[] = [0.3, 0.6, 0.5].map((share, n) => ({
  n,
  line: 4 + n,
  opens: n === 0,
  questions: [
    {
      id: 'impostor',
      text: 'Who is the impostor?',
      answers: NAMES,
      truth: 2,
      beliefs: [0, 2, 4, 5].map((seat) => ({ seat, p: p(2, share + seat / 20) })),
    },
  ],
}));
const replay: Replay = {
  header: {
    episode: 'ep-1',
    scenario: 'impostor',
    title: 'The impostor',
    practice: false,
    seats: NAMES.map((name, seat) => ({
      name,
      kind: seat === 1 ? 'human' : 'scripted',
      occupant: seat === 1 ? 'Ada' : seat === 2 ? 'mimic' : 'greedy',
      role: seat === 2 ? 'impostor' : 'crew',
    })),
  },
  frames: [
    frame(0, wholeShip, 0, 1),
    frame(5, wholeShip, 1, 3),
    { ...frame(6, meeting, 3, 4), ...beliefs(0.3, true), opens: true },
    { ...frame(6, meeting, 4, 5), ...beliefs(0.6, false) },
    { ...frame(7, meeting, 5, 6), ...beliefs(0.5, false) },
    frame(8, meeting, 6, 9),
    frame(12, vote, 9, 10),
    frame(13, over, 10, 10),
  ],
  questions: { impostor: { text: 'Who is the impostor?', answers: NAMES } },
  end: { end: 'terminated', reason: 'ejection', winners: [0, 1, 3, 4, 5], metrics: {} },
  key: '00112233445566778899aabbccddeeff',
};

/** JSON answer to a GET, or undefined for 404. */
export const answerTo = (url: URL, empty: boolean): unknown => {
  if (url.pathname === '/api/scenarios') return scenarios;
  if (url.pathname === '/api/episodes' && url.searchParams.has('live')) return empty ? [] : live;
  if (url.pathname === '/api/episodes') return { episodes: empty ? [] : past };
  if (url.pathname.startsWith('/api/episodes/')) return replay;
  if (url.pathname === '/api/checkpoints')
    return { checkpoints: [{ scenario: 'impostor', role: 'crew', current: empty ? null : 'crew-1' }] };
  if (url.pathname === '/api/models')
    return { models: empty ? [] : ['small'], how: 'parlor models pull small' };
  return undefined;
};
