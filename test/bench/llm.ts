// Language models: eight conversations at once beside one alone, in turn in the same run. Both with the threads that
// an embedded model takes here: one a core, each with a context of its own, so that one conversation has one core.

import { type Measured, measure } from '../../server/llm/measure.ts';
import type { LanguageModel } from '../../server/llm/model.ts';
import { openModel, readiness } from '../../server/llm/open.ts';
import { plainSettings } from '../../server/llm/settings.ts';
import type { Bench } from './index.ts';

const ROUNDS = 5;
const TOGETHER = 8;
const TOKENS = 48;
const WITHIN_MS = 300_000;

const middle = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
const rounded = (value: number): number => Number(value.toPrecision(3));

interface Rates {
  readonly one: number;
  readonly eight: number;
  readonly ratio: number;
}

const ratesOf = async (model: LanguageModel): Promise<Rates> => {
  const at = (together: number): Promise<Measured> =>
    measure(model, { together, tokens: TOKENS, withinMs: WITHIN_MS });
  await at(TOGETHER);
  const pairs: [number, number][] = [];
  for (let round = 0; round < ROUNDS; round++)
    pairs.push([(await at(1)).tokensPerSecond, (await at(TOGETHER)).tokensPerSecond]);
  return {
    one: middle(pairs.map(([one]) => one)),
    eight: middle(pairs.map(([, eight]) => eight)),
    ratio: middle(pairs.map(([one, eight]) => eight / one)),
  };
};

/** Every embedded model that is ready; the first gives the figure, the others stand beside it. */
export const llmBatching = async (): Promise<Bench> => {
  const settings = plainSettings({ timeoutMs: WITHIN_MS, contextTokens: 512 });
  const names = readiness(settings).flatMap(({ name, ok }) => (ok ? [name] : []));
  const found: Record<string, Rates> = {};
  for (const name of names) {
    const model = await openModel(name, settings);
    found[name] = await ratesOf(model);
    await model.close();
  }
  const [first] = Object.values(found);
  return {
    name: 'llm-batching',
    value: rounded(first?.eight ?? 0),
    unit: 'tokens/s',
    ratio: first ? rounded(first.ratio) : null,
    peer: first
      ? `${names[0]}: one conversation alone, ${first.one} tokens/s`
      : 'no model is ready; run `npx parlor setup llm`',
    n: ROUNDS,
    more: Object.fromEntries(
      Object.entries(found).flatMap(([name, { one, eight, ratio }]) => [
        [`${name}: one`, rounded(one)],
        [`${name}: eight`, rounded(eight)],
        [`${name}: ratio`, rounded(ratio)],
      ]),
    ),
  };
};
