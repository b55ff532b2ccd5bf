// What each seat and the public are shown of a booking: its own part, and nothing of the other's.

import { describe, expect, test } from 'vitest';
import { booking } from '../scenarios/booking/index.ts';
import { type Act, AGENT, type State, USER } from '../scenarios/booking/types.ts';
import { findVenue, worldOf } from '../scenarios/booking/world/index.ts';
import { rngFromState } from '../shared/rng.ts';
import { reaches, type Scenario, type Viewer } from '../shared/scenario.ts';
import { redealDifferences } from './doubles/redeal.ts';
import { walk } from './doubles/walk.ts';

const scenario = booking as Scenario;
const rng = rngFromState([9, 8, 7, 6]);
const fresh = (options = {}): State => booking.setup(booking.options.parse(options), 2, rng);

/** Says acts in words, or calls the desk. */
const onward = (state: State, ...acts: Act[]): State => {
  const seat = state.mover;
  const text = booking.phrase(acts, booking.observe(state, seat), rng);
  return booking.step(state, [{ seat, acts, text }], rng).state;
};

/** Everything that is sent to a viewer. */
const shown = (state: State, viewer: Viewer): string => {
  const lines = booking.narrate(state).filter((line) => reaches(line, viewer));
  const parts: unknown[] = [booking.stage(state, viewer), lines];
  if (typeof viewer === 'number') {
    const observation = booking.observe(state, viewer);
    const offered = booking.candidates(state, viewer, []);
    parts.push(observation, booking.brief(observation), offered);
    parts.push(offered.map((act) => booking.label(act, observation)));
  }
  return JSON.stringify(parts).toLowerCase();
};

const textsFor = (state: State, viewer: Viewer): string[] =>
  booking
    .narrate(state)
    .filter((line) => reaches(line, viewer))
    .map((line) => line.text);

describe('the goal', () => {
  const dealt = fresh();
  const secret: State = {
    ...dealt,
    goal: {
      id: 'secret',
      domains: [
        {
          domain: 'restaurant',
          info: [{ values: { food: 'zorblaxian' }, until: 'end' }],
          book: [{ values: { people: '7' }, until: 'end' }],
          request: ['postcode'],
          withheld: [],
          from: {},
          impossible: false,
        },
      ],
    },
  };
  const asked = onward(secret, { type: 'need', domain: 'restaurant' });

  test.each([AGENT, 'public'] as const)('is not shown to %s before the end', (viewer) => {
    for (const state of [secret, asked]) expect(shown(state, viewer)).not.toContain('zorblax');
  });

  test('is shown to the user, to "all", and at the end to everybody', () => {
    for (const viewer of [USER, 'all'] as const) expect(shown(asked, viewer)).toContain('zorblax');
    const over = onward(onward(asked, { type: 'more' }), { type: 'bye' });
    expect(over.end?.reason).toBe('unserved');
    for (const viewer of [USER, AGENT, 'public', 'all'] as const)
      expect(shown(over, viewer)).toContain('zorblax');
  });
});

describe('the desk', () => {
  const found = onward(onward(fresh(), { type: 'need', domain: 'hotel' }), {
    type: 'search',
    domain: 'hotel',
  });
  const [name = ''] = found.desk[0]?.names ?? [];

  test('what it finds is for the agent alone, that it was asked is seen by all', () => {
    expect(shown(found, AGENT)).toContain(name);
    for (const viewer of [USER, 'public'] as const) {
      expect(shown(found, viewer)).not.toContain(name);
      expect(textsFor(found, viewer)).toEqual(['Clerk looks up hotels.']);
    }
    expect(textsFor(found, AGENT)).toHaveLength(2);
  });

  test('an offer puts the venue on the map of whoever has heard it', () => {
    const facts = findVenue(worldOf('town'), 'hotel', name)?.facts ?? {};
    const { type = '', area = '' } = facts;
    const told = onward(found, { type: 'offer', domain: 'hotel', name, facts: { type, area } });
    const tokens = booking.stage(told, USER).tokens.filter((token) => token.seat === null);
    expect(tokens.map((token) => [token.label.toLowerCase(), token.place])).toEqual([[name, area]]);
    expect(booking.stage(told, 'public').tokens).toHaveLength(2);
  });

  test('what the agent has understood is not shown to the user', () => {
    const heard: State = { ...found, form: { ...found.form, info: { hotel: { area: 'zorblaxian' } } } };
    expect(shown(heard, AGENT)).toContain('zorblax');
    for (const viewer of [USER, 'public'] as const) expect(shown(heard, viewer)).not.toContain('zorblax');
  });
});

