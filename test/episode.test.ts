// The engine by itself: what it refuses, when it asks for beliefs, and who draws what.

import { describe, expect, test } from 'vitest';
import { scenarios } from '../scenarios/index.ts';
import { Episode } from '../server/episode/episode.ts';
import { playOut } from '../server/episode/play.ts';
import type { Answered, Seat, Utterance } from '../server/episode/seat.ts';
import { keyFromSeed, stream } from '../server/episode/streams.ts';
import { ScriptedSeat } from '../server/seats/scripted-seat.ts';
import { MAX_ACTS, MAX_TEXT, type Scenario } from '../shared/scenario.ts';
import type { Entry } from '../shared/turn.ts';
import { fresh, played } from './doubles/episodes.ts';
import { handshake } from './scenarios/handshake/index.ts';
import type { Act } from './scenarios/handshake/words.ts';

const impostor = scenarios.impostor as Scenario;
const small = handshake as Scenario;

/** Everything about an episode that a refusal could have changed. */
const snapshot = (episode: Episode): string =>
  JSON.stringify([
    episode.state,
    episode.step,
    episode.turns,
    episode.hash,
    episode.totals,
    episode.open.map(({ turn, seat, pending }) => [turn, seat, pending]),
  ]);

const byDefault = (episode: Episode): void => {
  for (const { turn } of episode.open)
    expect(episode.submit(turn, episode.defaultUtterance(turn)).ok).toBe(true);
  episode.close();
};

/** On to the first turn of this kind. */
const upTo = (episode: Episode, kind: string): Episode => {
  while (episode.open.length > 0 && episode.open[0]?.kind !== kind) byDefault(episode);
  return episode;
};

describe('what is refused', () => {
  const LETTERS: Act = { type: 'letters', count: 5 };

  test.each<[string, string, (episode: Episode) => [number, Utterance], string]>([
    ['a turn that was never open', 'move', () => [99, { acts: [{ type: 'nod', to: 1 }] }], 'stale'],
    ['a turn that is over', 'speak', () => [0, { acts: [{ type: 'nod', to: 1 }] }], 'stale'],
    ['an act of another phase', 'move', () => [0, { acts: [LETTERS] }], 'illegal-act'],
    ['an act on nobody', 'move', () => [0, { acts: [{ type: 'nod', to: 9 }] }], 'illegal-act'],
    ['no act as a move', 'move', () => [0, { acts: [] }], 'too-many-acts'],
    [
      'two acts as a move',
      'move',
      () => [
        0,
        {
          acts: [
            { type: 'nod', to: 1 },
            { type: 'nod', to: 2 },
          ],
        },
      ],
      'too-many-acts',
    ],
    [
      'seven acts as an utterance',
      'speak',
      () => [4, { acts: Array(MAX_ACTS + 1).fill(LETTERS) }],
      'too-many-acts',
    ],
    [
      'closing acts without end',
      'speak',
      () => [4, { acts: Array(50).fill({ type: 'done' }) }],
      'too-many-acts',
    ],
    [
      'an utterance with one impossible act',
      'speak',
      () => [4, { acts: [LETTERS, { type: 'nod', to: 1 }] }],
      'illegal-act',
    ],
    ['nothing at all', 'speak', () => [4, { acts: [] }], 'bad-text'],
    ['blanks', 'speak', () => [4, { acts: [], text: '  ' }], 'bad-text'],
    ['a text that is too long', 'speak', () => [4, { acts: [], text: 'x'.repeat(MAX_TEXT + 1) }], 'bad-text'],
    [
      'two ballots at once',
      'ballot',
      () => [
        8,
        {
          acts: [
            { type: 'vote', for: 1 },
            { type: 'vote', for: 2 },
          ],
        },
      ],
      'too-many-acts',
    ],
    ['a ballot for oneself', 'ballot', () => [8, { acts: [{ type: 'vote', for: 0 }] }], 'illegal-act'],
    ['anything once it is over', 'never', () => [8, { acts: [{ type: 'vote', for: 1 }] }], 'episode-over'],
  ])('%s, and nothing changes', (_what, kind, request, code) => {
    const episode = upTo(fresh(small), kind);
    const before = snapshot(episode);
    const [turn, utterance] = request(episode);
    const answer = episode.submit(turn, utterance);
    expect(answer).toEqual({ ok: false, error: { code, message: expect.stringMatching(/\.$/) } });
    expect(snapshot(episode)).toBe(before);
  });

  test('a remark carries no act and stands as it was written', () => {
    const episode = upTo(fresh(small), 'speak');
    const taken = episode.submit(4, { acts: [], text: 'Well, well.' });
    expect(taken).toMatchObject({
      ok: true,
      value: { turn: 4, kind: 'speak', acts: [], text: 'Well, well.' },
    });
    byDefaultExcept(episode, 4);
  });

  test('six acts and the one that closes them are one utterance, phrased by the scenario', () => {
    const episode = upTo(fresh(small), 'speak');
    const acts = episode.openFor(0)?.candidates([]).slice(0, MAX_ACTS) ?? [];
    const taken = episode.submit(4, { acts: [...acts, { type: 'done' }] });
    expect(taken.ok && taken.value.text.length).toBeGreaterThan(20);
  });

  test('a refused ballot leaves the one given before', () => {
    const episode = upTo(fresh(small), 'ballot');
    episode.submit(8, { acts: [{ type: 'vote', for: 2 }] });
    expect(episode.submit(8, { acts: [{ type: 'vote', for: 0 }] }).ok).toBe(false);
    expect(episode.openFor(0)?.pending?.acts).toEqual([{ type: 'vote', for: 2 }]);
  });

  test('a step cannot be closed while a turn is open', () => {
    const episode = fresh(small);
    const before = snapshot(episode);
    expect(episode.ready).toBe(false);
    expect(() => episode.close()).toThrow(/still open/);
    expect(snapshot(episode)).toBe(before);
  });

  const byDefaultExcept = (episode: Episode, given: number): void => {
    expect(episode.openFor(0)?.pending).toBeDefined();
    for (const { turn } of episode.open)
      if (turn !== given) episode.submit(turn, episode.defaultUtterance(turn));
    expect(episode.close()).toMatchObject({ type: 'step', turn: given });
  };
});

