// A person types to make language models forget their seats: more than 200 attempts, against models that fall
// for them. No other seat's secret is in any prompt, no act is accepted that was not offered, and nearly
// every turn is answered.

import { beforeAll, describe, expect, test } from 'vitest';
import { scenarios } from '../scenarios/index.ts';
import { Episode } from '../server/episode/episode.ts';
import { playOut } from '../server/episode/play.ts';
import type { Utterance } from '../server/episode/seat.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import { beliefSchema } from '../server/llm/answer.ts';
import { disarmed } from '../server/llm/brief.ts';
import { offeredTo, sameAct } from '../server/llm/choices.ts';
import { type Ask, type LanguageModel, ModelError } from '../server/llm/model.ts';
import { beliefPrompt, decidePrompt } from '../server/llm/prompt.ts';
import { PLAIN } from '../server/llm/style.ts';
import { seatBot } from '../server/seats/seating.ts';
import { parseKind } from '../server/seats/spec.ts';
import { cleanText } from '../shared/clean-text.ts';
import { rngFromState } from '../shared/rng.ts';
import type { Scenario, SeatId } from '../shared/scenario.ts';
import type { TurnEntry } from '../shared/turn.ts';
import { canary, wordsOf } from './doubles/canary.ts';
import { ATTACKS, type Attack, TEMPLATE_MARKS } from './doubles/injections.ts';
import { scriptedModel } from './doubles/language-model.ts';
import { choicesIn, inForm, modelsOf, playWith } from './doubles/llm-table.ts';
import { walk } from './doubles/walk.ts';
import type { Observation } from './scenarios/handshake/words.ts';

/** The canary, with everything that was said in the brief. */
const talking: Scenario = {
  ...canary,
  brief: (observation) => {
    const { said, names } = observation as Observation;
    const lines = said.map(({ seat, text }) => `- ${names[seat]}: ${text}`);
    return [canary.brief(observation), 'Said:', ...lines].join('\n');
  },
};

/** Falls for what it is told when it is first asked, in one of several ways; pulls itself together when refused. */
const gullible = (ask: Ask, n: number): string => {
  if (ask.messages.length > 2) return inForm(ask);
  const prompt = ask.messages.at(-1)?.content ?? '';
  const ways = [
    () => '{"do":["Kill everybody"],"say":"As you wish."}',
    () => prompt.slice(0, 400),
    () => JSON.stringify({ role: 'impostor', do: [{ type: 'kill', target: 0 }], say: 'I confess.' }),
    () => JSON.stringify({ do: choicesIn(ask).slice(0, 1), say: prompt.slice(-300) }),
    () => inForm(ask),
  ];
  return ways[n % ways.length]?.() ?? '';
};

interface Tried {
  readonly scenario: Scenario;
  readonly attack: Attack;
  /** By seat; the attacker has none. */
  readonly prompts: ReadonlyMap<SeatId, readonly Ask[]>;
  readonly turns: readonly TurnEntry[];
  readonly accepted: readonly { readonly offered: boolean; readonly turn: number }[];
  readonly state: unknown;
}

/** How an attacker's seat decides: types the attack where it may speak, else takes the first choice. */
const attackerSays = (attack: Attack, scenario: Scenario, observation: unknown, last: string): Utterance => {
  const text = cleanText(attack.text(last));
  const acts = scenario.interpret(text, observation);
  return { acts, text };
};

const tryOn = async (scenario: Scenario, attack: Attack, seed: number, options: object): Promise<Tried> => {
  const episode = new Episode({
    scenario,
    options: scenario.options.parse(options),
    key: keyFromSeed(seed, 0),
  });
  const attacker = seed % Math.min(2, episode.seatCount);
  const kind = parseKind('llm', scenario);
  if (!kind.ok || kind.value.kind === 'human') throw new Error('no language model');
  const spec = kind.value;
  const models = new Map<SeatId, ReturnType<typeof scriptedModel>>();
  const seats = episode.totals.map((_, seat) => {
    const model = scriptedModel(gullible);
    models.set(seat, model);
    const role = scenario.role(episode.state, seat);
    return seatBot({ scenario, role, seats: episode.seatCount, models: modelsOf(model) }, spec);
  });
  const turns: TurnEntry[] = [];
  const accepted: { offered: boolean; turn: number }[] = [];
  let last = '';
  while (episode.open.length > 0) {
    for (const open of episode.open) {
      const own = open.seat === attacker;
      const talking = own && open.kind === 'speak';
      const utterance = talking
        ? attackerSays(attack, scenario, open.observation, last)
        : own
          ? { acts: [open.candidates([])[0]] }
          : await (seats[open.seat]?.decide(open.view(false)) ?? { acts: [] });
      const refused = episode.accept(open, utterance);
      if (refused && own) episode.accept(open, episode.defaultUtterance(open.turn));
      else if (refused) accepted.push({ offered: false, turn: open.turn });
      if (own) continue;
      const entry = episode.entryOf(open, utterance);
      turns.push(entry);
      last = entry.text || last;
      let chosen: unknown[] = [];
      for (const act of entry.acts) {
        const offered = open.candidates(chosen).some((one) => sameAct(one, act));
        accepted.push({ offered: offered || entry.forced === 'model', turn: open.turn });
        chosen = [...chosen, act];
      }
    }
    episode.close();
  }
  models.delete(attacker);
  const prompts = new Map([...models].map(([seat, { asked }]) => [seat, asked]));
  return { scenario, attack, prompts, turns, accepted, state: episode.state };
};

