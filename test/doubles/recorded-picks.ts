// What a learner makes of an episode that people played: the picks behind every turn, from its replay.

import { replay } from '../../server/episode/replay.ts';
import type { PickSample } from '../../server/learner/rollout.ts';
import { picksBehind } from '../../server/learner/watch.ts';
import { Encoder } from '../../server/policy/encode.ts';
import { shapeOf } from '../../server/policy/shape.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { EpisodeRecord } from '../../shared/turn.ts';

export interface TurnPicks {
  readonly acts: number;
  readonly picks: readonly PickSample[];
}

/** One entry a turn, in order. */
export const picksOf = (record: EpisodeRecord, scenario: Scenario): TurnPicks[] => {
  const encoder = new Encoder(scenario, shapeOf(scenario, { hidden: 8, turns: 4 }));
  const seats = record.header.seats.length;
  const out: TurnPicks[] = [];
  let open: Parameters<typeof picksBehind>[2][] = [];
  replay(record, scenario, {
    onStep: (episode, _step, turns) => {
      for (const { seat, acts } of turns) {
        const decision = open.find((one) => one.seat === seat);
        if (!decision) throw new Error(`seat ${seat} had nothing to decide`);
        out.push({ acts: acts.length, picks: picksBehind(scenario, encoder, decision, acts) });
      }
      open = episode.open.map((turn) => ({
        seat: turn.seat,
        seats,
        kind: turn.kind,
        observation: turn.observation,
        candidates: (chosen) => turn.candidates(chosen),
      }));
    },
  });
  return out;
};
