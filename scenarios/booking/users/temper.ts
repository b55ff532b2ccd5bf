// What makes one simulated user different from another.

export interface Temper {
  /** Fewest and most acts of an utterance, answers not counted against the fewest. */
  readonly least: number;
  readonly most: number;
  /** Own utterances about one domain without anything new before it is given up. */
  readonly patience: number;
  /** How often it asks for one thing before it lets that go. */
  readonly begs: number;
  /** No-offers, or refusals, at the last stage before a domain is given up. */
  readonly refusals: number;
  /** Probability of a courtesy (greeting, thanks) where one is due. */
  readonly polite: number;
  /** Probability of saying something again, and of turning to another topic. */
  readonly repeat: number;
  readonly wander: number;
  /** Tells booking details and asks what it wants to know before anything is offered. */
  readonly upFront: boolean;
}

/** After the agenda-based user of Schatzmann et al. 2007, as ConvLab has it: 1 to 4 acts at a time. */
export const AGENDA: Temper = {
  least: 1,
  most: 4,
  patience: 5,
  begs: 3,
  refusals: 3,
  polite: 0.5,
  repeat: 0,
  wander: 0,
  upFront: false,
};

/** Everything at once, no courtesies, soon gone. */
export const IMPATIENT: Temper = {
  least: 5,
  most: 5,
  patience: 3,
  begs: 2,
  refusals: 2,
  polite: 0,
  repeat: 0,
  wander: 0,
  upFront: true,
};

/** One thing at a time, says things twice, leaves a topic and comes back to it. */
export const RAMBLING: Temper = {
  least: 1,
  most: 2,
  patience: 7,
  begs: 3,
  refusals: 3,
  polite: 0.8,
  repeat: 0.2,
  wander: 0.15,
  upFront: false,
};
