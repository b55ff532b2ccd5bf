// What may be done. Moves and ballots: exactly what is offered. Speech: whatever is well formed; whether
// it is true never matters.

import { z } from 'zod';
import type { SeatId } from '../../shared/scenario.ts';
import { candidates } from './candidates.ts';
import type { State } from './state.ts';
import type { Act } from './types.ts';

const whole = z.number().int().min(0);
const maybe = whole.nullable();

const SpeechSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('accuse'), who: whole }),
  z.strictObject({ type: z.literal('defend'), who: whole }),
  z.strictObject({ type: z.literal('doubt'), who: whole }),
  z.strictObject({ type: z.literal('agree'), who: maybe }),
  z.strictObject({ type: z.literal('ask'), who: maybe, about: z.enum(['where', 'who', 'why', 'vote']) }),
  z.strictObject({ type: z.literal('plan'), vote: maybe }),
  z.strictObject({
    type: z.literal('alibi'),
    room: maybe,
    tick: maybe,
    with: maybe,
    doing: z.enum(['task', 'walk', 'idle']).nullable(),
  }),
  z.strictObject({
    type: z.literal('saw'),
    who: maybe,
    room: maybe,
    tick: maybe,
    doing: z.enum(['kill', 'task', 'walk', 'idle', 'body']),
    victim: maybe,
  }),
  z.strictObject({ type: z.literal('silence') }),
  z.strictObject({ type: z.literal('done') }),
]);

type Speech = z.infer<typeof SpeechSchema>;

/** Seats that the act names. */
const named = (act: Speech): readonly (SeatId | null)[] => {
  switch (act.type) {
    case 'plan':
      return [act.vote];
    case 'alibi':
      return [act.with];
    case 'saw':
      return [act.who, act.victim];
    default:
      return 'who' in act ? [act.who] : [];
  }
};

const wellFormed = (state: State, act: Speech): boolean => {
  const { width, height } = state.options;
  if (named(act).some((seat) => seat !== null && seat >= state.players.length)) return false;
  if (act.type !== 'alibi' && act.type !== 'saw') return true;
  return (act.room === null || act.room < width * height) && (act.tick === null || act.tick <= state.tick);
};

const sameMove = (one: Act, other: Act): boolean => {
  if (one.type === 'go') return other.type === 'go' && other.to === one.to;
  if (one.type === 'kill') return other.type === 'kill' && other.target === one.target;
  if (one.type === 'report') return other.type === 'report' && other.body === one.body;
  if (one.type === 'vote') return other.type === 'vote' && other.for === one.for;
  return one.type === other.type;
};

export const legal = (state: State, seat: SeatId, act: Act): boolean => {
  if (!state.movers.includes(seat)) return false;
  if (state.phase !== 'talk') return candidates(state, seat, []).some((offer) => sameMove(offer, act));
  const speech = SpeechSchema.safeParse(act);
  return speech.success && wellFormed(state, speech.data);
};