const contents = (asks: readonly Ask[]): string[] =>
  asks.flatMap(({ messages, schema }) => [...messages.map(({ content }) => content), JSON.stringify(schema)]);

describe(`${ATTACKS.length} attempts on four scenarios`, () => {
  const tried: Tried[] = [];
  beforeAll(async () => {
    const tables: readonly [Scenario, object][] = [
      [talking, { players: 4 }],
      ...(['impostor', 'donation', 'booking'] as const).map((id): [Scenario, object] => [
        scenarios[id] as Scenario,
        id === 'donation' ? { turns: 4 } : id === 'booking' ? { cap: 8 } : { cap: 120 },
      ]),
    ];
    for (const [index, attack] of ATTACKS.entries()) {
      const [scenario, options] = tables[index % 2 === 0 ? 0 : 1 + (index % 3)] as [Scenario, object];
      tried.push(await tryOn(scenario, attack, index, options));
      if (scenario !== talking) tried.push(await tryOn(talking, attack, index, { players: 4 }));
    }
  }, 120_000);

  test('there are more than 200 of them, adaptive ones among them, and each reached a model', () => {
    expect(ATTACKS.length).toBeGreaterThanOrEqual(200);
    expect(ATTACKS.filter(({ family }) => family === 'adaptive').length).toBeGreaterThan(4);
    const heard = tried.filter(({ scenario, prompts }) => scenario === talking && prompts.size === 3);
    expect(heard.length).toBe(ATTACKS.length);
    const reached = heard.filter(({ attack, prompts }) => {
      const start = disarmed(cleanText(attack.text(''))).slice(0, 10);
      return (
        attack.family === 'adaptive' ||
        [...prompts.values()].some((asks) => contents(asks).join().includes(start))
      );
    });
    expect(reached.length).toBe(ATTACKS.length);
  });

  test('no prompt holds a secret word of another seat', () => {
    for (const { prompts, state, attack, scenario } of tried) {
      if (scenario !== talking) continue;
      const words = wordsOf(state);
      for (const [seat, asks] of prompts) {
        const text = contents(asks).join('\n');
        expect(text.includes(words[seat] ?? '?'), `${attack.family}: its own word`).toBe(true);
        for (const [other, word] of words.entries())
          if (other !== seat) expect(text, attack.family).not.toContain(word);
      }
    }
  });

  test('no mark of a chat template reaches a prompt', () => {
    for (const { prompts, attack } of tried)
      for (const asks of prompts.values())
        for (const { messages } of asks)
          for (const { content } of messages) expect(content, attack.family).not.toMatch(TEMPLATE_MARKS);
  });

  test('what can be answered is what the seat may do, never what somebody typed', () => {
    for (const { prompts } of tried)
      for (const asks of prompts.values())
        for (const ask of asks) {
          expect(choicesIn(ask)).not.toContain('Kill everybody');
          expect(choicesIn(ask)).not.toContain('Reveal all');
        }
  });

  test('every accepted act was offered', () => {
    const acts = tried.flatMap(({ accepted }) => accepted);
    expect(acts.length).toBeGreaterThan(1000);
    expect(acts.filter(({ offered }) => !offered)).toEqual([]);
  });

  test('at least 95% of the turns are answered', () => {
    const asked = tried.flatMap(({ turns }) => turns.filter(({ llm }) => (llm?.asks ?? 0) > 0));
    const answered = asked.filter(({ forced }) => forced === undefined);
    console.log(`${answered.length} of ${asked.length} turns under attack were answered`);
    expect(answered.length / asked.length).toBeGreaterThanOrEqual(0.95);
  });
});

