// What may be done. Speech: whatever the role's vocabulary can say, true or not, wished for or not. The
// desk: what it can be asked now.

import { z } from 'zod';
import type { SeatId } from '../../shared/scenario.ts';
import { isDesk, isPossible } from './desk.ts';
import { ATTRIBUTES, BOOK, BOOKABLE, CLOSED, INFO } from './slots.ts';
import { type Act, ANY, type Domain, type Slot, type State, USER, type Value } from './types.ts';
import { findVenue, worldOf } from './world/index.ts';

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

const TIME = /^\d\d:\d\d$/;
const isTime = (name: Slot): boolean => name === 'time' || name === 'leave' || name === 'arrive';

/** Whether a slot can have the value; free text where its values are many. */
const takes = (name: Slot, wanted: Value): boolean => {
  if (isTime(name)) return TIME.test(wanted);
  return CLOSED[name]?.includes(wanted) ?? true;
};

const isConstraint = (about: Domain, name: Slot): boolean =>
  INFO[about].includes(name) || BOOK[about].includes(name);
const isFact = (about: Domain, name: Slot): boolean =>
  INFO[about].includes(name) || ATTRIBUTES[about].includes(name);

const userMay = (act: z.infer<typeof UserSchema>): boolean => {
  if (act.type === 'inform') {
    if (act.slot === 'name') return act.domain !== 'taxi';
    return isConstraint(act.domain, act.slot) && (act.value === ANY || takes(act.slot, act.value));
  }
  if (act.type !== 'request') return true;
  return act.slot === 'ref' ? BOOKABLE.includes(act.domain) : isFact(act.domain, act.slot);
};

const agentMay = (state: State, act: z.infer<typeof AgentSchema>): boolean => {
  switch (act.type) {
    case 'request':
      return act.slot === 'name' || isConstraint(act.domain, act.slot);
    case 'confirm':
      return act.slot === 'name' || (isConstraint(act.domain, act.slot) && takes(act.slot, act.value));
    case 'inform':
      return isFact(act.domain, act.slot);
    case 'offer':
      return (
        findVenue(worldOf(state.options.world), act.domain, act.name) !== undefined &&
        Object.keys(act.facts).every((name) => INFO[act.domain].includes(name))
      );
    default:
      return true;
  }
};

export const legal = (state: State, seat: SeatId, act: Act): boolean => {
  if (state.end !== null || seat !== state.mover) return false;
  if (seat === USER) {
    const user = UserSchema.safeParse(act);
    return user.success && userMay(user.data);
  }
  const agent = AgentSchema.safeParse(act);
  if (!agent.success) return false;
  return isDesk(agent.data) ? isPossible(state, agent.data) : agentMay(state, agent.data);
};
