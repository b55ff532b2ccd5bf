// Simulated users beside people: `node test/bench/people.ts donation|booking SEAT,SEAT [--turns N] [--talks N]
// [--parts foretold,decided,free] [--seed N]`.
// A SEAT is a seat as on the command line (scripted:model, llm:smollm2-135m+self), or "anyone": what somebody in the
// training dialogues said, drawn without looking at the history. Needs the outside data. Prints one JSON object.
//
// foretold: at turns of people in held-out dialogues, the simulated user is given the person's own history, and its acts
//           are compared with the person's. Every act is drawn as in play, never the likeliest.
// decided:  donation alone: after the person's whole talk, what goes into the jar.
// free:     talks of its own with the counterpart script, with the personas or errands of the same people.

import { parseArgs } from 'node:util';
import { FAULTS } from '../../scenarios/donation/faults.ts';
import { modelsAt, namesModels } from '../../server/cli/language-models.ts';
import { Episode } from '../../server/episode/episode.ts';
import { playOut } from '../../server/episode/play.ts';
import type { Seat, TurnView } from '../../server/episode/seat.ts';
import { keyFromSeed, stream } from '../../server/episode/streams.ts';
import { bootstrap, type Estimate } from '../../server/fit/bootstrap.ts';
import type { LanguageModels } from '../../server/seats/language-models.ts';
import { seatBot } from '../../server/seats/seating.ts';
import { parseKind } from '../../server/seats/spec.ts';
import { type Rng, rngFromState } from '../../shared/rng.ts';
import {
  chanceDistance,
  distanceOf,
  type Foretold,
  foresight,
  lengthsOf,
  type Spoken,
  sharesOf,
  wordsIn,
} from './people-measures.ts';
import { customers, type People, type PersonTurn, persuadees } from './people-source.ts';

const SOURCES: Readonly<Record<string, { read: () => People; partner: string }>> = {
  donation: { read: persuadees, partner: 'scripted:expert' },
  booking: { read: customers, partner: 'scripted:rule' },
};
const PEOPLE = 'anyone';
/** Asked at once, where a model answers. */
const LANES = 8;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    turns: { type: 'string', default: '100000' },
    talks: { type: 'string', default: '100000' },
    parts: { type: 'string', default: 'foretold,decided,free' },
    seed: { type: 'string', default: '1' },
  },
});
const [which = 'donation', kinds = 'scripted:model'] = positionals;
const source = SOURCES[which];
if (!source) throw new Error(`there is no "${which}"; there are ${Object.keys(SOURCES).join(', ')}`);
const people = source.read();
const { scenario } = people;
const seed = Number(values.seed);
const rngFor = (salt: number): Rng => rngFromState([seed + 1, salt + 1, 77, 5]);

/** The first of them in an order of the seed's: the same for every seat. */
const some = <T>(all: readonly T[], most: string): T[] => rngFor(1).shuffle(all).slice(0, Number(most));

const inLanes = async <T, R>(
  all: readonly T[],
  lanes: number,
  each: (one: T, at: number) => Promise<R>,
): Promise<R[]> => {
  const out: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < all.length; at = next++) out[at] = await each(all[at] as T, at);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return out;
};

const seatOf = (text: string, role: string, models: LanguageModels | undefined): Seat => {
  const spec = parseKind(text, scenario);
  if (!spec.ok) throw new Error(spec.error.message);
  if (spec.value.kind === 'human') throw new Error('people are compared with, not seated');
  return seatBot({ scenario, role, seats: 2, models, budget: models?.budget() }, spec.value);
};

interface Asked {
  readonly acts: readonly unknown[];
  /** Nothing usable came of it. */
  readonly lost: boolean;
  readonly seconds: number;
}