describe('ballots', () => {
  test('may be replaced until the step closes; the last one counts', () => {
    const outcomes = [1, 2].map((last) => {
      const episode = upTo(fresh(small), 'ballot');
      for (const { turn, seat } of episode.open)
        for (const choice of [3, last])
          if (choice !== seat) episode.submit(turn, { acts: [{ type: 'vote', for: choice }] });
      episode.close();
      return (episode.state as { ejected: number | null }).ejected;
    });
    expect(outcomes).toEqual([1, 2]);
  });
});

describe('surveys', () => {
  const seats = (believe: (seat: number) => Answered | undefined): Seat[] =>
    fresh(small).totals.map((_, seat) => {
      const bot = new ScriptedSeat(small, 'blunt', 'friend');
      return {
        kind: 'scripted',
        occupant: 'asked',
        privileged: false,
        decide: (view) => bot.decide(view),
        believe: () => believe(seat),
      };
    });
  const evenly: Answered = { p: [1, 1, 1, 1] };

  test('come before the first utterance and after each, and at no other time', async () => {
    const record = await played(small, ['scripted:blunt']);
    const asked = record.entries.flatMap((entry) =>
      entry.type === 'step' ? [[entry.step, entry.beliefs?.stranger?.length ?? 0]] : [],
    );
    expect(asked).toEqual([
      [0, 0],
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
      [5, 4],
      [6, 0],
    ]);
  });

  test('in a longer episode every speech is followed by one, and so is the call to talk', async () => {
    const record = await played(impostor, ['impostor=scripted:mimic', 'crew=scripted:greedy'], 4);
    let discussions = 0;
    let kinds: string[] = [];
    let talking = false;
    for (const entry of record.entries) {
      if (entry.type === 'turn') kinds.push(entry.kind);
      if (entry.type !== 'step') continue;
      const spoke = kinds.includes('speak');
      if (spoke && !talking) throw new Error(`step ${entry.step}: speech without a survey before it`);
      const over = record.entries.at(-2) === entry;
      if (spoke && !over) expect(entry.beliefs, `step ${entry.step}`).toBeDefined();
      if (!spoke && entry.beliefs) discussions++;
      talking = entry.beliefs !== undefined;
      kinds = [];
    }
    expect(discussions).toBeGreaterThan(0);
  });

  test('answers are scaled to sum to 1; nonsense and silence are left out', async () => {
    const answers: (Answered | undefined)[] = [
      { p: [2, 1, 1, 0] },
      { p: [Number.NaN, 1, 1, 1] },
      undefined,
      { p: [0, 0, 0, 0] },
    ];
    const entries: Entry[] = [];
    await playOut(
      fresh(small),
      seats((seat) => answers[seat]),
      { record: (entry) => entries.push(entry) },
    );
    const beliefs = entries.flatMap((entry) =>
      entry.type === 'step' && entry.beliefs ? [entry.beliefs] : [],
    );
    expect(beliefs).toHaveLength(5);
    for (const { stranger } of beliefs) expect(stranger).toEqual([{ seat: 0, p: [0.5, 0.25, 0.25, 0] }]);
  });

  test('imputed answers are logged as such and left out of the measured belief', async () => {
    const truth = fresh(small).totals.findIndex(
      (_, seat) => small.role(fresh(small).state, seat) === 'stranger',
    );
    const knows: Answered = { p: [0, 1, 2, 3].map((seat) => (seat === truth ? 1 : 0)) };
    const entries: Entry[] = [];
    const imputed = await playOut(
      fresh(small),
      seats(() => ({ ...knows, imputed: true })),
      { record: (entry) => entries.push(entry) },
    );
    expect(imputed.metrics).not.toHaveProperty('beliefTruth');
    expect(JSON.stringify(entries)).toContain('"imputed":true');
    const friend = (truth + 1) % 4;
    const mixed = seats((seat) => (seat === friend ? evenly : { ...knows, imputed: true }));
    expect((await playOut(fresh(small), mixed)).metrics.beliefTruth).toBeCloseTo(0.25, 12);
    // The stranger's own answer is no measure of the others.
    const alone = seats((seat) => (seat === truth ? knows : undefined));
    expect((await playOut(fresh(small), alone)).metrics).not.toHaveProperty('beliefTruth');
  });
});

