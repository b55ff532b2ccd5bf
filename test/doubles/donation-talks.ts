// Simulated talks of the donation scenario, as the statistics of the fit take them.

import { donation } from '../../scenarios/donation/index.ts';
import { table } from '../../scenarios/donation/model-table.ts';
import { PERSUADEE, PERSUADER, type State } from '../../scenarios/donation/types.ts';
import { Episode } from '../../server/episode/episode.ts';
import { playOut } from '../../server/episode/play.ts';
import { keyFromSeed } from '../../server/episode/streams.ts';
import type { Talk } from '../../server/fit/effects.ts';
import { ScriptedSeat } from '../../server/seats/scripted-seat.ts';
import type { Scenario } from '../../shared/scenario.ts';

export const talkOf = ({ persona, said, promised, gift }: State): Talk => ({
  persona: table.traits.reduce(
    (sum, { name, mean, spread, effect }) => sum + (effect * ((persona[name] ?? mean) - mean)) / spread,
    0,
  ),
  said: said.filter(({ seat }) => seat === PERSUADEE).flatMap(({ acts }) => acts),
  blamed: said.some(({ seat, acts }) => seat === PERSUADER && acts.some(({ type }) => type === 'guilt')),
  promised,
  gift: gift ?? 0,
});

/** Talks of a scripted persuader with the fitted persuadee. */
export const simulate = async (persuader: string, episodes: number, seed: number): Promise<Talk[]> => {
  const scenario: Scenario = donation as Scenario;
  const options = scenario.options.parse({});
  const talks: Talk[] = [];
  for (let index = 0; index < episodes; index++) {
    const episode = new Episode({ scenario, options, key: keyFromSeed(seed, index), hashing: false });
    const seats = [persuader, 'model'].map(
      (name, seat) => new ScriptedSeat(scenario, name, scenario.roles[seat] ?? ''),
    );
    await playOut(episode, seats, {});
    talks.push(talkOf(episode.state as State));
  }
  return talks;
};
