// Arbitrary observations of a discussion, and speech acts that fit them.

import fc from 'fast-check';
import type { Act, Observation, SpeechAct } from '../../scenarios/impostor/types.ts';
import { talking } from './impostor-utterances.ts';

export const observations: fc.Arbitrary<Observation> = fc
  .record({
    players: fc.integer({ min: 4, max: 10 }),
    width: fc.integer({ min: 1, max: 4 }),
    height: fc.integer({ min: 2, max: 4 }),
    seat: fc.nat(9),
    mode: fc.constantFrom('paper' as const, 'standard' as const),
    role: fc.constantFrom('crew' as const, 'impostor' as const),
    phase: fc.constantFrom('talk' as const, 'vote' as const, 'ship' as const),
    reporter: fc.nat(9),
    speaker: fc.nat(9),
    named: fc.nat(9),
    spoke: fc.boolean(),
  })
  .map(({ players, reporter, speaker, named, spoke, ...rest }) =>
    talking({
      ...rest,
      players,
      seat: rest.seat % players,
      meetings: [{ number: 0, tick: 30, reporter: reporter % players, body: 1, room: 0, dead: [1] }],
      said: spoke
        ? [
            {
              meeting: 0,
              seat: speaker % players,
              acts: [{ type: 'accuse', who: named % players }],
              text: 'x',
            },
          ]
        : [],
    }),
  );

export const actsFor = ({ names, seat, width, height }: Observation): fc.Arbitrary<SpeechAct> => {
  const other = fc.constantFrom(...names.flatMap((_, who) => (who === seat ? [] : [who])));
  const anybody = fc.option(other);
  const room = fc.option(fc.nat(width * height - 1));
  const tick = fc.option(fc.nat(3000));
  const type = <T extends SpeechAct['type']>(name: T) => fc.constant(name);
  const seen = fc.record({
    type: type('saw'),
    who: anybody,
    room,
    tick,
    doing: fc.constantFrom('task', 'walk', 'idle'),
    victim: fc.constant(null),
  });
  const struck = fc
    .record({
      type: type('saw'),
      who: anybody,
      room,
      tick,
      doing: fc.constantFrom('kill', 'body'),
      victim: anybody,
    })
    .map((act) => (act.victim === act.who ? { ...act, victim: null } : act));
  return fc.oneof(
    { arbitrary: fc.record({ type: fc.constantFrom('accuse', 'defend', 'doubt'), who: other }), weight: 2 },
    fc.record({ type: type('agree'), who: anybody }),
    fc.record({ type: type('plan'), vote: anybody }),
    {
      arbitrary: fc.record({
        type: type('ask'),
        who: anybody,
        about: fc.constantFrom('where', 'who', 'why', 'vote'),
      }),
      weight: 2,
    },
    {
      arbitrary: fc.record({
        type: type('alibi'),
        room,
        tick,
        with: anybody,
        doing: fc.constantFrom(null, 'task', 'walk', 'idle'),
      }),
      weight: 3,
    },
    { arbitrary: seen, weight: 2 },
    { arbitrary: struck, weight: 2 },
  );
};

export const key = (act: Act): string => JSON.stringify(act);

export const situations = (most: number): fc.Arbitrary<[Observation, SpeechAct[], number]> =>
  observations.chain((observation) =>
    fc.tuple(
      fc.constant(observation),
      fc.uniqueArray(actsFor(observation), { minLength: 1, maxLength: most, selector: key }),
      fc.integer(),
    ),
  );