describe('words that were garbled on their way', () => {
  const options = booking.options.parse({ channel: 'words', noise: 0.5 });

  test('the listener reads what arrived, everybody else what was sent', () => {
    let garbled = 0;
    for (const seed of [1, 2, 3, 4, 5, 6])
      walk(scenario, options, seed, (point) => {
        const state = point.state as State;
        const last = state.said.at(-1);
        if (!last || state.end || point.moves[0]?.acts[0] === undefined || last.text === last.arrived) return;
        if (state.desk.at(-1)?.at === state.said.length || last.text.trim() === '') return;
        garbled++;
        const listener = 1 - last.seat;
        for (const viewer of [last.seat, 'public'] as const)
          expect(textsFor(state, viewer)).toContain(last.text.trim());
        expect(textsFor(state, listener)).not.toContain(last.text.trim());
        const stages = { own: booking.stage(state, last.seat), other: booking.stage(state, listener) };
        expect(stages.own.speech?.text).toBe(last.text.trim());
        expect(stages.other.speech?.text).not.toBe(last.text.trim());
      });
    expect(garbled).toBeGreaterThan(20);
  });

  test('a redeal changes nothing that a seat can see', () => {
    for (const seed of [11, 12, 13, 14, 15, 16])
      walk(scenario, options, seed, ({ state, step }) => {
        for (const seat of [USER, AGENT])
          expect(redealDifferences(scenario, state, seat, step).differences).toEqual([]);
      });
  });
});

describe('lines', () => {
  test('the errand is told to the user alone', () => {
    const state = fresh();
    expect(textsFor(state, 'public')).toHaveLength(1);
    expect(textsFor(state, USER).length).toBeGreaterThan(1);
    expect(textsFor(state, AGENT)).toHaveLength(2);
  });

  test('who lets the time run out says nothing', () => {
    const state = onward(fresh(), booking.defaultAct(fresh(), USER));
    expect(textsFor(state, 'public')).toEqual(['Customer says nothing.']);
    expect(state.mover).toBe(AGENT);
  });

  test('a remark is heard like any other words', () => {
    const move = { seat: USER, acts: [], text: 'I need a cheap hotel' };
    const { state } = booking.step(fresh(), [move], rng);
    expect(state.form.info).toEqual({ hotel: { price: 'cheap' } });
  });
});

describe('options', () => {
  test.each([
    [{ goal: 'no such goal' }, /has no goal "no such goal"/],
    [{ vague: 2 }, /vague|<=|at most|less/i],
    [{ worlds: 'town' }, /worlds/],
    [{ world: 'multiwoz' }, /import multiwoz/],
  ])('%j is refused in a sentence', (options, sentence) => {
    const parsed = booking.options.safeParse(options);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues.map((issue) => issue.message).join(' ')).toMatch(sentence);
  });

  test('a goal can be chosen by its id', () => {
    const { goal } = fresh();
    expect(fresh({ goal: goal.id }).goal).toEqual(goal);
  });
});

describe('commands to the desk, typed at the agent seat', () => {
  const state = onward(fresh(), { type: 'need', domain: 'hotel' });
  test.each([
    ['search hotels', { type: 'search', domain: 'hotel' }],
    ['look up trains', { type: 'search', domain: 'train' }],
    ['book it', { type: 'book', domain: 'hotel' }],
  ])('%s', (text, act) => {
    expect(booking.interpret(text, booking.observe(state, AGENT))).toEqual([act]);
  });
});
