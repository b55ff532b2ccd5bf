// The client's own logic, without a page: lines, the table's state, routes, set-ups, layout.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeLines } from '../client/net/lines.ts';
import {
  changed,
  companyOf,
  filledWith,
  mostPeople,
  newForm,
  othersOf,
  scriptsFor,
  seatsOf,
  setupOf,
  trainedOthers,
} from '../client/net/setup.ts';
import { newTable, reduceTable } from '../client/net/table.ts';
import { hashOfPath, parseRoute } from '../client/route.ts';
import { hitStage, layoutStage } from '../client/stage/layout.ts';
import { JoinSchema, type LineItem, type YouMessage } from '../shared/protocol.ts';
import type { Stage } from '../shared/stage.ts';
import { scenarios } from './client-fixture/answers.ts';
import { meeting, over, ship, vote, wholeShip } from './client-fixture/stages.ts';

const line = (n: number): LineItem => ({ n, seat: null, name: '', kind: 'say', text: `line ${n}` });
const message = (from: number, to: number) => ({
  from,
  items: Array.from({ length: Math.max(0, to - from) }, (_, index) => line(from + index)),
});

test('lines that overlap are taken once, and a gap is named instead of skipped', () => {
  const first = takeLines([], message(0, 3));
  expect(first).toEqual({ lines: [0, 1, 2].map(line), missing: null });
  expect(takeLines(first.lines, message(1, 5)).lines).toEqual([0, 1, 2, 3, 4].map(line));
  expect(takeLines(first.lines, message(5, 7))).toEqual({ lines: first.lines, missing: 3 });
  expect(takeLines(first.lines, message(0, 2)).lines).toBe(first.lines);
});

test('whatever comes in whatever order, lines stay 0, 1, 2, ... and asking for the missing ones ends', () => {
  const piece = fc
    .tuple(fc.nat(40), fc.nat(12))
    .map(([from, count]) => message(from, Math.min(40, from + count)));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      let lines: readonly LineItem[] = [];
      for (const one of pieces) {
        const taken = takeLines(lines, one);
        expect(taken.missing === null || taken.missing === taken.lines.length).toBe(true);
        lines = taken.lines;
        expect(lines.map(({ n }) => n)).toEqual(lines.map((_, index) => index));
      }
      expect(takeLines(lines, message(lines.length, 40)).lines).toHaveLength(40);
    }),
  );
});

const you = (turn: number): YouMessage => ({
  turn,
  kind: 'move',
  observation: null,
  candidates: [],
  chosen: [],
  deadline: 5000,
  now: 1000,
  brief: '',
});

test('settling a decision leaves a newer one that came in before the answer', () => {
  const old = you(1);
  const state = reduceTable(newTable, { type: 'you', you: old, at: 1500 });
  expect(state.clockSkew).toBe(500);
  expect(reduceTable(state, { type: 'settled', you: old }).you).toBeUndefined();
  const newer = reduceTable(state, { type: 'you', you: you(2), at: 1600 });
  expect(reduceTable(newer, { type: 'settled', you: old }).you?.turn).toBe(2);
});

test('addresses are read back, odd ones lead to the lobby, and shared paths become hashes', () => {
  expect(parseRoute('#/room/abc-1?as=spectator')).toEqual({ page: 'room', room: 'abc-1', spectator: true });
  expect(parseRoute('#/replay/ep_1?t=12&as=3')).toEqual({
    page: 'replay',
    episode: 'ep_1',
    frame: 12,
    viewer: '3',
  });
  expect(parseRoute('#/replay/ep_1?t=-4')).toEqual({
    page: 'replay',
    episode: 'ep_1',
    frame: 0,
    viewer: 'all',
  });
  for (const odd of ['', '#', '#/room/', '#/room/<b>', '#/nowhere/x'])
    expect(parseRoute(odd).page).toBe('lobby');
  expect(hashOfPath('/watch/abc', '')).toBe('#/room/abc?as=spectator');
  expect(hashOfPath('/replay/ep-1', '?t=3')).toBe('#/replay/ep-1?t=3');
  expect(hashOfPath('/', '')).toBeUndefined();
});

test('open seats are bounded by the table that was chosen, and a smaller table takes some back', () => {
  const [scenario] = scenarios;
  if (!scenario) throw new Error('the fixture has no scenario');
  const form = newForm(scenario, '', false);
  expect([seatsOf(scenario, form), mostPeople(scenario, form)]).toEqual([6, 5]);
  const full = changed(scenario, form, { people: 5 });
  expect(setupOf(scenario, full).fill?.filter((kind) => kind === 'human')).toHaveLength(6);
  const small = changed(scenario, full, { options: { ...full.options, players: 4 } });
  expect(small.people).toBe(3);
  expect(setupOf(scenario, small).fill?.filter((kind) => kind === 'human')).toHaveLength(4);
  const untold = { ...scenario, controls: [] };
  expect(mostPeople(untold, newForm(untold, '', false))).toBe(scenario.seats.max - 1);
});