/** A turn with a stream of its own: what one seat drew is nothing to the next. */
const viewOf = ({ open }: PersonTurn, rng: Rng): TurnView => {
  const { turn, seat, kind, deadlineMs, observation } = open;
  return { turn, seat, kind, deadlineMs, observation, rng, candidates: (chosen) => open.candidates(chosen) };
};

const asker = (
  text: string,
  models: LanguageModels | undefined,
): ((turn: PersonTurn, at: number) => Promise<Asked>) => {
  if (text === PEOPLE) {
    const rng = rngFor(2);
    return async () => ({ acts: rng.pick(people.before), lost: false, seconds: 0 });
  }
  const seat = seatOf(text, people.role, models);
  return async (turn, at) => {
    const began = performance.now();
    const { acts, forfeit } = await seat.decide(viewOf(turn, stream(keyFromSeed(seed, at), 'people', 0)));
    if (models) process.stderr.write('.');
    return { acts, lost: forfeit ?? false, seconds: (performance.now() - began) / 1000 };
  };
};

const short = ({ value, low, high, n }: Estimate): string => {
  const [a, b, c] = [value, low, high].map((one) => one.toFixed(3));
  return `${a} [${b}, ${c}] n=${n}`;
};

const spokenBy = (dialogue: string, acts: readonly unknown[], text: string): Spoken => ({
  dialogue,
  acts: people.named(acts, false),
  words: wordsIn(text),
});

const lengths = (spoken: readonly Spoken[]): object =>
  Object.fromEntries(
    Object.entries(lengthsOf(spoken, rngFor(3))).map(([name, value]) => [name, short(value)]),
  );

const percent = (counts: Readonly<Record<string, number>>): object =>
  Object.fromEntries(
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([act, count]) => [act, Number((100 * count).toFixed(1))]),
  );

const foretold = (turns: readonly PersonTurn[], asked: readonly Asked[], fine: boolean): Foretold[] =>
  turns.map(({ dialogue, acts }, at) => ({
    dialogue,
    person: people.named(acts, fine),
    simulated: people.named(asked[at]?.acts ?? [], fine),
  }));

const foretelling = async (text: string, models: LanguageModels | undefined): Promise<object> => {
  const turns = some(people.turns, values.turns);
  const asked = await inLanes(turns, models ? LANES : 1, asker(text, models));
  const coarse = foresight(foretold(turns, asked, false), rngFor(4));
  const fine = foresight(foretold(turns, asked, true), rngFor(4));
  const said = turns.map((turn, at) => spokenBy(turn.dialogue, asked[at]?.acts ?? [], ''));
  const persons = turns.map((turn) => spokenBy(turn.dialogue, turn.acts, turn.text));
  return {
    turns: coarse.turns,
    macroF1: short(coarse.macro),
    microF1: short(coarse.micro),
    types: coarse.acts,
    ...(which === 'booking'
      ? { fineMacroF1: short(fine.macro), fineMicroF1: short(fine.micro), kinds: fine.acts }
      : {}),
    distance: short(distanceOf(persons, said, rngFor(5))),
    actsPerTurn: (said.reduce((sum, { acts }) => sum + acts.length, 0) / said.length).toFixed(2),
    lost: asked.filter(({ lost }) => lost).length,
    seconds: (asked.reduce((sum, { seconds }) => sum + seconds, 0) / asked.length).toFixed(2),
  };
};

const centsIn = (acts: readonly unknown[]): number => {
  const [act] = acts;
  return typeof act === 'object' && act !== null && 'cents' in act ? Number(act.cents) : 0;
};

