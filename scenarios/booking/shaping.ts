// Rewards of training only, for the agent. Both read the goal, which no agent sees; neither is in a log or a score.

import type { ShapingReward } from '../../shared/scenario.ts';
import { CLOSED } from './slots.ts';
import { latestBooking } from './state.ts';
import { type Act, AGENT, type Domain, type DomainGoal, type Slot, type State, type World } from './types.ts';
import { answersOf, lastStage, verdict } from './verdict.ts';
import { valuesOf, worldOf } from './world/index.ts';

/** Trust in a value that was heard; the rest is spread over the others. */
const TRUST = 0.9;
/** Price of a question, in slots wholly learned. */
const QUESTION = 0.2;

/** Entropy of what the agent believes of a slot of so many values, as a share of that of knowing nothing. */
export const uncertainty = (values: number, heard: boolean): number => {
  if (!heard) return 1;
  if (values < 2) return 0;
  const rest = (1 - TRUST) / (values - 1);
  const entropy = -TRUST * Math.log(TRUST) - (1 - TRUST) * Math.log(rest);
  return Math.min(1, entropy / Math.log(values));
};

const countOf = (world: World, domain: Domain, slot: Slot): number =>
  CLOSED[slot]?.length ?? Math.max(2, domain === 'taxi' ? 2 : valuesOf(world, domain, slot).length);

/** Sum over the slots that the goal speaks of, so that a question about anything else gains nothing. */
export const openness = ({ goal, form, options }: State): number => {
  const world = worldOf(options.world);
  let sum = 0;
  for (const { domain, info, book } of goal.domains) {
    const known = { ...form.info[domain], ...form.book[domain] };
    for (const slot of Object.keys({ ...lastStage(info), ...lastStage(book) }))
      sum += uncertainty(countOf(world, domain, slot), known[slot] !== undefined);
  }
  return sum;
};

/** H_before - H_after over the slots of the goal, less a price for each question (after SpeakRL, Acikgoz et al. 2025). */
const asking: ShapingReward<State, Act> = {
  about: 'what it learns of the goal, less a price for each question',
  rewards: (before, moves, after) => {
    const asked = moves.flatMap(({ seat, acts }) =>
      seat === AGENT ? acts.filter(({ type }) => type === 'request') : [],
    );
    return [0, openness(before) - openness(after) - QUESTION * asked.length];
  },
};

const share = (flags: readonly boolean[]): number =>
  flags.length === 0 ? 1 : flags.filter((one) => one).length / flags.length;

/** Whether each slot is at the desk as the goal ends. */
const understood = (state: State, { domain, info, book }: DomainGoal): readonly boolean[] => {
  const form = { ...state.form.info[domain], ...state.form.book[domain] };
  const written = latestBooking(state.bookings, domain)?.details ?? {};
  const wanted = Object.entries({ ...lastStage(info), ...lastStage(book) });
  return wanted.map(([slot, value]) => (written[slot] ?? form[slot]) === value);
};

/** How much of the goal is as it should be, in [0, 1]: understood, found, answered, booked; 0 when all is over. */
export const served = (state: State): number => {
  if (state.end !== null) return 0;
  const verdicts = verdict(state);
  let sum = 0;
  state.goal.domains.forEach((goal, at) => {
    const { venue, booked } = verdicts[at] ?? { venue: false, booked: null };
    const parts = [share(understood(state, goal)), venue ? 1 : 0, share(answersOf(state, goal))];
    if (booked !== null) parts.push(booked ? 1 : 0);
    sum += parts.reduce((total, part) => total + part, 0) / parts.length;
  });
  return sum / Math.max(1, state.goal.domains.length);
};

/** Potential-based (Ng, Harada and Russell 1999): it changes when a reward comes, not what is best. */
const progress: ShapingReward<State, Act> = {
  about: 'how much more of the goal is as it should be; taken back at the end',
  rewards: (before, _moves, after) => [0, served(after) - served(before)],
};

/** Paid once, at the end: more of it makes success dearer beside the price of every utterance. */
const service: ShapingReward<State, Act> = {
  about: "success alone, on top of the rules' own rewards",
  rewards: (before, _moves, after) => [0, before.end === null && after.end?.reason === 'served' ? 1 : 0],
};

export const shaping: Readonly<Record<string, ShapingReward<State, Act>>> = { asking, progress, service };
