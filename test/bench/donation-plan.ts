// The best that a persuader can do over the fitted persuadee, by dynamic programming over what the gift hangs on:
// where the talk stands, what was promised, what was asked for, and how inclined the persuadee is. One plan for
// each inclination on a grid; who does not know the inclination averages over it (QMDP, Littman et al. 1995).
//
// A mannered plan keeps to scenarios/donation/faults.ts: it also counts what wears out (COUNTED), asks for more only
// where something is promised and for more than that, and so on.
//
// Simplifications, all in favour of the persuader: its good words work from the outset, a plan that averages acts
// as if it knew the inclination one exchange later, and a mannered one never runs out of arguments, small requests
// and confirmations, nor is it stopped by a refusal of more. Asks are limited to ASKS.

import { giftOdds, promiseOdds, type ReplyContext, replyOdds } from '../../scenarios/donation/model.ts';
import type { Stand } from '../../scenarios/donation/model-reply.ts';
import { table } from '../../scenarios/donation/model-table.ts';
import type { Act, Mind } from '../../scenarios/donation/types.ts';
import { ALL_USES, ASKS, fits, LINES, OPTIONS, type Option, usesAfter } from './donation-lines.ts';

export const TURNS = 10;
const STANDS: readonly Stand[] = ['open', 'agreed', 'promised', 'refused'];
const PROMISES: readonly (number | null)[] = [null, ...table.promise.cents];

/** Everything good that can be said has been. */
const ALL_HEARD = Object.values(table.moves.weights).reduce(
  (sum, weight) => sum + (weight > 0 ? weight / (1 - table.moves.wearOff) : 0),
  0,
);

const mindAt = (inclination: number, asked: number): Mind => ({
  interest: 0,
  inclination,
  heard: ALL_HEARD,
  blamed: 0,
  asked,
});

/** Chances of what matters in a reply: an amount, a refusal, an agreement; and of a goodbye. */
interface Reply {
  readonly amount: number;
  readonly no: number;
  readonly yes: number;
  readonly bye: number;
}

const contextFor = (turn: number, stand: Stand, heard: readonly Act[]): ReplyContext => ({
  turn,
  left: TURNS - 1 - turn,
  heard,
  stand,
  promised: null,
  asked: [],
});

const replyTo = (mind: Mind, turn: number, stand: Stand, acts: readonly Act[]): Reply => {
  const odds = replyOdds(mind, contextFor(turn, stand, acts)).flat();
  const chance = (type: Act['type']): number =>
    odds.reduce((sum, one) => (one.type === type ? sum + one.weight : sum), 0);
  return {
    amount: chance('provide-amount'),
    no: chance('disagree-donation'),
    yes: chance('agree-donation'),
    bye: turn >= 1 ? chance('closing') : 0,
  };
};

const meanGift = (mind: Mind, promised: number | null): number =>
  giftOdds(mind, promised).reduce((sum, { cents, p }) => sum + cents * p, 0);

/** Replies that are alike in turns that differ in nothing a reply hangs on. */
const phaseOf = (turn: number): number =>
  turn === 0 ? 0 : turn <= 2 ? 1 : turn < 8 ? 2 : turn === 8 ? 3 : 4;
const PHASE_TURNS = [0, 1, 3, 8, 9];

export interface Place {
  readonly turn: number;
  readonly stand: Stand;
  readonly promised: number | null;
  readonly asked: number;
  /** As usesAfter counts; 0 where manners are not minded. */
  readonly uses: number;
}

const nearest = (list: readonly (number | null)[], value: number): number => {
  let best = 1;
  list.forEach((one, at) => {
    if (at > 0 && Math.abs((one ?? 0) - value) < Math.abs((list[best] ?? 0) - value)) best = at;
  });
  return best;
};
const askAt = (asked: number): number => (asked === 0 ? 0 : nearest(ASKS, asked));
const promiseAt = (promised: number | null): number => (promised ? nearest(PROMISES, promised) : 0);

/** The plan for one inclination. */
export class Plan {
  readonly #mannered: boolean;
  readonly options: readonly Option[];
  /** Cents expected from a place on, with the persuader to speak. */
  readonly #value: Float64Array;
  /** By phase, stand and line. */
  readonly #replies: Reply[][][];
  /** By promise and ask: chances of the next promise. */
  readonly #next: Float64Array[][];
  readonly #uses: number;

  constructor(inclination: number, mannered = false) {
    const minds = ASKS.map((asked) => mindAt(inclination, asked));
    const manner = mannered ? 'mannered' : 'free';
    this.#mannered = mannered;
    this.options = OPTIONS[manner];
    this.#uses = mannered ? ALL_USES : 1;
    this.#value = new Float64Array((TURNS + 1) * STANDS.length * PROMISES.length * ASKS.length * this.#uses);
    this.#replies = PHASE_TURNS.map((turn) =>
      STANDS.map((stand) =>
        LINES[manner].map(({ acts }) => replyTo(mindAt(inclination, 0), turn, stand, acts)),
      ),
    );
    this.#next = PROMISES.map((promised) => minds.map((mind) => nextPromise(mind, promised)));
    PROMISES.forEach((promised, at) => {
      minds.forEach((mind, ask) => {
        const gift = meanGift(mind, promised);
        for (let stand = 0; stand < STANDS.length; stand++)
          for (let uses = 0; uses < this.#uses; uses++)
            this.#value[this.#at(TURNS, stand, at, ask, uses)] = gift;
      });
    });
    for (let turn = TURNS - 1; turn >= 0; turn--) this.#solve(turn);
  }

