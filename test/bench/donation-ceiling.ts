// The best mean gift that any persuader could reach over the fitted persuadee, beside those of the scripts:
// `node test/bench/donation-ceiling.ts [episodes] [all|heldout] [scripts]`. Prints one JSON object; a minute of computing
// for the mannered planner alone.
//
// bound:    a planner that knows how inclined each persuadee is (donation-plan.ts), over the personas.
// planner:  what is reached by one that knows only what is said: a belief over inclinations, from the replies.
// mannered: the same, but nothing it says has a fault (scenarios/donation/faults.ts); its bound is an upper one.

import { FAULTS, type Fault, faultsOf } from '../../scenarios/donation/faults.ts';
import { donation } from '../../scenarios/donation/index.ts';
import { faultRates } from '../../scenarios/donation/metrics.ts';
import { beginMind, contextOf, drawPersona, hearActs, replyOdds } from '../../scenarios/donation/model.ts';
import { type Stand, standAfter } from '../../scenarios/donation/model-reply.ts';
import {
  type Act,
  type Mind,
  type Observation,
  PERSUADEE,
  type State,
} from '../../scenarios/donation/types.ts';
import { Episode } from '../../server/episode/episode.ts';
import { playOut } from '../../server/episode/play.ts';
import { keyFromSeed } from '../../server/episode/streams.ts';
import { bootstrap } from '../../server/fit/bootstrap.ts';
import { ScriptedSeat } from '../../server/seats/scripted-seat.ts';
import { rngFromState } from '../../shared/rng.ts';
import { defineScenario, type Scenario, type ScriptView } from '../../shared/scenario.ts';
import { usesAfter } from './donation-lines.ts';
import { bestLine, Plan } from './donation-plan.ts';

const EPISODES = Number(process.argv[2] ?? 5000);
const PERSONAS = process.argv[3] === 'heldout' ? 'heldout' : 'all';
const SCRIPTS = (process.argv[4] ?? 'random,inform,expert,planner,mannered').split(',');
const DRAWN = 20_000;
const GRID = Array.from({ length: 15 }, (_, at) => -4.2 + 0.6 * at);
const SEED = 17;

/** Inclinations of personas: how often each is nearest to a point of the grid. */
const prior = (): Float64Array => {
  const rng = rngFromState([SEED, 1, 1, 1]);
  const shares = new Float64Array(GRID.length);
  for (let n = 0; n < DRAWN; n++) {
    const { inclination = 0 } = beginMind(drawPersona(rng, PERSONAS), rng);
    const off = GRID.map((one) => Math.abs(one - inclination));
    const at = off.indexOf(Math.min(...off));
    shares[at] = (shares[at] ?? 0) + 1 / DRAWN;
  }
  return shares;
};

const blank: Mind = { interest: 0, inclination: 0, heard: 0, blamed: 0, asked: 0 };

/** Chance that a mind says what was said. */
const likelihood = (mind: Mind, observation: Observation, upTo: number): number => {
  const said = observation.said.slice(0, upTo);
  const own = said.filter(({ seat }) => seat === PERSUADEE).length;
  const context = contextOf(said, observation.turns - own - 1, observation.promised);
  const words = new Set<string>(observation.said[upTo]?.acts.map(({ type }) => type));
  return replyOdds(mind, context).reduce((product, slot) => {
    const picked = slot.filter(({ type }) => words.has(type));
    const options = picked.length > 0 ? picked : slot.filter(({ type }) => type === 'nothing');
    return (
      product *
      Math.max(
        1e-6,
        options.reduce((sum, { weight }) => sum + weight, 0),
      )
    );
  }, 1);
};

/** What the talk so far tells of the inclination. */
const beliefIn = (observation: Observation, from: Float64Array): Float64Array => {
  const belief = Float64Array.from(from);
  let mind = blank;
  observation.said.forEach(({ seat, acts }, at) => {
    if (seat !== PERSUADEE) {
      mind = hearActs(mind, acts, at >> 1);
      return;
    }
    let sum = 0;
    GRID.forEach((inclination, point) => {
      belief[point] = (belief[point] ?? 0) * likelihood({ ...mind, inclination }, observation, at);
      sum += belief[point] ?? 0;
    });
    for (let point = 0; point < belief.length; point++) belief[point] = (belief[point] ?? 0) / sum;
  });
  return belief;
};

/** Said twice at the outset: every act that moves people towards giving. */
const GOOD: readonly Act[] = [
  { type: 'greeting' },
  { type: 'source-related-inquiry' },
  { type: 'personal-story' },
  { type: 'donation-information' },
  { type: 'self-modeling' },
];
const GOOD_TURNS = 2;
/** The first words of who minds manners: what informs is kept for a request. */
const FIRST = GOOD.filter(({ type }) => type !== 'donation-information' && type !== 'personal-story');

