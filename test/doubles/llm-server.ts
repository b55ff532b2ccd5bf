// A server whose language model is a double that takes its time, in a process of its own:
// node llm-server.ts DATA [none]. With "none" it has no model.

import { loadConfig, startServer, untilSignal } from '../../server/index.ts';
import type { Ask } from '../../server/llm/model.ts';
import { scriptedModel } from './language-model.ts';
import { choicesIn } from './llm-table.ts';

const THINKS_MS = 2000;

/** Greets in its own words, and else lets the scenario word what it chose. */
const civil = (ask: Ask, n: number): { text: string; afterMs: number } => {
  const labels = choicesIn(ask).filter((label) => !/^(Say nothing|Only talk|Goodbye)/.test(label));
  const label = labels.includes('Greet') && n < 2 ? 'Greet' : labels[ask.seed % labels.length];
  const say = label === 'Greet' ? 'Good morning to you!' : '';
  ask.onText?.('{');
  return { text: JSON.stringify({ do: [label], say }), afterMs: THINKS_MS };
};

const model = scriptedModel(civil, { id: 'double-1b' });
const names = process.argv[3] === 'none' ? [] : [model.id];
const config = loadConfig(process.env, { port: 0, data: process.argv[2] });
const server = await startServer(config, { models: { names: () => names, open: async () => model } });
process.stdout.write(`listening on http://127.0.0.1:${server.port}\n`);
await untilSignal(server);
