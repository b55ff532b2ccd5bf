// Observations as numbers: the talk as counts and freshness of every type of act of either side, how far it has
// come with the gift, and, for the persuadee alone, who it is and how it feels.

import { ACT_TYPES, centsOf, isInquiry } from './acts.ts';
import { FAULTS, faultsOf } from './faults.ts';
import { heardBy, STANDINGS } from './heard.ts';
import { standing, TRAITS } from './population.ts';
import { isAsked, tallyOf, typeIndex } from './tally.ts';
import { type Act, BUDGET, type Observation, PERSUADER } from './types.ts';

const PHASES = ['talk', 'jar', 'over'];
const TYPES = ACT_TYPES.length;
const GLOBAL = 14;
const OWN_COUNT = GLOBAL;
const OWN_FRESH = OWN_COUNT + TYPES;
const OTHER_COUNT = OWN_FRESH + TYPES;
const OTHER_FRESH = OTHER_COUNT + TYPES;
const SELF = OTHER_FRESH + TYPES;
const MONEY = SELF + TRAITS.length;
export const featureCount = MONEY + STANDINGS.length + 6;

/** Uses of a type after which more look the same. */
const MANY = 4;

const flag = (value: boolean): number => (value ? 1 : 0);

const writeTalk = (observation: Observation, out: Float32Array): void => {
  const { counts, latest } = tallyOf(observation);
  const said = observation.said.length;
  for (let type = 0; type < TYPES; type++)
    for (const seat of [0, 1] as const) {
      const own = seat === observation.seat;
      const at = seat * TYPES + type;
      const last = latest[at] ?? -1;
      out[(own ? OWN_COUNT : OTHER_COUNT) + type] = Math.min(1, (counts[at] ?? 0) / MANY);
      out[(own ? OWN_FRESH : OTHER_FRESH) + type] = last < 0 ? 0 : 1 / (1 + (said - 1 - last) / 2);
    }
};

/** A sum on a log scale, 0 to 1: people's answers go with its logarithm. */
const scaled = (cents: number): number => Math.log1p(cents) / Math.log1p(BUDGET);

/** Where the talk about the gift stands: what was asked for last and at most, how often, and what came of it. */
const writeMoney = (observation: Observation, out: Float32Array): void => {
  const asked: number[] = [];
  let promises = 0;
  for (const { seat, acts } of observation.said)
    for (const act of acts) {
      const cents = centsOf(act);
      if (cents === null) continue;
      if (seat === PERSUADER) asked.push(cents);
      else promises++;
    }
  out[MONEY + STANDINGS.indexOf(heardBy(observation).standing)] = 1;
  const at = MONEY + STANDINGS.length;
  out[at] = flag(asked.length > 0);
  out[at + 1] = scaled(asked.at(-1) ?? 0);
  out[at + 2] = Math.max(0, ...asked) / BUDGET;
  out[at + 3] = Math.min(1, asked.length / MANY);
  out[at + 4] = Math.min(1, promises / MANY);
  out[at + 5] = scaled(observation.promised ?? 0);
};

/** Fixed width featureCount; every number is finite, most in [0, 1], traits about [-3, 3]. */
export const features = (observation: Observation): Float32Array => {
  const out = new Float32Array(featureCount);
  const { role, phase, said, turns, left, promised, persona, mind, gift } = observation;
  const last = said[said.length - 1];
  out[0] = 1;
  out[1] = flag(role === 'persuader');
  out[2 + PHASES.indexOf(phase)] = 1;
  out[5] = said.length / (2 * turns);
  out[6] = left / turns;
  out[7] = turns / 20;
  out[8] = flag(promised !== null);
  out[9] = (promised ?? 0) / BUDGET;
  out[10] = (gift ?? 0) / BUDGET;
  out[11] = mind?.interest ?? 0;
  out[12] = flag(last?.acts.some((act) => isInquiry(act.type)) ?? false);
  out[13] = flag(last?.seat === PERSUADER);
  writeTalk(observation, out);
  writeMoney(observation, out);
  if (persona)
    TRAITS.forEach((trait, index) => {
      out[SELF + index] = Math.max(-4, Math.min(4, standing(persona, trait)));
    });
  return out;
};

const CENTS = TYPES;
const FAULT = CENTS + 10;
const DETAIL = 10 + FAULTS.length;
export const actFeatureCount = TYPES + DETAIL;

/** Fixed width actFeatureCount: type, amount, how often and how lately it has been said, and what would be
 * wrong with it now. */
export const actFeatures = (act: Act, observation: Observation): Float32Array => {
  const out = new Float32Array(actFeatureCount);
  const type = typeIndex(act.type);
  const { counts, latest } = tallyOf(observation);
  const { seat, promised } = observation;
  const said = observation.said.length;
  const at = seat * TYPES + type;
  const last = latest[at] ?? -1;
  out[type] = 1;
  if ('cents' in act) {
    out[CENTS] = 1;
    out[CENTS + 1] = act.cents / BUDGET;
    out[CENTS + 2] = flag(act.cents === promised);
    out[CENTS + 3] = promised === null ? 0 : (act.cents - promised) / BUDGET;
  }
  out[CENTS + 4] = Math.min(1, (counts[at] ?? 0) / MANY);
  out[CENTS + 5] = last < 0 ? 0 : 1 / (1 + (said - 1 - last) / 2);
  out[CENTS + 6] = Math.min(1, (counts[(1 - seat) * TYPES + type] ?? 0) / MANY);
  // Answers count for more while a question is open.
  out[CENTS + 7] = flag((act.type === 'answer' || act.type.includes('-to-inquiry')) && isAsked(observation));
  out[CENTS + 8] = flag(promised !== null);
  if ('cents' in act) out[CENTS + 9] = scaled(act.cents);
  if (seat === PERSUADER)
    for (const fault of faultsOf(act, observation)) out[FAULT + FAULTS.indexOf(fault)] = 1;
  return out;
};