/** What stands for a personal story once that is told, in order. */
const ARGUMENTS = ['personal-story', 'self-modeling', 'logical-appeal', 'emotion-appeal'] as const;

/** An option of a mannered plan in words: with an argument that is not worn out; undefined: something is at fault. */
const politely =
  (observation: Observation) =>
  (acts: readonly Act[]): readonly Act[] | undefined => {
    const fault = (act: Act): boolean => faultsOf(act, observation, acts).length > 0;
    const argument = ARGUMENTS.find((type) => !fault({ type }));
    const said = acts.map((act) => (act.type === 'personal-story' && argument ? { type: argument } : act));
    return said.some(fault) ? undefined : said;
  };

const usedBy = ({ said }: Observation): number =>
  said.reduce((uses, { seat, acts }) => (seat === PERSUADEE ? uses : (usesAfter(uses, acts) ?? uses)), 0);

const plannerScript = (plans: readonly Plan[], from: Float64Array, mannered: boolean) => ({
  summary: 'Plans ahead over the fitted model.',
  roles: ['persuader'],
  decide: ({ observation }: ScriptView<State, Act, Observation>): readonly Act[] => {
    const turn = (observation.said.length + 1) >> 1;
    if (turn < (mannered ? 1 : GOOD_TURNS)) return [...(mannered ? FIRST : GOOD), { type: 'done' }];
    let stand: Stand = 'open';
    let mind = blank;
    for (const { seat, acts } of observation.said)
      if (seat === PERSUADEE) stand = standAfter(stand, acts);
      else mind = hearActs(mind, acts, 0);
    const { promised } = observation;
    const uses = mannered ? usedBy(observation) : 0;
    const place = { turn, stand, promised, asked: mind.asked ?? 0, uses };
    const say = mannered ? politely(observation) : undefined;
    const acts = bestLine(plans, beliefIn(observation, from), place, say);
    return [...acts, ...(acts.length < 6 ? [{ type: 'done' } as const] : [])];
  },
});

interface Reached {
  readonly cents: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly gave: number;
  readonly faults: Readonly<Record<Fault, number>>;
}

const play = async (
  scenario: Scenario<State, Act, Observation>,
  script: string,
  episodes: number,
): Promise<Reached> => {
  const gifts: number[] = [];
  const faults: Record<Fault, number> = { repetition: 0, pressing: 0, inconsistency: 0, guilt: 0 };
  for (let index = 0; index < episodes; index++) {
    const episode = new Episode({
      scenario: scenario as Scenario,
      options: scenario.options.parse({ personas: PERSONAS }),
      key: keyFromSeed(SEED, index),
      hashing: false,
    });
    const seats = [script, 'model'].map(
      (name, seat) => new ScriptedSeat(scenario as Scenario, name, scenario.roles[seat] ?? ''),
    );
    await playOut(episode, seats, {});
    const { gift, said } = episode.state as State;
    gifts.push(gift ?? 0);
    const rates = faultRates(said);
    for (const fault of FAULTS) faults[fault] += rates[fault] / episodes;
  }
  const { value, low, high, n } = bootstrap(
    gifts,
    (some) => some.reduce((sum, one) => sum + one, 0) / some.length,
    rngFromState([SEED, 2, 2, 2]),
    500,
  );
  const gave = gifts.filter((gift) => gift > 0).length / gifts.length;
  return { cents: value, low, high, n, gave, faults };
};

const from = prior();
const planned = (mannered: boolean): { plans: readonly Plan[]; bound: number } => {
  const plans = GRID.map((inclination) => new Plan(inclination, mannered));
  return { plans, bound: plans.reduce((sum, plan, at) => sum + (from[at] ?? 0) * plan.start, 0) };
};
const free = SCRIPTS.includes('planner') ? planned(false) : undefined;
const polite = SCRIPTS.includes('mannered') ? planned(true) : undefined;
const scenario = defineScenario({
  ...donation,
  scripts: {
    ...donation.scripts,
    planner: plannerScript(free?.plans ?? [], from, false),
    mannered: plannerScript(polite?.plans ?? [], from, true),
  },
});
const reached: Record<string, Reached> = {};
for (const script of SCRIPTS) reached[script] = await play(scenario, script, EPISODES);
console.log(JSON.stringify({ boundCents: free?.bound, manneredBoundCents: polite?.bound, reached }));
