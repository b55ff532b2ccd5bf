// What the desk refuses, so that a goal's failing bookings fail.

import type { Goal, State } from '../types.ts';

/** Booking details that the desk has to refuse in an episode with this goal; those it ends with are open. */
export const closedFor = (goal: Goal): State['closed'] =>
  goal.domains.flatMap(({ domain, book }) =>
    book.flatMap(({ values, until }) => (until === 'no' ? [{ domain, details: values }] : [])),
  );
