// Episodes in which untrained agents play a role, as a room would have logged them.

import { playOut } from '../../server/episode/play.ts';
import type { Seat } from '../../server/episode/seat.ts';
import { Recorder, type Trajectory } from '../../server/learner/rollout.ts';
import { Encoder } from '../../server/policy/encode.ts';
import { Inference } from '../../server/policy/inference.ts';
import { Network } from '../../server/policy/network.ts';
import { AgentSeat } from '../../server/seats/agent-seat.ts';
import { headerFor } from '../../server/seats/headless.ts';
import { ScriptedSeat } from '../../server/seats/scripted-seat.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { Entry, EpisodeRecord, Header } from '../../shared/turn.ts';
import { checkpointOf } from './checkpoints.ts';
import { type Body, fresh } from './episodes.ts';

interface Live {
  readonly record: EpisodeRecord;
  readonly recorded: readonly Trajectory[];
}

/** An episode in which untrained agents play a role, with what they left while they played. */
export const playedLive = async (
  scenario: Scenario,
  role: string,
  seed: number,
  about: Partial<Header> = {},
): Promise<Live> => {
  const { header: of, weights } = checkpointOf(scenario, role);
  const encoder = new Encoder(scenario, of.shape);
  const inference = new Inference(new Network(of.shape, weights), of.id);
  const episode = fresh(scenario, seed);
  const recorders = new Map<number, Recorder>();
  const seats = episode.totals.map((_, seat): Seat => {
    const own = scenario.role(episode.state, seat);
    if (own !== role) return new ScriptedSeat(scenario, 'random', own);
    const recorder = new Recorder();
    recorders.set(seat, recorder);
    return new AgentSeat({
      scenario,
      occupant: of.id,
      policy: () => ({ encoder, inference }),
      seats: episode.seatCount,
      onlooker: {
        turn: ({ kind }, picks) =>
          recorder.turn(picks, encoder.truth(episode.state, seat, episode.seatCount), kind),
      },
    });
  });
  const options = scenario.options.parse({});
  const run = { scenario, options, seats: [], code: 'test' };
  const header = headerFor(run, episode, seats, { episode: `e${seed}`, origin: 'room', ...about });
  const entries: Body = [];
  const note = (entry: Entry): void => {
    if (entry.type !== 'header') entries.push(structuredClone(entry));
    if (entry.type === 'step')
      for (const [seat, recorder] of recorders) recorder.reward(entry.rewards[seat] ?? 0);
  };
  const end = await playOut(episode, seats, { record: note });
  inference.retire();
  const recorded = [...recorders].map(([seat, recorder]) =>
    recorder.end({ episode: header.episode, seat, role, truncated: end.end === 'truncated', version: of.id }),
  );
  return { record: { header, entries, end }, recorded };
};

export const encoderFor = (scenario: Scenario, role: string): Record<string, Encoder> => ({
  [role]: new Encoder(scenario, checkpointOf(scenario, role).header.shape),
});
