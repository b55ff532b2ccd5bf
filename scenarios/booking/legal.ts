// What may be done. Speech: whatever the role's vocabulary can say, true or not, wished for or not. The
// desk: what it can be asked now.

import { z } from 'zod';
import type { SeatId } from '../../shared/scenario.ts';
import { isDesk, isPossible } from './desk.ts';
import { type Act, type State, USER } from './types.ts';
import { agentCanSay, userCanSay } from './vocabulary.ts';
import { worldOf } from './world/index.ts';

const domain = z.enum(['restaurant', 'hotel', 'attraction', 'train', 'taxi']);
const slot = z.string().max(20);
const value = z.string().min(1).max(120);

const bare = <T extends string>(type: T) => z.strictObject({ type: z.literal(type) });
const about = <T extends string>(type: T) => z.strictObject({ type: z.literal(type), domain });
const asking = z.strictObject({ type: z.literal('request'), domain, slot });
const telling = z.strictObject({ type: z.literal('inform'), domain, slot, value });

const UserSchema = z.discriminatedUnion('type', [
  about('need'),
  telling,
  asking,
  bare('affirm'),
  bare('deny'),
  about('drop'),
  bare('greet'),
  bare('thank'),
  bare('bye'),
  bare('done'),
]);

const AgentSchema = z.discriminatedUnion('type', [
  about('search'),
  about('book'),
  asking,
  z.strictObject({ type: z.literal('offer'), domain, name: value, facts: z.record(slot, value) }),
  telling,
  z.strictObject({ type: z.literal('confirm'), domain, slot, value }),
  about('no-offer'),
  z.strictObject({ type: z.literal('booked'), domain, ref: z.string().regex(/^[a-z0-9]{4,16}$/) }),
  about('apologise'),
  bare('more'),
  bare('greet'),
  bare('bye'),
  bare('done'),
]);

export const legal = (state: State, seat: SeatId, act: Act): boolean => {
  if (state.end !== null || seat !== state.mover) return false;
  if (seat === USER) {
    const user = UserSchema.safeParse(act);
    return user.success && userCanSay(user.data);
  }
  const agent = AgentSchema.safeParse(act);
  if (!agent.success) return false;
  if (isDesk(agent.data)) return isPossible(state, agent.data);
  return agentCanSay(agent.data, worldOf(state.options.world));
};