  #at(turn: number, stand: number, promise: number, ask: number, uses: number): number {
    return (
      (((turn * STANDS.length + stand) * PROMISES.length + promise) * ASKS.length + ask) * this.#uses + uses
    );
  }

  #solve(turn: number): void {
    for (let stand = 0; stand < STANDS.length; stand++)
      for (let promise = 0; promise < PROMISES.length; promise++) {
        const open = this.#open(stand, promise);
        const worth = ASKS.map((_, ask) =>
          Array.from({ length: this.#uses }, (__, uses) => this.#after(turn, stand, promise, ask, uses)),
        );
        for (let ask = 0; ask < ASKS.length; ask++)
          for (let uses = 0; uses < this.#uses; uses++) {
            let best = 0;
            for (const { line, ask: asked, after } of open) {
              const reply = this.#replies[phaseOf(turn)]?.[stand]?.[line];
              const outcomes = worth[asked === 0 ? ask : askAt(asked)]?.[after[uses] ?? -1];
              if (reply && outcomes) best = Math.max(best, weigh(reply, outcomes));
            }
            this.#value[this.#at(turn, stand, promise, ask, uses)] = best;
          }
      }
  }

  /** What can be said where the talk stands, each with the uses after it by the uses before (-1: used up). */
  #open(stand: number, promise: number): readonly (Option & { readonly after: readonly number[] })[] {
    const [at, promised] = [STANDS[stand] ?? 'open', PROMISES[promise] ?? null];
    return this.options
      .filter(({ acts }) => !this.#mannered || fits(acts, at, promised))
      .map((option) => ({
        ...option,
        after: Array.from({ length: this.#uses }, (_, uses) => this.#used(uses, option.acts)),
      }));
  }

  #used(uses: number, acts: readonly Act[]): number {
    return this.#mannered ? (usesAfter(uses, acts) ?? -1) : 0;
  }

  /** Cents after each outcome of an exchange: the talk goes on, or was ended. */
  #after(turn: number, stand: number, promise: number, ask: number, uses: number): Outcomes {
    const worth = (from: number): Float64Array => {
      const at = (to: number, next: number): number => this.#value[this.#at(from, to, next, ask, uses)] ?? 0;
      const agreed = STANDS[stand] === 'promised' ? stand : STANDS.indexOf('agreed');
      let amount = 0;
      this.#next[promise]?.[ask]?.forEach((p, next) => {
        if (p > 0) amount += p * at(STANDS.indexOf('promised'), next);
      });
      return Float64Array.of(
        amount,
        at(STANDS.indexOf('refused'), promise),
        at(agreed, promise),
        at(stand, promise),
      );
    };
    return { on: worth(turn + 1), over: worth(TURNS) };
  }

  /** Cents expected of each of the options from a place on; 0 where it has been used up. */
  worths(place: Place): Float64Array {
    const [stand, promise] = [STANDS.indexOf(place.stand), promiseAt(place.promised)];
    const known = new Map<number, Outcomes>();
    return Float64Array.from(this.options, ({ line, ask, acts }) => {
      const uses = this.#used(place.uses, acts);
      const reply = this.#replies[phaseOf(place.turn)]?.[stand]?.[line];
      if (uses < 0 || !reply) return 0;
      const asked = askAt(ask === 0 ? place.asked : ask);
      const name = asked * this.#uses + uses;
      const outcomes = known.get(name) ?? this.#after(place.turn, stand, promise, asked, uses);
      known.set(name, outcomes);
      return weigh(reply, outcomes);
    });
  }

  /** Cents expected from the first word on. */
  get start(): number {
    return this.#value[this.#at(0, 0, 0, 0, 0)] ?? 0;
  }
}

const nextPromise = (mind: Mind, promised: number | null): Float64Array => {
  const chances = new Float64Array(PROMISES.length);
  for (const { cents, p } of promiseOdds(mind, promised)) {
    const at = promiseAt(cents);
    chances[at] = (chances[at] ?? 0) + p;
  }
  return chances;
};

interface Outcomes {
  /** Cents after an amount, a refusal, an agreement, and anything else. */
  readonly on: Float64Array;
  readonly over: Float64Array;
}

const weigh = ({ amount, no, yes, bye }: Reply, { on, over }: Outcomes): number => {
  const rest = 1 - amount - no - yes;
  const of = (worth: Float64Array): number =>
    amount * (worth[0] ?? 0) + no * (worth[1] ?? 0) + yes * (worth[2] ?? 0) + rest * (worth[3] ?? 0);
  return (1 - bye) * of(on) + bye * of(over);
};

/**
 * The acts with the highest mean worth under a belief over plans. `say` puts an option into words; undefined: it
 * cannot be said now.
 */
export const bestLine = (
  plans: readonly Plan[],
  belief: Float64Array,
  place: Place,
  say: (acts: readonly Act[]) => readonly Act[] | undefined = (acts) => acts,
): readonly Act[] => {
  const sums = new Float64Array(plans[0]?.options.length ?? 0);
  plans.forEach((plan, at) => {
    const p = belief[at] ?? 0;
    if (p <= 1e-3) return;
    plan.worths(place).forEach((worth, option) => {
      sums[option] = (sums[option] ?? 0) + p * worth;
    });
  });
  const order = [...sums.keys()].sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0));
  for (const option of order) {
    const acts = say(plans[0]?.options[option]?.acts ?? []);
    if (acts) return acts;
  }
  return [];
};