describe('streams', () => {
  const draws = (purpose: string, turn: number, key = keyFromSeed(1, 0)): string => {
    const rng = stream(key, purpose, turn);
    return Array.from({ length: 8 }, () => rng.int(1_000_000)).join();
  };

  test('each key, purpose and turn has its own, and it does not matter who drew before', () => {
    const names = ['setup', 'rules', 'seat', 'phrase', 'belief:0', 'belief:1'];
    const all = names.flatMap((name) => [0, 1, 2, 11].map((turn) => draws(name, turn)));
    expect(new Set(all).size).toBe(all.length);
    expect(draws('rules', 1)).toBe(draws('rules', 1));
    expect(draws('rules', 1, keyFromSeed(1, 1))).not.toBe(draws('rules', 1));
    expect(keyFromSeed(1, 0)).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(Array.from({ length: 1000 }, (_, index) => keyFromSeed(7, index))).size).toBe(1000);
  });

  test('what one seat draws changes nothing for the others or for the rules', () => {
    const [one, other] = [fresh(impostor, 6), fresh(impostor, 6)];
    for (let step = 0; step < 10; step++) {
      for (let draw = 0; draw < 100; draw++) other.open[0]?.rng.float();
      for (const open of one.open) {
        const twin = other.openFor(open.seat);
        if (open !== one.open[0]) expect(twin?.rng.float()).toBe(open.rng.float());
      }
      byDefault(one);
      byDefault(other);
      expect(other.hash).toBe(one.hash);
    }
  });

  test('hashing changes nothing of the play', () => {
    const options = impostor.options.parse({});
    const plain = new Episode({ scenario: impostor, options, key: keyFromSeed(6, 0), hashing: false });
    const hashed = fresh(impostor, 6);
    for (let step = 0; step < 20; step++) {
      byDefault(plain);
      byDefault(hashed);
      expect(JSON.stringify(plain.state)).toBe(JSON.stringify(hashed.state));
    }
    expect(plain.hash).toBe('');
    expect(hashed.hash).toMatch(/^[0-9a-f]{16}$/);
  });
});