/** Whether it gives where the person gave, and how much, after the same talk and with the same persona. */
const deciding = async (text: string, models: LanguageModels | undefined): Promise<object | undefined> => {
  const turns = some(people.decisions, values.turns);
  if (turns.length === 0 || text === PEOPLE) return undefined;
  const asked = await inLanes(turns, models ? LANES : 1, asker(text, models));
  const pairs = turns.map(({ acts }, at) => ({
    person: centsIn(acts),
    simulated: centsIn(asked[at]?.acts ?? []),
  }));
  const over = (value: (pair: (typeof pairs)[number]) => number): string =>
    short(
      bootstrap(pairs, (list) => list.reduce((sum, pair) => sum + value(pair), 0) / list.length, rngFor(6)),
    );
  const gives = over(({ simulated }) => (simulated > 0 ? 1 : 0));
  return {
    agree: over(({ person, simulated }) => (person > 0 === simulated > 0 ? 1 : 0)),
    personGives: over(({ person }) => (person > 0 ? 1 : 0)),
    gives,
    cents: over(({ simulated }) => simulated),
    personCents: over(({ person }) => person),
    lost: asked.filter(({ lost }) => lost).length,
  };
};

/** Means over episodes; faults are the persuader's. */
const metricsOf = (all: readonly Readonly<Record<string, number>>[]): object => {
  const names = [...new Set(all.flatMap(Object.keys))].filter(
    (name) => !FAULTS.some((fault) => fault === name),
  );
  const meanOf = (name: string): string =>
    short(
      bootstrap(
        all.flatMap((one) => one[name] ?? []),
        (list) => list.reduce((sum, one) => sum + one, 0) / list.length,
        rngFor(7),
      ),
    );
  return Object.fromEntries(names.map((name) => [name, meanOf(name)]));
};

/** Talks of its own. */
const talking = async (text: string, models: LanguageModels | undefined): Promise<object | undefined> => {
  const persons = some([...people.options], values.talks);
  if (text === PEOPLE || persons.length === 0) return undefined;
  const spoken: Spoken[] = [];
  const all = await inLanes(persons, models ? LANES : 1, async ([dialogue, options]) => {
    const key = keyFromSeed(seed, [...people.options.keys()].indexOf(dialogue));
    const episode = new Episode({ scenario, options: scenario.options.parse(options), key, hashing: false });
    const seats = scenario.roles.map((role, seat) =>
      seat === people.seat ? seatOf(text, role, models) : seatOf(source.partner, role, undefined),
    );
    const end = await playOut(episode, seats, {
      record: (entry) => {
        if (entry.type === 'turn' && entry.seat === people.seat && entry.text !== '')
          spoken.push(spokenBy(dialogue, entry.acts, entry.text));
      },
    });
    return end.metrics;
  });
  const others = people.turns.map((turn) => spokenBy(turn.dialogue, turn.acts, turn.text));
  return {
    talks: persons.length,
    distance: short(distanceOf(others, spoken, rngFor(8))),
    byChance: chanceDistance(others, persons.length, rngFor(9)).toFixed(3),
    ...lengths(spoken),
    acts: percent(sharesOf(spoken)),
    metrics: metricsOf(all),
  };
};

const told: Record<string, unknown> = {};
const persons = people.turns.map((turn) => spokenBy(turn.dialogue, turn.acts, turn.text));
told.people = {
  dialogues: new Set(persons.map(({ dialogue }) => dialogue)).size,
  turns: persons.length,
  turnsWithoutAct: people.without,
  ...lengths(persons),
  acts: percent(sharesOf(persons)),
  metrics: metricsOf(people.metrics),
};
/** Parts come out one by one, since models take their time. */
const PARTS = { foretold: foretelling, decided: deciding, free: talking };

for (const text of kinds.split(',')) {
  const models = namesModels([text]) ? modelsAt() : undefined;
  const parts: Record<string, unknown> = {};
  for (const [name, measure] of Object.entries(PARTS)) {
    if (!values.parts.split(',').includes(name)) continue;
    parts[name] = await measure(text, models);
    process.stderr.write(`${text} ${name} ${JSON.stringify(parts[name])}\n`);
  }
  told[text] = parts;
  await models?.close();
}
process.stdout.write(`${JSON.stringify({ scenario: which, seed, ...told }, null, 1)}\n`);
