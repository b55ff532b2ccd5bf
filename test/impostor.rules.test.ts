import { expect, test } from 'vitest';
import { candidates, toMove } from '../scenarios/impostor/candidates.ts';
import { observe } from '../scenarios/impostor/observe.ts';
import { OptionsSchema } from '../scenarios/impostor/options.ts';
import { metrics, questions } from '../scenarios/impostor/questions.ts';
import { setup } from '../scenarios/impostor/setup.ts';
import { MEMORY, remember } from '../scenarios/impostor/sight.ts';
import { stage } from '../scenarios/impostor/stage.ts';
import type { Player, State } from '../scenarios/impostor/state.ts';
import { step } from '../scenarios/impostor/step.ts';
import type { Act, Sighting } from '../scenarios/impostor/types.ts';
import { rngFromState } from '../shared/rng.ts';

const rng = () => rngFromState([1, 2, 3, 4]);

/** Five seats in the first room at tick 0; seat 0 is the impostor; every task lies in room 3. */
const table = (fields: Record<string, unknown> = {}, players: Partial<Player>[] = []): State => {
  const options = OptionsSchema.parse(fields);
  const state = setup(options, options.players, rng());
  return {
    ...state,
    players: state.players.map(
      (player, seat): Player => ({
        ...player,
        role: seat === 0 ? 'impostor' : 'crew',
        tasks: seat === 0 && options.mode === 'paper' ? [] : [3, 3],
        ready: 0,
        ...players[seat],
      }),
    ),
  };
};

/** Everybody waits, or as told by seat. */
const act = (state: State, told: Record<number, Act> = {}): State => {
  const moves = toMove(state).map(({ seat, kind }) => {
    const idle: Act =
      kind === 'speak'
        ? { type: 'silence' }
        : kind === 'ballot'
          ? { type: 'vote', for: null }
          : { type: 'wait' };
    return { seat, acts: [told[seat] ?? idle], text: '' };
  });
  return step(state, moves, rng()).state;
};

const kill = (target: number): Act => ({ type: 'kill', target });
const vote = (seat: number | null): Act => ({ type: 'vote', for: seat });
const types = (state: State, seat: number): string[] => candidates(state, seat, []).map((one) => one.type);

/** Seat 1 lies dead in room 1, found by seat 2, in standard mode. */
const meeting = (fields: Record<string, unknown> = {}): State => {
  const state = table(fields, [{}, { fate: 'killed', body: 1 }, { room: 1, from: 1 }]);
  const present = { ...state, movers: [0, 2, 3, 4] };
  return act(present, { 2: { type: 'report', body: 1 } });
};

const ballots = (state: State, told: Record<number, Act>): State => {
  let at = state;
  while (at.phase === 'talk') at = act(at);
  return act(at, told);
};

test('a strict plurality ejects', () => {
  const after = ballots(meeting(), { 0: vote(3), 2: vote(3), 3: vote(null), 4: vote(0) });
  expect(after.votes[0]).toEqual({ meeting: 0, tally: [1, 0, 0, 2, 0, 1], ejected: 3 });
  expect(after.players[3]?.fate).toBe('ejected');
});

test('a tie ejects nobody', () => {
  const after = ballots(meeting(), { 0: vote(3), 2: vote(3), 3: vote(0), 4: vote(0) });
  expect(after.votes[0]?.ejected).toBeNull();
});

test('ejecting the impostor wins for the crew, the dead included', () => {
  const state = meeting();
  const after = ballots(state, { 0: vote(3), 2: vote(0), 3: vote(0), 4: vote(0) });
  expect(after.end).toEqual({ end: 'terminated', winners: [1, 2, 3, 4], reason: 'ejection' });
  expect(metrics(after)).toMatchObject({ ejections: 1, impostorEjected: 1, crewEjected: 0, voteAccuracy: 1 });
});

