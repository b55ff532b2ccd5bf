// An episode of booking driven by hand over a perfect line: texts are the acts themselves, as JSON, for
// tests that put a reader of JSON in place of the reader of words.

import { candidates } from '../../scenarios/booking/candidates.ts';
import { OptionsSchema } from '../../scenarios/booking/options.ts';
import { setup } from '../../scenarios/booking/setup.ts';
import { step } from '../../scenarios/booking/step.ts';
import { type Act, AGENT, type DomainGoal, type State, USER } from '../../scenarios/booking/types.ts';
import { type Rng, rngFromState } from '../../shared/rng.ts';
import type { SeatId } from '../../shared/scenario.ts';

const whole = (goal: Partial<DomainGoal>): DomainGoal => ({
  domain: 'hotel',
  info: [{ values: {}, until: 'end' }],
  book: [],
  request: [],
  withheld: [],
  from: {},
  impossible: false,
  ...goal,
});

export class BookingPlay {
  state: State;
  /** Sum of what the agent was given. */
  rewards = 0;
  readonly #rng: Rng = rngFromState([11, 22, 33, 44]);

  constructor(goals: readonly Partial<DomainGoal>[] = [{}], options: Record<string, unknown> = {}) {
    const state = setup(OptionsSchema.parse(options), 2, this.#rng);
    this.state = { ...state, goal: { id: 'by-hand', domains: goals.map(whole) }, closed: [] };
  }

  #move(seat: SeatId, acts: readonly Act[], granted = true): this {
    const spoken = acts.filter((act) => act.type !== 'done');
    const move = { seat, acts, text: JSON.stringify(spoken), granted };
    const { state, rewards } = step(this.state, [move], this.#rng);
    this.state = state;
    this.rewards += rewards[AGENT] ?? 0;
    return this;
  }

  user(...acts: readonly Act[]): this {
    return this.#move(USER, acts);
  }

  agent(...acts: readonly Act[]): this {
    return this.#move(AGENT, acts);
  }

  desk(act: Act, granted = true): this {
    return this.#move(AGENT, [act], granted);
  }

  /** Candidates of the seat that is on, after what it has picked already. */
  offered(...chosen: readonly Act[]): readonly Act[] {
    return candidates(this.state, this.state.mover, chosen);
  }
}
