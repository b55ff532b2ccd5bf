// The best that a persuader can do over the fitted persuadee, by dynamic programming over what the gift hangs on:
// where the talk stands, what was promised, what was asked for, and how inclined the persuadee is. One plan for
// each inclination on a grid; who does not know the inclination averages over it (QMDP, Littman et al. 1995).
//
// Two simplifications, both in favour of the persuader: its good words work from the outset, and a plan that
// averages acts as if it knew the inclination one exchange later. Asks are limited to ASKS.

import { giftOdds, promiseOdds, type ReplyContext, replyOdds } from '../../scenarios/donation/model.ts';
import type { Stand } from '../../scenarios/donation/model-reply.ts';
import { table } from '../../scenarios/donation/model-table.ts';
import type { Act, Mind } from '../../scenarios/donation/types.ts';

export const TURNS = 10;
/** Cents asked for last; 0: none. */
const ASKS = [0, 10, 25, 50, 100, 200];
const STANDS: readonly Stand[] = ['open', 'agreed', 'promised', 'refused'];
const PROMISES: readonly (number | null)[] = [null, ...table.promise.cents];
const SMALL = [5, 10, 25];

type Type = Act['type'];
const EXTRAS: readonly Type[] = [
  'greeting',
  'task-related-inquiry',
  'source-related-inquiry',
  'personal-story',
  'credibility-appeal',
  'donation-information',
  'thank',
];
const REQUESTS: readonly (Type | null)[] = [
  null,
  'ask-donate-more',
  'ask-donation-amount',
  'confirm-donation',
  'proposition-of-donation',
  'foot-in-the-door',
];

/** Something to say: its acts but for amounts, and the amounts that it can carry (0: none). */
interface Line {
  readonly acts: readonly Act[];
  readonly request: Type | null;
  readonly asks: readonly number[];
}

const MOST_EXTRAS = 4;
const asksWith = (request: Type | null): readonly number[] => {
  if (request === null) return [0];
  return request === 'foot-in-the-door' ? [0, ...SMALL] : ASKS;
};

const LINES: readonly Line[] = REQUESTS.flatMap((request) =>
  Array.from({ length: 2 ** EXTRAS.length }, (_, bits) => EXTRAS.filter((__, at) => bits & (1 << at)))
    .filter((extras) => extras.length <= MOST_EXTRAS && (request !== null || extras.length > 0))
    .map((extras) => ({
      acts: [...extras, ...(request ? [request] : [])].map((type) => ({ type }) as Act),
      request,
      asks: asksWith(request),
    })),
);

/** The acts of a line with an amount in it. */
const spoken = ({ acts, request }: Line, ask: number): Act[] => {
  if (ask === 0) return [...acts];
  const priced =
    request === 'ask-donate-more' || request === 'foot-in-the-door' ? request : 'proposition-of-donation';
  return [...acts.filter(({ type }) => type !== priced), { type: priced, cents: ask }];
};

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
  const chance = (type: Type): number =>
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
  /** Cents expected from a place on, with the persuader to speak. */
  readonly #value = new Float64Array((TURNS + 1) * STANDS.length * PROMISES.length * ASKS.length);
  /** By phase, stand and line. */
  readonly #replies: Reply[][][];
  /** By promise and ask: chances of the next promise. */
  readonly #next: Float64Array[][];

  constructor(inclination: number) {
    const minds = ASKS.map((asked) => mindAt(inclination, asked));
    this.#replies = PHASE_TURNS.map((turn) =>
      STANDS.map((stand) => LINES.map(({ acts }) => replyTo(mindAt(inclination, 0), turn, stand, acts))),
    );
    this.#next = PROMISES.map((promised) =>
      minds.map((mind) => {
        const chances = new Float64Array(PROMISES.length);
        for (const { cents, p } of promiseOdds(mind, promised)) {
          const at = promiseAt(cents);
          chances[at] = (chances[at] ?? 0) + p;
        }
        return chances;
      }),
    );
    PROMISES.forEach((promised, at) => {
      minds.forEach((mind, ask) => {
        const gift = meanGift(mind, promised);
        for (let stand = 0; stand < STANDS.length; stand++)
          this.#value[this.#at(TURNS, stand, at, ask)] = gift;
      });
    });
    for (let turn = TURNS - 1; turn >= 0; turn--) this.#solve(turn);
  }

  #at(turn: number, stand: number, promise: number, ask: number): number {
    return ((turn * STANDS.length + stand) * PROMISES.length + promise) * ASKS.length + ask;
  }

  #solve(turn: number): void {
    for (let stand = 0; stand < STANDS.length; stand++)
      for (let promise = 0; promise < PROMISES.length; promise++)
        for (let ask = 0; ask < ASKS.length; ask++) {
          let best = 0;
          const worth = ASKS.map((_, after) => this.#after(turn, stand, promise, after));
          LINES.forEach(({ asks }, line) => {
            const reply = this.#replies[phaseOf(turn)]?.[stand]?.[line];
            for (const one of asks) {
              const outcomes = worth[one === 0 ? ask : askAt(one)];
              if (reply && outcomes) best = Math.max(best, weigh(reply, outcomes));
            }
          });
          this.#value[this.#at(turn, stand, promise, ask)] = best;
        }
  }

  /** Cents after each outcome of an exchange: the talk goes on, or was ended. */
  #after(turn: number, stand: number, promise: number, ask: number): Outcomes {
    const worth = (from: number): Float64Array => {
      const at = (to: number, next: number): number => this.#value[this.#at(from, to, next, ask)] ?? 0;
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

  /** Cents expected of a line with an ask, from a place on. */
  worth(place: Place): (line: number, ask: number) => number {
    const [stand, promise] = [STANDS.indexOf(place.stand), promiseAt(place.promised)];
    const outcomes = ASKS.map((_, after) => this.#after(place.turn, stand, promise, after));
    return (line, ask) => {
      const reply = this.#replies[phaseOf(place.turn)]?.[stand]?.[line];
      const after = outcomes[askAt(ask === 0 ? place.asked : ask)];
      return reply && after ? weigh(reply, after) : 0;
    };
  }

  /** Cents expected from the first word on. */
  get start(): number {
    return this.#value[this.#at(0, 0, 0, 0)] ?? 0;
  }
}

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

/** The line with the highest mean worth under a belief over plans, as acts. */
export const bestLine = (plans: readonly Plan[], belief: Float64Array, place: Place): Act[] => {
  const worths = plans.map((plan) => plan.worth(place));
  let best = { worth: -1, line: 0, ask: 0 };
  LINES.forEach(({ asks }, line) => {
    for (const ask of asks) {
      let worth = 0;
      belief.forEach((p, at) => {
        if (p > 1e-3) worth += p * (worths[at]?.(line, ask) ?? 0);
      });
      if (worth > best.worth) best = { worth, line, ask };
    }
  });
  const line = LINES[best.line];
  return line ? spoken(line, best.ask) : [];
};
