// What follows from what was said: never against an impostor's innocent neighbours by their own truthful words, and
// found wherever walls and walking leave only one who can have lied.

import { describe, expect, test } from 'vitest';
import { deduce } from '../scenarios/impostor/deduce.ts';
import { faultsOf } from '../scenarios/impostor/faults.ts';
import { scripts } from '../scenarios/impostor/scripts.ts';
import type { Observation, Sighting, SpeechAct } from '../scenarios/impostor/types.ts';
import { type Player, winRate } from './doubles/impostor-play.ts';
import { talking } from './doubles/impostor-utterances.ts';

/** Seat 0 on a ship of 2 x 2: seat 4 was found dead in room 3 at tick 10, and seat 0 has worked in room 0 all the time. */
const scene = (given: Partial<Observation> = {}): Observation =>
  talking({
    players: 5,
    tick: 10,
    phase: 'vote',
    living: [0, 1, 2, 3],
    until: 10,
    trail: [
      { tick: 0, room: 0, doing: 'task' },
      { tick: 5, room: 0, doing: 'task' },
      { tick: 10, room: 0, doing: 'idle' },
    ],
    meetings: [{ number: 0, tick: 10, reporter: 2, body: 4, room: 3, dead: [4] }],
    ...given,
  });

const saw = (
  who: number,
  room: number,
  tick: number,
  doing: 'idle' | 'task' | 'kill' = 'idle',
): SpeechAct => ({
  type: 'saw',
  who,
  room,
  tick,
  doing,
  victim: doing === 'kill' ? 4 : null,
});
const was = (room: number, tick: number): SpeechAct => ({
  type: 'alibi',
  room,
  tick,
  with: null,
  doing: 'idle',
});
const says = (seat: number, ...acts: SpeechAct[]) => ({ meeting: 0, seat, acts, text: '' });
const seen = (who: number, room: number, tick: number, victim: number | null = null): Sighting => ({
  who,
  room,
  tick,
  doing: victim === null ? 'idle' : 'kill',
  victim,
});

const cleared = (given: Partial<Observation>): number[] =>
  deduce(scene(given)).cleared.flatMap((one, seat) => (one && seat !== 0 && seat !== 4 ? [seat] : []));
const byEyes = (given: Partial<Observation>): number[] =>
  deduce(scene(given)).clearedByEyes.flatMap((one, seat) => (one && seat !== 0 && seat !== 4 ? [seat] : []));

describe('a seat is cleared', () => {
  test('of nothing where nothing is known', () => {
    expect(cleared({})).toEqual([]);
    expect(cleared({ said: [says(1, { type: 'accuse', who: 2 }), says(2, was(3, 7))] })).toEqual([]);
  });

  test('where its killing would make somebody else lie: two who cannot both be right leave the third', () => {
    const said = [says(1, saw(3, 1, 6)), says(2, saw(3, 2, 6))];
    expect(cleared({ said })).toEqual([3]);
    expect(cleared({ said: [says(1, saw(3, 1, 6)), says(2, saw(3, 2, 8))] })).toEqual([]); // two walks
    expect(byEyes({ said })).toEqual([]);
  });

  test('by who denies what this seat knows, all others are', () => {
    const memory = [seen(3, 1, 4)];
    expect(cleared({ memory, said: [says(1, saw(3, 2, 4))] })).toEqual([2, 3]);
    expect(byEyes({ memory, said: [says(1, saw(3, 2, 4))] })).toEqual([2, 3]);
    expect(cleared({ said: [says(2, saw(0, 3, 6))] })).toEqual([1, 3]); // it worked in room 0
  });

  test('by who charges this seat, or is charged by its own eyes, all others are', () => {
    expect(cleared({ said: [says(2, saw(0, 3, 8, 'kill'))] })).toEqual([1, 3]);
    expect(cleared({ memory: [seen(3, 3, 8, 4)] })).toEqual([1, 2]);
    expect(byEyes({ memory: [seen(3, 3, 8, 4)] })).toEqual([1, 2]);
  });

  test('by who charges another, who else there is', () => {
    expect(cleared({ said: [says(1, saw(2, 3, 8, 'kill'))] })).toEqual([3]);
  });

  test('that was elsewhere whenever it can have happened, by the word of all others', () => {
    // Grey was seen alive in room 3 at tick 9, so that it was at 9; Pink stood in room 0 then, two rooms away.
    const alive = says(1, saw(4, 3, 9));
    expect(cleared({ said: [alive, says(2, saw(3, 0, 9))] })).toEqual([3]);
    expect(cleared({ said: [alive, says(2, saw(3, 0, 7))] })).toEqual([]); // two walks are enough
    expect(cleared({ said: [alive, says(2, saw(3, 3, 9, 'task'))] })).toEqual([3]); // bent over a task
    expect(cleared({ said: [alive, says(3, was(0, 9))] })).toEqual([]); // its own word counts for nothing
    expect(cleared({ said: [says(2, saw(3, 0, 9))] })).toEqual([]); // it may have happened before
  });

  test('by nothing in paper mode or before a meeting', () => {
    const said = [says(2, saw(0, 3, 8, 'kill'))];
    expect(cleared({ said, mode: 'paper' })).toEqual([]);
    expect(cleared({ said, meetings: [] })).toEqual([]);
  });
});

/** Says up to six things at random of what is on offer; the crew only what is so. */
const babbler = (player: Player): Player => ({
  ...player,
  decide: (view) => {
    if (view.kind !== 'speak') return player.decide(view);
    const { observation, rng } = view;
    const offered = view
      .candidates([])
      .filter((act) => act.type === 'saw' || act.type === 'alibi')
      .filter((act) => faultsOf(act, observation).length === 0);
    return rng.shuffle(offered).slice(0, 6);
  },
});

/** Tells `heard` what every ballot was cast on. */
const heard = (player: Player, hear: (observation: Observation) => void): Player => ({
  ...player,
  decide: (view) => {
    if (view.kind === 'ballot') hear(view.observation);
    return player.decide(view);
  },
});

describe('where the crew tells the truth', () => {
  test.each(['killer', 'mimic', 'stealth'] as const)(
    'the impostor is never cleared, whatever it says, and others are (%s)',
    (name) => {
      /** By what was said, which all ballots of a meeting share. */
      const meetings = new Map<Observation['said'], { crew: Observation[]; impostor?: number }>();
      const at = (observation: Observation): { crew: Observation[]; impostor?: number } => {
        const found = meetings.get(observation.said) ?? { crew: [] };
        meetings.set(observation.said, found);
        return found;
      };
      const crew = heard(babbler(scripts.greedy), (observation) => at(observation).crew.push(observation));
      const impostor = heard(babbler(scripts[name]), (observation) => {
        at(observation).impostor = observation.seat;
      });
      winRate({ mode: 'standard' }, crew, impostor, 200);
      const counts = { ballots: 0, impostor: 0, others: 0, certain: 0 };
      for (const { crew: voters, impostor: who = -1 } of meetings.values())
        for (const observation of voters) {
          const { cleared: found, clearedByEyes } = deduce(observation);
          const others = observation.living.filter((one) => one !== observation.seat && one !== who);
          counts.ballots++;
          if (found[who] || clearedByEyes[who]) counts.impostor++;
          if (others.some((one) => found[one])) counts.others++;
          if (others.every((one) => found[one])) counts.certain++;
        }
      expect(counts.ballots).toBeGreaterThan(300);
      expect(counts.impostor).toBe(0);
      expect(counts.others).toBeGreaterThan(counts.ballots / 2);
      expect(counts.certain).toBeGreaterThan(counts.ballots / 4);
    },
  );
});
