// Self-play: many episodes at once, so that their picks share batches. Learning seats leave
// trajectories; the others only play.

import type { Scenario } from '../../shared/scenario.ts';
import type { EndEntry, Entry } from '../../shared/turn.ts';
import { Episode } from '../episode/episode.ts';
import { playOut } from '../episode/play.ts';
import type { Seat } from '../episode/seat.ts';
import type { EpisodeKey } from '../episode/streams.ts';
import type { Encoder } from '../policy/encode.ts';
import { AgentSeat, type Playing } from '../seats/agent-seat.ts';
import { Recorder, type Trajectory } from './rollout.ts';
import { SPEAKING, shaped, type Weights } from './shaping.ts';
import { picksBehind, type Watched } from './watch.ts';

/** Who sits in a seat of one episode: a policy that learns, somebody to learn from, or anybody. */
export type Casting = (role: string, seat: number, episode: Episode) => Playing | Watched | Seat;

export interface CollectSetup {
  readonly scenario: Scenario;
  readonly options: unknown;
  readonly cast: Casting;
  /** Weights of training-only rewards (shaping.ts). */
  readonly shaping?: Weights;
  /** Episodes in play at the same time. */
  readonly width: number;
  readonly warn?: (message: string) => void;
}

export interface Collected {
  readonly trajectories: Trajectory[];
  readonly ends: EndEntry[];
  readonly turns: number;
}

interface Learning {
  readonly seat: number;
  readonly recorder: Recorder;
  readonly version: string | undefined;
}

/** Plays by `decide`; at each survey it notes what it was asked, and answers where somebody wants to know. */
const noting = (
  encoder: Encoder,
  recorder: Recorder,
  seats: number,
  inner: Seat,
  asked?: Playing['inference'],
): Seat => ({
  kind: inner.kind,
  occupant: inner.occupant,
  ...(inner.privileged ? { privileged: true } : {}),
  decide: (view, signal) => inner.decide(view, signal),
  // Beliefs are learned from the truth; asking a policy for them costs a call, and only talk is paid by them.
  believe: (question, view) => {
    const state = encoder.state(view.observation, view.seat, seats);
    const one = encoder.asked(state, view.observation, question);
    recorder.belief(one, question.truth);
    return asked?.believe(one).then((p) => ({ p: [...p] }));
  },
});

const learningSeat = (scenario: Scenario, playing: Playing, episode: Episode, recorder: Recorder): Seat => {
  const { encoder, inference } = playing;
  const seats = episode.seatCount;
  return new AgentSeat({
    scenario,
    occupant: inference.version,
    policy: () => playing,
    seats,
    mute: true,
    onlooker: {
      turn: ({ seat, kind }, picks) => recorder.turn(picks, encoder.truth(episode.state, seat, seats), kind),
    },
  });
};

const watchedSeat = (scenario: Scenario, watched: Watched, episode: Episode, recorder: Recorder): Seat => {
  const { encoder, seat: inner } = watched;
  const seats = episode.seatCount;
  return {
    kind: inner.kind,
    occupant: inner.occupant,
    privileged: inner.privileged ?? false,
    decide: async (view, signal) => {
      const utterance = await inner.decide(view, signal);
      const { seat, kind, observation } = view;
      const candidates = (chosen: readonly unknown[]): readonly unknown[] => view.candidates(chosen);
      const decision = { seat, seats, kind, observation, candidates };
      const picks = picksBehind(scenario, encoder, decision, utterance.acts);
      if (picks.length > 0) recorder.turn(picks, encoder.truth(episode.state, seat, seats), kind);
      return utterance;
    },
  };
};

const seatFor = (
  setup: CollectSetup,
  episode: Episode,
  seat: number,
): { seat: Seat; learning?: Learning } => {
  const { scenario, cast } = setup;
  const who = cast(scenario.role(episode.state, seat), seat, episode);
  if ('decide' in who) return { seat: who };
  const recorder = new Recorder();
  const inner =
    'inference' in who
      ? learningSeat(scenario, who, episode, recorder)
      : watchedSeat(scenario, who, episode, recorder);
  const version = 'inference' in who ? who.inference.version : undefined;
  return {
    seat: noting(
      who.encoder,
      recorder,
      episode.seatCount,
      inner,
      setup.shaping?.[SPEAKING] && 'inference' in who ? who.inference : undefined,
    ),
    learning: { seat, recorder, version },
  };
};

const playOne = async (
  setup: CollectSetup,
  key: EpisodeKey,
  index: number,
): Promise<{ trajectories: Trajectory[]; end: EndEntry; turns: number }> => {
  const { scenario, options } = setup;
  const episode = new Episode({ scenario, options, key, hashing: false });
  const learning: Learning[] = [];
  const seats = episode.totals.map((_, at): Seat => {
    const made = seatFor(setup, episode, at);
    if (made.learning) learning.push(made.learning);
    return made.seat;
  });
  const extra = shaped(episode, setup.shaping ?? {});
  const record = (entry: Entry): void => {
    const more = extra(entry);
    if (entry.type === 'step')
      for (const { seat, recorder } of learning)
        recorder.reward((entry.rewards[seat] ?? 0) + (more?.[seat] ?? 0));
  };
  const warn = setup.warn;
  const end = await playOut(episode, seats, { record, ...(warn ? { warn: (why) => warn(why) } : {}) });
  const trajectories = learning.map(({ seat, recorder, version }) =>
    recorder.end({
      episode: `${index}`,
      seat,
      role: end.roles[seat] ?? '',
      truncated: end.end === 'truncated',
      version,
    }),
  );
  return { trajectories, end, turns: episode.turns };
};

/** Plays one episode a key, `width` at a time. Throws what a rule or a seat throws. */
export const collect = async (setup: CollectSetup, keys: readonly EpisodeKey[]): Promise<Collected> => {
  const done: Awaited<ReturnType<typeof playOne>>[] = new Array(keys.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < keys.length) {
      const index = next++;
      done[index] = await playOne(setup, keys[index] as EpisodeKey, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(setup.width, keys.length) }, lane));
  return {
    trajectories: done.flatMap((one) => one.trajectories),
    ends: done.map((one) => one.end),
    turns: done.reduce((sum, one) => sum + one.turns, 0),
  };
};
