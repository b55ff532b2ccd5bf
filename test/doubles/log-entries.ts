// Entries as an episode of social deduction leaves them, made from a number alone.

import type { EndEntry, Header, StepEntry, TurnEntry } from '../../shared/turn.ts';

const hex = (seed: number, digits: number): string => {
  let text = '';
  for (let value = seed * 2654435761 + 97; text.length < digits; value = value * 1103515245 + 12345) {
    value %= 4294967296;
    text += Math.floor(value).toString(16).padStart(8, '0');
  }
  return text.slice(0, digits);
};

const SEATS = 5;

export const header = (episode: string, change: Partial<Header> = {}): Header => ({
  type: 'header',
  log: 1,
  episode,
  scenario: 'impostor',
  scenarioVersion: 1,
  code: '0.1.0',
  key: hex(episode.length, 32),
  options: { mode: 'standard', players: SEATS, width: 3, height: 3, tasks: 4, speech: 'on', cap: 400 },
  seats: Array.from({ length: SEATS }, () => ({ kind: 'scripted', occupant: 'greedy' })),
  consent: Array.from({ length: SEATS }, () => true),
  startedAt: 1_790_000_000_000,
  origin: 'play',
  practice: false,
  ...change,
});

export const turn = (number: number, change: Partial<TurnEntry> = {}): TurnEntry => {
  const speaks = number % 4 === 3;
  const entry: TurnEntry = {
    type: 'turn',
    turn: number,
    seat: number % SEATS,
    kind: speaks ? 'speak' : 'move',
    acts: speaks
      ? [
          { type: 'saw', who: 2, room: 4, tick: number, doing: 'kill', victim: 1 },
          { type: 'accuse', who: 2 },
          { type: 'done' },
        ]
      : [{ type: 'go', to: number % 9 }],
    text: speaks ? `I saw Blue kill Green in Electrical around tick ${number}, so vote Blue.` : '',
    candidates: 5 + (number % 60),
    digest: hex(number, 16),
  };
  return { ...entry, ...change };
};

/** The step that closes turn `number`. */
export const step = (number: number, change: Partial<StepEntry> = {}): StepEntry => {
  const entry: StepEntry = {
    type: 'step',
    step: number + 1,
    turn: number,
    rewards: [0, 0, 0.25, 0, -0.1],
    hash: hex(number + 7, 16),
  };
  if (number % 4 === 3)
    entry.beliefs = { impostor: [0, 1, 3].map((seat) => ({ seat, p: spread(number + seat) })) };
  return { ...entry, ...change };
};

const spread = (seed: number): number[] => {
  const weights = Array.from({ length: SEATS }, (_, index) => 1 + ((seed * 31 + index * 17) % 13));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
};

export const end = (change: Partial<EndEntry> = {}): EndEntry => ({
  type: 'end',
  end: 'terminated',
  winners: [0, 1, 3, 4],
  reason: 'The impostor was voted out.',
  roles: ['crew', 'crew', 'impostor', 'crew', 'crew'],
  metrics: { ejections: 1, ticks: 120, meetings: 3, voteAccuracy: 0.5 },
  hash: hex(3, 16),
  ...change,
});
