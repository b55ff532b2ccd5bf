// What a seat may not know never shows in what it is given: 10,000 sampled states of each scenario,
// redealt and compared byte by byte.

import { expect, test } from 'vitest';
import { scenarios } from '../scenarios/index.ts';
import { keyFromSeed, stream } from '../server/episode/streams.ts';
import type { Scenario } from '../shared/scenario.ts';
import { redealDifferences } from './doubles/redeal.ts';
import { variants, walk } from './doubles/walk.ts';

const SAMPLES = 10_000;

interface Tally {
  states: number;
  asked: number;
  changed: number;
  differences: string[];
}

const sample = (scenario: Scenario): Tally => {
  const tally: Tally = { states: 0, asked: 0, changed: 0, differences: [] };
  const options = variants(scenario);
  for (let seed = 0; tally.states < SAMPLES; seed++) {
    const variant = options[seed % options.length];
    const rng = stream(keyFromSeed(seed, 1), 'sample', 0);
    const visit = ({ state }: { state: unknown }): void => {
      const asking = scenario.questions(state).length > 0;
      // Discussions are rare among the states of an episode, and the ones that matter most.
      if (tally.states >= SAMPLES || scenario.outcome(state) || rng.int(asking ? 2 : 6) > 0) return;
      const seat = rng.int(scenario.seats.min);
      const { differences, truthChanged } = redealDifferences(
        scenario,
        state,
        seat,
        seed * 7919 + tally.states,
      );
      tally.states++;
      if (differences.length > 0 && tally.differences.length < 5)
        tally.differences.push(`${variant?.name} seed ${seed}: ${differences.join('; ')}`);
      if (truthChanged === undefined) return;
      tally.asked++;
      if (truthChanged) tally.changed++;
    };
    walk(scenario, variant?.options, seed, visit, false);
  }
  return tally;
};

test.each(Object.values(scenarios).map((scenario) => [scenario.id, scenario] as const))(
  `%s: ${SAMPLES} redeals leave every seat's view byte-equal, and change the truth`,
  { timeout: 300_000 },
  (id, scenario) => {
    const tally = sample(scenario);
    console.log(
      `${id}: ${tally.states} states, ${tally.asked} with a question, truth changed in ${tally.changed}`,
    );
    expect(tally.differences).toEqual([]);
    expect(tally.asked).toBeGreaterThan(SAMPLES / 10);
    expect(tally.changed / tally.asked).toBeGreaterThanOrEqual(0.3);
  },
);
