// Judging a policy before it is seated: the same held-out episodes for the newcomer and for the one that
// sits there now. The newcomer is seated unless it wins less often.

import type { Scenario } from '../../shared/scenario.ts';
import type { EndEntry } from '../../shared/turn.ts';
import { keyFromSeed } from '../episode/streams.ts';
import type { Checkpoint } from '../policy/checkpoint.ts';
import { Encoder } from '../policy/encode.ts';
import { Inference } from '../policy/inference.ts';
import { Network } from '../policy/network.ts';
import { parseOptions } from '../seats/headless.ts';
import { ScriptedSeat } from '../seats/scripted-seat.ts';
import { assignSeats } from '../seats/spec.ts';
import { type Share, share } from '../stats.ts';
import { type Casting, collect } from './collect.ts';
import type { TablePlan } from './plan.ts';

export interface Verdict {
  readonly newcomer: Share;
  /** Undefined: nobody was seated. */
  readonly seated: Share | undefined;
  readonly better: boolean;
}

const WIDTH = 64;
/** Keys of judging episodes lie apart from those of training. */
const JUDGES_SEED = 0x6a75;

const casting = (scenario: Scenario, table: TablePlan, role: string, learner: Casting): Casting => {
  return (of, seat, episode) => {
    const wanted = scenario.fixedSeats(episode.state)[seat] ?? table.seats[of] ?? 'random';
    if (of === role && wanted.startsWith('learn')) return learner(of, seat, episode);
    const text = wanted.startsWith('learn') ? 'random' : wanted;
    const specs = assignSeats([`${of}=${text}`], scenario, episode.state, episode.seatCount);
    const spec = specs.ok ? specs.value[seat] : undefined;
    return new ScriptedSeat(scenario, spec?.kind === 'scripted' ? spec.script : 'random', of);
  };
};

/** How often a checkpoint wins at these tables. `seed` names the set of episodes. */
export const winShare = async (
  scenario: Scenario,
  tables: readonly TablePlan[],
  role: string,
  { header, weights }: Checkpoint,
  episodes: number,
  seed: number = JUDGES_SEED,
): Promise<Share> => {
  const network = new Network(header.shape, weights);
  const inference = new Inference(network, header.id, { batch: 4096 });
  const playing = { encoder: new Encoder(scenario, header.shape), inference };
  const ends: EndEntry[] = [];
  try {
    for (const [at, table] of tables.entries()) {
      const options = parseOptions(scenario, table.options);
      if (!options.ok) throw new Error(options.error.message);
      const keys = Array.from({ length: Math.ceil(episodes / tables.length) }, (_, index) =>
        keyFromSeed(seed + at, index),
      );
      const cast = casting(scenario, table, role, () => playing);
      ends.push(...(await collect({ scenario, options: options.value, cast, width: WIDTH }, keys)).ends);
    }
  } finally {
    network.dispose();
  }
  const wins = ends.filter((end) => end.winners.some((seat) => end.roles[seat] === role)).length;
  return share(wins, ends.length);
};

export const judge = async (
  scenario: Scenario,
  tables: readonly TablePlan[],
  role: string,
  newcomer: Checkpoint,
  seated: Checkpoint | undefined,
  episodes: number,
): Promise<Verdict> => {
  const first = await winShare(scenario, tables, role, newcomer, episodes);
  if (!seated) return { newcomer: first, seated: undefined, better: true };
  const second = await winShare(scenario, tables, role, seated, episodes);
  return { newcomer: first, seated: second, better: first.rate >= second.rate };
};
