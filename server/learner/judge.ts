// Judging a policy before it is seated: the same held-out episodes for the newcomer and for the one that
// sits there now.

import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { EndEntry } from '../../shared/turn.ts';
import { keyFromSeed } from '../episode/streams.ts';
import type { Checkpoint } from '../policy/checkpoint.ts';
import { Encoder } from '../policy/encode.ts';
import { Inference } from '../policy/inference.ts';
import { Network } from '../policy/network.ts';
import { AgentSeat, type Playing } from '../seats/agent-seat.ts';
import { parseOptions } from '../seats/headless.ts';
import { ScriptedSeat } from '../seats/scripted-seat.ts';
import { assignSeats } from '../seats/spec.ts';
import type { Share } from '../stats.ts';
import { type Casting, collect } from './collect.ts';
import { halvesOf, ownSeat, type TablePlan } from './plan.ts';
import { wantedAt } from './table-seats.ts';
import { winsOf } from './train-line.ts';

const WIDTH = 64;
/** Keys of judging episodes lie apart from those of training. */
const JUDGES_SEED = 0x6a75;

/** The judged policy in its role, scripts beside it; other learning seats play at random. */
const casting = (scenario: Scenario, table: TablePlan, role: string, judged: Playing): Casting => {
  return (of, seat, episode) => {
    const { state, seatCount: seats } = episode;
    const wanted = wantedAt(table, scenario, episode, seat);
    const learns = ownSeat(wanted, of) !== undefined;
    if (of === role && learns)
      return new AgentSeat({ scenario, occupant: role, policy: () => judged, seats, mute: true });
    const [acts = 'random'] = halvesOf(wanted);
    const specs = assignSeats([`${of}=${learns ? 'random' : acts}`], scenario, state, seats);
    const spec = specs.ok ? specs.value[seat] : undefined;
    return new ScriptedSeat(scenario, spec?.kind === 'scripted' ? spec.script : 'random', of);
  };
};

/** How often a checkpoint wins at these tables, where its role learns. Throws RejectionError `bad-options`. */
export const winShare = async (
  scenario: Scenario,
  tables: readonly TablePlan[],
  role: string,
  { header, weights }: Checkpoint,
  episodes: number,
): Promise<Share> => {
  const network = new Network(header.shape, weights);
  const inference = new Inference(network, header.id, { batch: 4096 });
  const judged = { encoder: new Encoder(scenario, header.shape), inference };
  const ends: EndEntry[] = [];
  try {
    for (const [at, table] of tables.entries()) {
      const options = parseOptions(scenario, table.options);
      if (!options.ok) throw new RejectionError(options.error.code, options.error.message);
      const keys = Array.from({ length: Math.ceil(episodes / tables.length) }, (_, index) =>
        keyFromSeed(JUDGES_SEED + at, index),
      );
      const cast = casting(scenario, table, role, judged);
      ends.push(...(await collect({ scenario, options: options.value, cast, width: WIDTH }, keys)).ends);
    }
  } finally {
    network.dispose();
  }
  return winsOf(ends, role);
};
