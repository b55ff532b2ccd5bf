// A scenario whose secrets would be seen in any prompt that holds them, and the prompts as text.

import type { Ask } from '../../server/llm/model.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { Observation } from '../scenarios/handshake/words.ts';
import { canary } from './canary.ts';

/** The canary, with everything that was said in the brief. */
export const talking: Scenario = {
  ...canary,
  brief: (observation) => {
    const { said, names } = observation as Observation;
    const lines = said.map(({ seat, text }) => `- ${names[seat]}: ${text}`);
    return [canary.brief(observation), 'Said:', ...lines].join('\n');
  },
};

/** Everything that was put to a model. */
export const contents = (asks: readonly Ask[]): string[] =>
  asks.flatMap(({ messages, schema }) => [...messages.map(({ content }) => content), JSON.stringify(schema)]);
