// Everything that one seat may know, and nothing else. Tested by redeal: two states that differ only
// in what the seat cannot know give equal observations.

import type { SeatId } from '../../shared/scenario.ts';
import {
  type AgentObservation,
  type DeskEntry,
  type Heard,
  type Observation,
  type Said,
  type State,
  USER,
  type Values,
  type World,
} from './types.ts';
import { findVenue, worldOf } from './world/index.ts';

export type Leaflets = AgentObservation['leaflets'];

// An utterance is the same to a seat for ever after; so is what the desk has said.
const own = new WeakMap<Said, Heard>();
const others = new WeakMap<Said, Heard>();
const leaflets = new WeakMap<readonly DeskEntry[], Leaflets>();

const asKnown = (one: Said, seat: SeatId): Heard => {
  const cache = one.seat === seat ? own : others;
  const known = cache.get(one);
  if (known) return known;
  const heard =
    one.seat === seat
      ? { seat: one.seat, acts: one.acts, text: one.text }
      : { seat: one.seat, acts: one.heard, text: one.arrived };
  cache.set(one, heard);
  return heard;
};

/** What the desk knows of every venue that it has named. */
export const leafletsOf = (world: World, desk: readonly DeskEntry[]): Leaflets => {
  const known = leaflets.get(desk);
  if (known) return known;
  const out: Partial<Record<DeskEntry['domain'], Record<string, Values>>> = {};
  for (const { domain, names } of desk)
    for (const name of names) {
      const venue = findVenue(world, domain, name);
      if (!venue) continue;
      const shelf = out[domain] ?? {};
      shelf[name] = venue.facts;
      out[domain] = shelf;
    }
  leaflets.set(desk, out);
  return out;
};

export const observe = (state: State, seat: SeatId): Observation => {
  const { options, said, end } = state;
  const common = {
    world: options.world,
    seat,
    said: said.map((one) => asKnown(one, seat)),
    left: options.cap - said.length,
    over: end !== null,
    wording: options.wording,
  };
  if (seat === USER) return { ...common, role: 'user', goal: state.goal, notes: state.notes };
  return {
    ...common,
    role: 'agent',
    form: state.form,
    desk: state.desk,
    leaflets: leafletsOf(worldOf(options.world), state.desk),
    bookings: state.bookings,
  };
};