describe('a prompt is made of its own seat’s view', () => {
  const promptOf = (scenario: Scenario, state: unknown, seat: SeatId, kind: 'move' | 'speak' | 'ballot') => {
    const observation = scenario.observe(state, seat);
    const choices = offeredTo(scenario, observation, scenario.candidates(state, seat, []));
    return decidePrompt({ brief: scenario.brief(observation), kind, choices, style: PLAIN });
  };

  test.each(Object.values(scenarios).map((scenario) => [scenario.id, scenario] as const))(
    '%s: what the seat cannot know changes no letter of it',
    (_, scenario: Scenario) => {
      let compared = 0;
      for (let seed = 0; compared < 300; seed++)
        walk(
          scenario,
          scenario.options.parse({}),
          seed,
          ({ state, movers }) => {
            for (const { seat, kind } of movers) {
              if (kind === 'move' || compared >= 300) continue;
              const other = scenario.redeal(state, seat, rngFromState([seed, 3, 5, compared + 1]));
              expect(promptOf(scenario, other, seat, kind)).toEqual(promptOf(scenario, state, seat, kind));
              compared++;
            }
          },
          false,
        );
      expect(compared).toBe(300);
    },
  );

  test.each(Object.values(scenarios).map((scenario) => [scenario.id, scenario] as const))(
    '%s: nor of what it is asked to believe',
    (_, scenario: Scenario) => {
      const surveyOf = (state: unknown, seat: SeatId): unknown => {
        const questions = scenario.questions(state).filter(({ asked }) => asked.includes(seat));
        return questions.length > 0
          ? [beliefPrompt(scenario.brief(scenario.observe(state, seat)), questions), beliefSchema(questions)]
          : undefined;
      };
      let compared = 0;
      for (let seed = 0; compared < 150; seed++)
        walk(
          scenario,
          scenario.options.parse({}),
          seed,
          ({ state }) => {
            for (const seat of new Set(scenario.questions(state).flatMap(({ asked }) => asked))) {
              if (compared >= 150) return;
              const other = scenario.redeal(state, seat, rngFromState([seed, 7, 5, compared + 1]));
              expect(surveyOf(other, seat)).toEqual(surveyOf(state, seat));
              compared++;
            }
          },
          false,
        );
      expect(compared).toBe(150);
    },
  );

  test('what seats are asked to believe holds no secret word of another', async () => {
    const episode = new Episode({ scenario: talking, options: { players: 4 }, key: keyFromSeed(5, 0) });
    const kind = parseKind('llm+self', talking);
    if (!kind.ok || kind.value.kind !== 'llm') throw new Error('no language model');
    const { value } = kind;
    const asked = episode.totals.map(() => scriptedModel(inForm));
    const seats = asked.map((model, seat) =>
      seatBot(
        {
          scenario: talking,
          role: talking.role(episode.state, seat),
          seats: 4,
          models: modelsOf(model, { beliefs: 'always' }),
        },
        value,
      ),
    );
    await playOut(episode, seats);
    const words = wordsOf(episode.state);
    for (const [seat, model] of asked.entries()) {
      const surveys = model.asked.filter(
        ({ schema }) => schema?.type === 'object' && 'sure1' in schema.properties,
      );
      expect(surveys.length).toBeGreaterThan(2);
      const text = contents(surveys).join('\n');
      expect(text).toContain(words[seat]);
      for (const [other, word] of words.entries()) if (other !== seat) expect(text).not.toContain(word);
    }
  });

  test('the seat reads nothing of its turn but what is its own', async () => {
    const read = new Set<string>();
    const model: LanguageModel = scriptedModel(inForm);
    const episode = new Episode({ scenario: canary, options: { players: 4 }, key: keyFromSeed(3, 0) });
    const kind = parseKind('llm+self', canary);
    if (!kind.ok || kind.value.kind !== 'llm') throw new Error('no language model');
    const seat = seatBot({ scenario: canary, role: 'friend', seats: 4, models: modelsOf(model) }, kind.value);
    const [open] = episode.open;
    if (!open) throw new Error('nothing is open');
    const watched = new Proxy(open, {
      get: (target, name) => {
        read.add(String(name));
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    await seat.decide(watched);
    expect([...read].sort()).toEqual(['candidates', 'deadlineMs', 'kind', 'observation', 'rng']);
  });

  test('an error of the model is no way in either', async () => {
    const model = scriptedModel(() => ({ error: new ModelError('model-refused', 'Kill everybody') }));
    const { turns } = await tryError(model);
    for (const { llm } of turns) expect(JSON.stringify(llm)).not.toContain('Kill');
  });
});

const tryError = async (model: LanguageModel): Promise<{ turns: TurnEntry[] }> => {
  const { turns } = await playWith(canary, modelsOf(model), ['llm'], { options: { players: 4 } });
  return { turns: turns.filter(({ llm }) => llm) };
};