test('a kill is remembered by those who look about, not by who is bent over a task or elsewhere', () => {
  const working = { busy: 'task', until: 4, tasks: [0] } as const;
  const state = table({}, [{}, {}, {}, working, { room: 3, from: 3 }]);
  const after = act({ ...state, movers: [0, 1, 2, 4] }, { 0: kill(1) });
  const saw = { tick: 0, room: 0, who: 0, doing: 'kill', victim: 1 };
  expect(after.players.map((player) => player.memory.some((seen) => seen.doing === 'kill'))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
  expect(after.players[2]?.memory[0]).toEqual(saw);
});

test('in standard mode nobody slips away from a kill in the same beat', () => {
  const state = table({}, [
    { room: 1, from: 1 },
    { room: 1, from: 1 },
  ]);
  const after = act(state, { 0: kill(1), 1: { type: 'go', to: 0 } });
  expect(after.players[1]).toMatchObject({ fate: 'killed', body: 1 });
});

test('an ejected seat is seen by nobody and can no longer be killed', () => {
  let state = ballots(meeting(), { 0: vote(3), 2: vote(3), 3: vote(3), 4: vote(null) });
  for (let tick = 0; tick < 6; tick++) state = act(state);
  expect(observe(state, 0).here.map((seen) => seen.who)).toEqual([2, 4]);
  expect(candidates(state, 0, []).filter((one) => one.type === 'kill')).toEqual([kill(2), kill(4)]);
});

test('the impostor can report in standard mode and not in paper mode', () => {
  const dead = [{}, { fate: 'killed', body: 0 }] as const;
  expect(types(table({}, [...dead]), 0)).toContain('report');
  expect(types(table({ mode: 'paper' }, [...dead]), 0)).not.toContain('report');
});

test('pretended work looks like work', () => {
  const busy = { busy: 'task', until: 3, tasks: [0] } as const;
  const state = table({}, [busy, busy]);
  const [first, second] = observe({ ...state, movers: [2, 3, 4] }, 2).here;
  expect({ ...first, who: 1 }).toEqual(second);
  const poses = stage(state, 2)
    .tokens.slice(0, 2)
    .map((token) => token.pose);
  expect(poses).toEqual(['work', 'work']);
});

test('in standard mode all are asked on every beat on which they are free', () => {
  let state = table({ cooldown: 5 });
  for (let tick = 0; tick < 10; tick++) {
    expect(state.movers).toEqual([0, 1, 2, 3, 4]);
    state = act(state);
  }
});

test('in paper mode the impostor is asked at every tick of its countdown', () => {
  const state = table({ mode: 'paper' }, [{ ready: 6, room: 3, from: 3 }]);
  const after = act(state);
  expect([after.tick, after.movers]).toEqual([1, [0]]);
});

test('a meeting of paper mode begins at the next multiple of 50, one of standard mode at once', () => {
  expect(meeting().tick).toBe(0);
  const state = table({ mode: 'paper' }, [{}, { fate: 'killed', body: 0 }]);
  expect(act({ ...state, tick: 7, movers: [2] }, { 2: { type: 'report', body: 1 } }).tick).toBe(50);
});

test('a meeting buries the dead, gathers the living and starts the cooldown afresh', () => {
  const state = meeting({ cooldown: 7 });
  expect(observe(state, 3).living).toEqual([0, 2, 3, 4]);
  expect(state.players[1]).toMatchObject({ gone: true, body: null });
  expect(new Set(state.players.filter((player) => !player.gone).map((player) => player.room))).toEqual(
    new Set([0]),
  );
  expect(observe(ballots(state, {}), 0).cooldown).toBe(7);
});

test('every living seat speaks in each round, and the question stays open until the vote is counted', () => {
  let state = meeting({ rounds: 2 });
  const spoke: number[] = [];
  while (state.phase === 'talk') {
    expect(questions(state)[0]).toMatchObject({ asked: [0, 2, 3, 4], truth: 0 });
    spoke.push(...state.movers);
    state = act(state);
  }
  expect(spoke.slice(0, 4).toSorted()).toEqual([0, 2, 3, 4]);
  expect(spoke.slice(4)).toEqual(spoke.slice(0, 4));
  expect(questions(state)).toHaveLength(1);
  expect(questions(act(state))).toEqual([]);
});

test('a muted meeting is one survey and the vote', () => {
  const state = meeting({ speech: 'muted' });
  expect(state.phase).toBe('vote');
  expect(questions(state)).toHaveLength(1);
});

test('finishing the last task wins, and a kill that leaves no task undone does not', () => {
  const done = { tasks: [] } as const;
  const last = { tasks: [0], busy: 'task', until: 1 } as const;
  const won = act({ ...table({}, [{ room: 3, from: 3 }, last, done, done, done]), movers: [0, 2, 3, 4] });
  expect(won.end).toMatchObject({ reason: 'tasks', winners: [1, 2, 3, 4] });
  const killed = act(table({}, [{}, { tasks: [0] }, done, done, done]), { 0: kill(1) });
  expect(killed.end).toBeNull();
});

test('the impostor wins when it is as strong as the crew', () => {
  const dead = { fate: 'killed', gone: true } as const;
  const state = { ...table({}, [{}, dead, dead]), movers: [0, 3, 4] };
  const { state: after, rewards } = step(
    state,
    [
      { seat: 0, acts: [kill(3)], text: '' },
      { seat: 3, acts: [{ type: 'wait' }], text: '' },
      { seat: 4, acts: [{ type: 'wait' }], text: '' },
    ],
    rng(),
  );
  expect(after.end).toEqual({ end: 'terminated', winners: [0], reason: 'parity' });
  expect(rewards).toEqual([1, -1, -1, -1, -1]);
});

test('a cap cuts the episode off without a winner', () => {
  let state = table({ cap: 20 });
  while (!state.end) state = act(state);
  expect(state.end).toEqual({ end: 'truncated', winners: [], reason: 'cap' });
});

test('what a seat is offered to say does not depend on its role', () => {
  const state = meeting();
  const speaker = state.movers[0] ?? 0;
  const other: State = {
    ...state,
    players: state.players.map((player) => ({
      ...player,
      role: player.role === 'crew' ? 'impostor' : 'crew',
    })),
  };
  expect(candidates(other, speaker, [])).toEqual(candidates(state, speaker, []));
});

test('what has been said is not offered again, and six acts close an utterance', () => {
  const state = meeting();
  const speaker = state.movers[0] ?? 0;
  const chosen = candidates(state, speaker, []).slice(1, 7);
  const next = candidates(state, speaker, chosen.slice(0, 2));
  expect(next[0]).toEqual({ type: 'done' });
  for (const said of chosen.slice(0, 2)) expect(next).not.toContainEqual(said);
  expect(candidates(state, speaker, chosen)).toEqual([{ type: 'done' }]);
});

test('a full memory forgets the dull before the deadly', () => {
  const dull: Sighting = { tick: 1, room: 0, who: 1, doing: 'idle', victim: null };
  const deadly: Sighting = { tick: 0, room: 0, who: 2, doing: 'kill', victim: 3 };
  let memory: readonly Sighting[] = [deadly];
  for (let tick = 0; tick < 2 * MEMORY; tick++) memory = remember(memory, { ...dull, tick });
  expect(memory).toHaveLength(MEMORY);
  expect(memory[0]).toEqual(deadly);
});

test('misspelt and impossible options are refused', () => {
  expect(OptionsSchema.safeParse({ cooldwon: 3 }).success).toBe(false);
  expect(OptionsSchema.safeParse({ width: 1, height: 1 }).success).toBe(false);
  expect(OptionsSchema.safeParse({ cooldown: 60, cap: 50 }).success).toBe(false);
  expect(OptionsSchema.parse({})).toMatchObject({ mode: 'standard', players: 5, cap: 300 });
});
