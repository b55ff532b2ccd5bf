// A learned occupant: picks acts one by one until the utterance closes, each drawn from the policy's
// probabilities with the seat's own stream, and logs the probability of every pick.

import { MAX_ACTS, type Question, type Scenario, type ScriptView } from '../../shared/scenario.ts';
import type { Answered, Seat, TurnView, Utterance } from '../episode/seat.ts';
import type { Encoded, Encoder, Pick } from '../policy/encode.ts';
import type { Inference, Scored } from '../policy/inference.ts';

/** Told of every decision; training keeps what it needs of it. */
export interface Onlooker {
  turn(view: TurnView, picks: readonly { pick: Pick; index: number; mu: number }[]): void;
}

/** A network as it plays: what reads observations for it, and what answers. */
export interface Playing {
  readonly encoder: Encoder;
  readonly inference: Inference;
}

export interface AgentOptions {
  readonly scenario: Scenario;
  /** Names the policy to others: a checkpoint's id. */
  readonly occupant: string;
  /** Asked for at every pick; a promise while the weights are still on their way. */
  readonly policy: () => Playing | Promise<Playing>;
  /** Seats of this episode. */
  readonly seats: number;
  /** Draws from p^(1/T); 0: takes the likeliest pick; 1 where absent. What is logged is what it drew from. */
  readonly temperature?: number;
  /** Does not say what it believes: nobody wants to know, and it costs a call to the network. */
  readonly mute?: boolean;
  readonly onlooker?: Onlooker;
}

/** p^(1/T), normalised. At 0 the likeliest has it all, the first of equals. */
const tempered = (p: Float32Array, temperature = 1): Float32Array => {
  if (temperature === 1) return p;
  const most = Math.max(...p);
  if (temperature === 0) {
    const likeliest = p.indexOf(most);
    return p.map((_, index) => (index === likeliest ? 1 : 0));
  }
  const sharp = p.map((one) => (one / most) ** (1 / temperature));
  const sum = sharp.reduce((total, one) => total + one, 0);
  return sharp.map((one) => one / sum);
};

const drawn = (p: Float32Array, view: TurnView): number => {
  let left = view.rng.float();
  for (let index = 0; index < p.length; index++) {
    left -= p[index] as number;
    if (left < 0) return index;
  }
  return p.length - 1;
};

export class AgentSeat implements Seat {
  readonly kind = 'agent';
  readonly believe?: NonNullable<Seat['believe']>;
  readonly #options: AgentOptions;

  constructor(options: AgentOptions) {
    this.#options = options;
    if (!options.mute) this.believe = (question, view) => this.#believe(question, view);
  }

  get occupant(): string {
    return this.#options.occupant;
  }

  /** Throws where the weights give no probabilities. */
  async decide(view: TurnView): Promise<Utterance> {
    return (await this.#ballot(view)) ?? this.#picked(view);
  }

  /** What its beliefs come to, where the decision says no more than they do. It is drawn from nothing, and has no mu. */
  async #ballot(view: TurnView): Promise<Utterance | undefined> {
    const { encoder, inference } = await this.#options.policy();
    const ballot =
      encoder.shape.ballots === 'belief' ? this.#options.scenario.ballot?.(view.observation) : undefined;
    if (!ballot) return undefined;
    const { p } = await this.#believe(ballot.question, view);
    let best: unknown;
    let most = -1;
    for (const [answer, act] of ballot.acts.entries()) {
      const much = p[answer] ?? 0;
      if (act === undefined || much <= most) continue;
      most = much;
      best = act;
    }
    return best === undefined ? undefined : { acts: [best], checkpoint: inference.version };
  }

  async #picked(view: TurnView): Promise<Utterance> {
    const { scenario, policy, seats, onlooker } = this.#options;
    const acts: unknown[] = [];
    const picks: { pick: Pick; index: number; mu: number }[] = [];
    let state: Encoded | undefined;
    let first: Scored | undefined;
    for (;;) {
      const offered = view.candidates(acts);
      if (offered.length === 0) break;
      const { encoder, inference } = await policy();
      const candidates = encoder.open(view.observation, acts, offered);
      state ??= encoder.state(view.observation, view.seat, seats);
      const pick = encoder.pick(state, view.observation, acts, candidates);
      const answer = await inference.score(pick);
      first ??= answer;
      const p = tempered(answer.p, this.#options.temperature);
      const index = drawn(p, view);
      const mu = p[index] ?? Number.NaN;
      if (!(mu > 0)) throw new Error(`${this.occupant} gives no probabilities`);
      picks.push({ pick, index, mu });
      const act = candidates[index];
      acts.push(act);
      if (view.kind !== 'speak' || scenario.closes(act) || acts.length >= MAX_ACTS) break;
    }
    if (picks.length > 0) onlooker?.turn(view, picks);
    return {
      acts,
      mu: picks.map(({ mu }) => mu),
      ...(first?.value === undefined ? {} : { value: first.value }),
      ...(first ? { checkpoint: first.version } : {}),
    };
  }

  async #believe(question: Question, view: ScriptView): Promise<Answered> {
    const { policy, seats } = this.#options;
    const { encoder, inference } = await policy();
    const state = encoder.state(view.observation, view.seat, seats);
    const p = await inference.believe(encoder.asked(state, view.observation, question));
    return { p: [...p] };
  }
}
