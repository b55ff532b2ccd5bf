// How much of what other writers would say is understood: wordings that the reader was not developed on, over
// acts of every kind in the town, said alone and several at once.

import { expect, test } from 'vitest';
import { agentSentences } from '../scenarios/booking/phrase-agent.ts';
import { sentences } from '../scenarios/booking/phrase-lines.ts';
import { userSentences } from '../scenarios/booking/phrase-user.ts';
import { readAgent, readUser } from '../scenarios/booking/reading/index.ts';
import type { Act, ReadContext } from '../scenarios/booking/types.ts';
import { held } from '../scenarios/booking/wordings-held.ts';
import { worldOf } from '../scenarios/booking/world/index.ts';
import type { Rng } from '../shared/rng.ts';
import { actsOf, rngOf, setOf } from './doubles/booking-utterances.ts';

const UTTERANCES = 2500;
const world = worldOf('town');
const context = {
  world,
  current: null,
  before: [],
  venue: {},
  wording: 'all',
} as const satisfies ReadContext & {
  wording: 'all';
};

type Way = readonly [name: string, say: (acts: readonly Act[], rng: Rng) => string, read: typeof readUser];

const users = Object.entries(held.user).map(
  ([name, family]): Way => [
    `user ${name}`,
    (acts, rng) => sentences(userSentences(acts, context, family, rng)),
    readUser,
  ],
);
const agents = Object.entries(held.agent).map(
  ([name, family]): Way => [
    `agent ${name}`,
    (acts, rng) => sentences(agentSentences(acts, context, family, rng)),
    readAgent,
  ],
);

/** Share of utterances of up to `most` acts that are read as exactly these acts, and F1 over acts. */
const measure = ([name, say, read]: Way, most: number): { exact: number; f1: number } => {
  const tally = { exact: 0, said: 0, read: 0, both: 0 };
  for (let seed = 0; seed < UTTERANCES; seed++) {
    const rng = rngOf(seed * 7 + most);
    const acts = actsOf(name.startsWith('user') ? 'user' : 'agent', world, most, rng);
    const [meant, understood] = [setOf(acts), setOf(read(say(acts, rng), context))];
    if (JSON.stringify(meant) === JSON.stringify(understood)) tally.exact++;
    tally.said += meant.length;
    tally.read += understood.length;
    tally.both += meant.filter((act) => understood.includes(act)).length;
  }
  return { exact: tally.exact / UTTERANCES, f1: (2 * tally.both) / (tally.said + tally.read) };
};

test.each([...users, ...agents])('%s: held-out wordings are mostly understood', (...way) => {
  const [single, joined] = [measure(way, 1), measure(way, 4)];
  const found = `${way[0]} ${JSON.stringify({ single, joined })}`;
  if (process.env.PARLOR_PRINT) console.info(found);
  expect(single.exact, found).toBeGreaterThan(0.8);
  expect(joined.exact, found).toBeGreaterThan(0.6);
  expect(joined.f1, found).toBeGreaterThan(0.85);
});
