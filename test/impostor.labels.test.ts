// Buttons and the brief of the impostor scenario.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brief } from '../scenarios/impostor/brief.ts';
import { label } from '../scenarios/impostor/labels.ts';
import type { Act } from '../scenarios/impostor/types.ts';
import { actsFor, key, observations } from './doubles/impostor-speech.ts';
import { talking } from './doubles/impostor-utterances.ts';

test('labels are short, never empty, and distinct among distinct acts', () => {
  const many = observations.chain((observation) =>
    fc.tuple(
      fc.constant(observation),
      fc.uniqueArray(actsFor(observation), { minLength: 30, maxLength: 60, selector: key }),
    ),
  );
  fc.assert(
    fc.property(many, ([observation, speech]) => {
      const acts: Act[] = [
        ...speech,
        { type: 'silence' },
        { type: 'done' },
        { type: 'wait' },
        { type: 'task' },
      ];
      for (const seat of observation.names.keys())
        acts.push(
          { type: 'vote', for: seat },
          { type: 'kill', target: seat },
          { type: 'report', body: seat },
        );
      for (const room of observation.roomNames.keys()) acts.push({ type: 'go', to: room });
      const labels = acts.map((act) => label(act, observation));
      for (const { label: text, group } of labels) {
        expect(text).toMatch(/^\S.{1,79}$/);
        expect(group).not.toBe('');
      }
      expect(new Set(labels.map(({ label: text }) => text)).size).toBe(acts.length);
    }),
    { numRuns: 500 },
  );
});

test('a walk names its place on the stage, and an act aimed at a seat that seat', () => {
  const observation = talking({ players: 5 });
  expect(label({ type: 'go', to: 2 }, observation)).toMatchObject({
    label: 'Walk to Galley',
    place: 'room-2',
  });
  expect(label({ type: 'accuse', who: 3 }, observation)).toMatchObject({ label: 'Accuse Purple', seat: 3 });
  expect(label({ type: 'plan', vote: null }, observation)).not.toHaveProperty('seat');
});

test('the brief tells the role, the goal, and what the seat has seen', () => {
  const text = brief(
    talking({
      players: 5,
      seat: 1,
      tasks: [2],
      tasksDone: 1,
      memory: [{ tick: 12, room: 1, who: 3, doing: 'kill', victim: 4 }],
      meetings: [{ number: 0, tick: 14, reporter: 2, body: 4, room: 1, dead: [4] }],
      said: [{ meeting: 0, seat: 0, acts: [], text: 'hello there' }],
    }),
  );
  for (const part of [
    'You are CREW',
    '[12] Purple killing Blue in Electrical (1,0)',
    'Galley (0,1)',
    'hello there',
  ])
    expect(text).toContain(part);
  expect(text).not.toContain('IMPOSTOR');
});

test('the brief tells each side and each mode what is different for it', () => {
  const crew = brief(talking({ players: 5, mode: 'paper' }));
  const liar = brief(talking({ players: 5, mode: 'paper', role: 'impostor', cooldown: 3 }));
  const mended = brief(talking({ players: 5, role: 'impostor', cooldown: 0, tasks: [1] }));
  expect(crew).toContain('Only crew can report a body');
  expect(crew).not.toContain('You can kill');
  expect(liar).toContain('You can kill in 3 ticks');
  expect(mended).toContain('You can kill now');
  expect(mended).toContain('Tasks that you can pretend: Electrical (1,0)');
});
