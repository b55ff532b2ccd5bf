// Tables without a server: the events are put in by hand, and every request is written down.

import { type Table, tableStore } from '../../client/net/table.ts';
import type { CandidateItem, PublicState, YouMessage } from '../../shared/protocol.ts';
import type { Stage } from '../../shared/stage.ts';
import { surveys } from './answers.ts';
import { lines, meeting, NAMES, over, ship, vote } from './stages.ts';

const seats: PublicState['seats'] = NAMES.map((name, seat) => ({
  name,
  occupant: seat === 1 ? 'Ada' : seat === 4 ? 'Grace <b>H</b>' : '',
  kind: seat === 1 || seat === 4 ? 'human' : seat === 5 ? 'agent' : 'scripted',
  alive: seat !== 3,
  presence: seat === 4 ? 'away' : 'bot',
  busy: seat === 0,
  writing: false,
  lost: false,
}));
const open = (stage: Stage): PublicState => ({
  episode: 'fixture',
  scenario: 'impostor',
  phase: stage.phase,
  turn: 8,
  deadline: 0,
  stage: '',
  seats,
  status: 'playing',
  practice: true,
  spectators: 2,
});

const BRIEF = [
  'Your name is Green. You are crew. Finish your tasks, or find the impostor and vote it out.',
  'Rules:',
  '- You see whoever is in the room with you, and bodies.',
  '- Report a body to call a meeting; all speak in turn and then vote.',
  'Tick 14. Your tasks: Storage, Medbay.',
].join('\n');
const candidate = (
  index: number,
  group: string,
  label: string,
  more: Partial<CandidateItem> = {},
): CandidateItem => ({
  index,
  group,
  label,
  ...more,
});
const shipCandidates: CandidateItem[] = [
  candidate(0, 'Report', 'Report the body of Purple', { seat: 3 }),
  candidate(1, 'Work', 'Work at your task here', { place: 'Electrical' }),
  candidate(2, 'Go', 'Go to Bridge', { place: 'Bridge' }),
  candidate(3, 'Go', 'Go to Galley', { place: 'Galley' }),
  candidate(4, 'Go', 'Go to Reactor', { place: 'Reactor' }),
  candidate(5, 'Wait', 'Wait'),
];
const others = [0, 2, 4, 5];
const speech = (speaking: boolean): CandidateItem[] => {
  const items: Omit<CandidateItem, 'index'>[] = [];
  for (const seat of others) items.push({ group: 'Accuse', label: `I think it is ${NAMES[seat]}`, seat });
  for (const seat of others) items.push({ group: 'Defend', label: `I trust ${NAMES[seat]}`, seat });
  for (let tick = 2; tick <= 14; tick++)
    items.push({ group: 'Alibi', label: `I was in ${tick % 2 ? 'Electrical' : 'Reactor'} at tick ${tick}` });
  for (const seat of others)
    for (let tick = 1; tick <= 14; tick += 2)
      items.push({
        group: 'I saw',
        label: `I saw ${NAMES[seat]} in ${tick % 3 ? 'Galley' : 'Bridge'} at tick ${tick}`,
        seat,
      });
  for (const seat of others) items.push({ group: 'Ask', label: `${NAMES[seat]}, where were you?`, seat });
  for (const seat of others) items.push({ group: 'Plan', label: `I will vote for ${NAMES[seat]}`, seat });
  items.push({ group: 'End', label: speaking ? 'That is all' : 'Say nothing', closes: true });
  return items.map((item, index) => ({ ...item, index }));
};
const ballots: CandidateItem[] = [
  ...others.map((seat, index) => candidate(index, 'Vote', `Vote for ${NAMES[seat]}`, { seat })),
  candidate(4, 'Vote', 'Skip'),
];

const you = (kind: YouMessage['kind'], candidates: CandidateItem[], chosen: string[] = []): YouMessage => ({
  turn: 3,
  kind,
  observation: {},
  candidates,
  chosen,
  deadline: Date.now() + 48_000,
  now: Date.now(),
  brief: BRIEF,
});

const questions = [{ id: 'impostor', text: 'Who is the impostor?', answers: NAMES, answer: 2 }];
const outcome = {
  end: 'terminated' as const,
  reason: 'ejection',
  winners: [0, 1, 3, 4, 5],
  roles: NAMES.map((_, seat) => (seat === 2 ? 'impostor' : 'crew')),
  names: NAMES,
  metrics: { ejections: 1, taskWins: 0, ticks: 31, meetings: 1, voteAccuracy: 0.75, beliefTruth: 0.612345 },
  episode: 'ep-fixture',
  key: '00112233445566778899aabbccddeeff',
};

/** Pages that `?show=` may ask for. */
export const SHOWS = ['ship', 'meeting', 'talking', 'vote', 'end', 'spectator', 'lost'] as const;
export type Show = (typeof SHOWS)[number];

const STAGES: Record<Show, Stage> = {
  ship,
  meeting,
  talking: meeting,
  vote,
  end: over,
  spectator: meeting,
  lost: ship,
};
const YOU: Partial<Record<Show, () => YouMessage>> = {
  ship: () => you('move', shipCandidates),
  meeting: () => you('speak', speech(false)),
  talking: () => you('speak', speech(true), ['I was in Electrical at tick 13']),
  vote: () => you('ballot', ballots),
};

export const fixtureTable = (show: Show, asked: (request: string) => void): Table => {
  const store = tableStore();
  const stage = STAGES[show];
  store.dispatch({ type: 'link', link: show === 'lost' ? 'reconnecting' : 'open' });
  store.dispatch({ type: 'open', open: open(stage), stage });
  store.dispatch({
    type: 'lines',
    lines: { from: 0, items: lines.slice(0, show === 'ship' ? 3 : undefined) },
  });
  if (show !== 'spectator') {
    const seated = { seat: 1, token: 't', role: 'crew', name: 'Green', brief: BRIEF, protocol: 1 };
    store.dispatch({ type: 'seated', seated });
    store.dispatch({ type: 'view', view: { stage, questions } });
  }
  if (show === 'spectator') store.dispatch({ type: 'beliefs', beliefs: { from: 0, items: surveys } });
  const mine = YOU[show]?.();
  if (mine) store.dispatch({ type: 'you', you: mine, at: Date.now() });
  if (show === 'end') store.dispatch({ type: 'end', end: { outcome } });
  return {
    roomId: 'fixture',
    state: store.state,
    subscribe: store.subscribe,
    settle: (decided) => store.dispatch({ type: 'settled', you: decided }),
    request: async (type, payload) => {
      asked(JSON.stringify([type, payload]));
      if (type === 'say')
        return {
          ok: false,
          code: 'bad-text',
          message: 'The fixture refuses every text; edit it and try again.',
        };
      return { ok: true };
    },
    retry: () => asked('["retry"]'),
    leave: () => asked('["leave"]'),
  };
};