test('an option without a default of its own is sent only when it was given', () => {
  const [scenario] = scenarios;
  if (!scenario) throw new Error('the fixture has no scenario');
  const form = newForm(scenario, '', false);
  expect('tasks' in form.options).toBe(false);
  const given = changed(scenario, form, { options: { ...form.options, tasks: 4 } });
  expect(setupOf(scenario, given).options).toEqual({ tasks: 4 });
});

test('agents sit only where one is trained, and the page says who the others are', () => {
  const [ship, talk] = scenarios;
  if (!ship || !talk) throw new Error('the fixture has two scenarios');
  const trained = new Set(['crew']);
  const form = newForm(ship, '', false);
  expect([othersOf(ship, form, trained), companyOf(ship, form)]).toEqual(['bots', 'bots']);
  const agents = { ...form, fill: filledWith(ship, 'agents', trained) };
  expect([othersOf(ship, agents, trained), companyOf(ship, agents)]).toEqual(['agents', 'both']);
  expect(setupOf(ship, agents).fill).toEqual(['crew=agent', 'impostor=scripted:mimic']);
  expect(setupOf(ship, { ...agents, fill: filledWith(ship, 'bots', trained) }).fill).toBeUndefined();
  // Of two seats, one's own role is nobody else's.
  const guest = { ...newForm(talk, '', false), role: 'guest' };
  expect(trainedOthers(talk, guest, new Set(['guest']))).toEqual([]);
  const hosts = { ...guest, fill: filledWith(talk, 'agents', new Set(['host'])) };
  expect([othersOf(talk, hosts, new Set(['host'])), companyOf(talk, hosts)]).toEqual(['agents', 'agents']);
});

test('a seed is sent where one is given', () => {
  const [ship] = scenarios;
  if (!ship) throw new Error('the fixture has a scenario');
  expect(setupOf(ship, newForm(ship, '', false)).seed).toBeUndefined();
  expect(setupOf(ship, { ...newForm(ship, '', false), seed: 0 }).seed).toBe(0);
});

test('an untouched form sends no options, and every form fits what the server takes', () => {
  const [scenario] = scenarios;
  if (!scenario) throw new Error('the fixture has no scenario');
  const form = newForm(scenario, 'Ada', false);
  expect(setupOf(scenario, form)).toEqual({
    scenario: 'impostor',
    as: 'player',
    pace: 'live',
    consent: false,
    name: 'Ada',
  });
  const changed = setupOf(scenario, {
    ...form,
    people: 2,
    role: 'crew',
    options: { ...form.options, players: 8 },
  });
  expect(changed.options).toEqual({ players: 8 });
  expect(changed.fill).toEqual([
    'human',
    'human',
    'human',
    'crew=scripted:greedy',
    'impostor=scripted:mimic',
  ]);
  expect(JoinSchema.safeParse(changed).success).toBe(true);
  expect(scriptsFor(scenario, 'crew').map(({ name }) => name)).toEqual(['random', 'greedy']);
});

const SIZES: [number, number][] = [
  [746, 560],
  [390, 230],
  [1400, 900],
  [320, 180],
];
const STAGES: [string, Stage][] = Object.entries({ ship, wholeShip, meeting, vote, over });

test.each(STAGES)(
  'in "%s" every figure stands inside the picture, apart from the others, and can be clicked',
  (_, stage) => {
    for (const [width, height] of SIZES) {
      const layout = layoutStage(stage, width, height);
      const inSight = stage.tokens.filter(({ place, pose }) => place !== null || pose === 'out');
      for (const { id } of inSight) expect(layout.tokens.has(id), id).toBe(true);
      for (const [id, { x, y }] of layout.tokens) {
        expect(x > 0 && x < width && y > 0 && y < height, `${id} at ${x},${y} of ${width}x${height}`).toBe(
          true,
        );
        for (const [other, spot] of layout.tokens)
          if (other !== id)
            expect(Math.hypot(spot.x - x, spot.y - y), `${id} and ${other}`).toBeGreaterThan(12);
        expect(hitStage(layout, x, y)).toHaveProperty('token');
      }
    }
  },
);

test('a meeting place is drawn as a table, beside the map where there is room and alone where not', () => {
  const wide = layoutStage(meeting, 746, 560);
  expect(wide.table).toBeDefined();
  expect([...wide.places.keys()]).toEqual(ship.places.map(({ id }) => id));
  const narrow = layoutStage(meeting, 390, 230);
  expect(narrow.table).toBeDefined();
  expect(narrow.places.size).toBe(0);
});

test('whoever is out of sight never hides the map behind a table', () => {
  for (const [width, height] of SIZES) {
    const layout = layoutStage(ship, width, height);
    expect(layout.table).toBeUndefined();
    expect(layout.places.size).toBe(ship.places.length);
  }
  const nobody = ship.tokens.map((token) => ({ ...token, place: null, pose: 'idle' as const }));
  expect(layoutStage({ ...ship, tokens: nobody }, 390, 230).tokens.size).toBe(nobody.length);
});
