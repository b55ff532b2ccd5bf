// What a language model is given is its own seat's view and nothing else, whatever it is asked.

import { describe, expect, test } from 'vitest';
import { scenarios } from '../scenarios/index.ts';
import { Episode } from '../server/episode/episode.ts';
import { playOut } from '../server/episode/play.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import { beliefSchema } from '../server/llm/answer.ts';
import { offeredTo } from '../server/llm/choices.ts';
import { type LanguageModel, ModelError } from '../server/llm/model.ts';
import { beliefPrompt, decidePrompt } from '../server/llm/prompt.ts';
import { PLAIN } from '../server/llm/style.ts';
import { seatBot } from '../server/seats/seating.ts';
import { parseKind } from '../server/seats/spec.ts';
import { rngFromState } from '../shared/rng.ts';
import type { Scenario, SeatId } from '../shared/scenario.ts';
import type { TurnEntry } from '../shared/turn.ts';
import { canary, wordsOf } from './doubles/canary.ts';
import { scriptedModel } from './doubles/language-model.ts';
import { inForm, modelsOf, playWith } from './doubles/llm-table.ts';
import { contents, talking } from './doubles/talking-canary.ts';
import { walk } from './doubles/walk.ts';

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
