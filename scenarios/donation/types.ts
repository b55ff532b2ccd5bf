// Words of the donation scenario, after PersuasionForGood (Wang et al., ACL 2019): one seat asks the
// other to give a part of its payment of up to two dollars to a children's charity. Money is in cents.

import type { Outcome, SeatId } from '../../shared/scenario.ts';
import type { Reason } from './ends.ts';

export type Role = 'persuader' | 'persuadee';
export const PERSUADER = 0;
export const PERSUADEE = 1;
export const BUDGET = 200;

/** The ten strategies of the paper, its names. */
export const STRATEGIES = [
  'logical-appeal',
  'emotion-appeal',
  'credibility-appeal',
  'foot-in-the-door',
  'self-modeling',
  'personal-story',
  'donation-information',
  'source-related-inquiry',
  'task-related-inquiry',
  'personal-related-inquiry',
] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** Everything else that a persuader does. `guilt` is no strategy of the paper: it lowers gifts and is penalised. */
export const PERSUADER_OTHER = [
  'greeting',
  'acknowledgement',
  'answer',
  'proposition-of-donation',
  'ask-donation-amount',
  'ask-donate-more',
  'confirm-donation',
  'praise-user',
  'comment-partner',
  'thank',
  'guilt',
  'closing',
] as const;

export const PERSUADEE_ACTS = [
  'greeting',
  'acknowledgement',
  'answer',
  'ask-org-info',
  'ask-donation-procedure',
  'ask-persuader-donation-intention',
  'task-related-inquiry',
  'personal-related-inquiry',
  'positive-to-inquiry',
  'neutral-to-inquiry',
  'negative-to-inquiry',
  'positive-reaction',
  'neutral-reaction',
  'negative-reaction',
  'agree-donation',
  'disagree-donation',
  'disagree-donation-more',
  'thank',
  'closing',
] as const;

export type SpeechType =
  | Strategy
  | (typeof PERSUADER_OTHER)[number]
  | (typeof PERSUADEE_ACTS)[number]
  | 'done'
  | 'silence';

export type Act =
  /** persuader: `cents` is an amount asked for (proposition-of-donation, ask-donate-more, foot-in-the-door); else absent. */
  | { type: SpeechType }
  | { type: 'proposition-of-donation' | 'ask-donate-more' | 'foot-in-the-door'; cents: number }
  /** persuadee: names an amount. A promise, not the gift. */
  | { type: 'provide-amount'; cents: number }
  /** persuadee, at the end, in secret: what really goes into the jar. */
  | { type: 'give'; cents: number };

/** The traits of the persuadee, on the publishers' own scales (model.json names them and their ranges). */
export type Persona = Readonly<Record<string, number>>;

/** The persuadee's inner state as the fitted model has it; `interest` is its chance of giving, 0 to 1. */
export interface Mind {
  readonly interest: number;
  readonly [quantity: string]: number;
}

export interface Options {
  /** `train` and `heldout` share `all` out between them. */
  personas: 'all' | 'train' | 'heldout';
  /** A persona given outright; null: drawn. */
  persona: Persona | null;
  /** Utterances of each seat after which the jar is passed round. */
  turns: number;
}

export interface Said {
  readonly seat: SeatId;
  readonly acts: readonly Act[];
  readonly text: string;
}

export interface State {
  readonly options: Options;
  readonly persona: Persona;
  /** What the persuadee is called; drawn apart from the persona, so that it tells nothing about it. */
  readonly name: string;
  /** What the fitted model says goes on in this persuadee (model.ts). Hidden from the persuader. */
  readonly mind: Mind;
  /** Interest before the first word. */
  readonly interestAtStart: number;
  readonly said: readonly Said[];
  /** Latest amount named by the persuadee, cents; null: none. */
  readonly promised: number | null;
  readonly phase: 'talk' | 'jar' | 'over';
  readonly mover: SeatId;
  /** cents; null until the jar has been passed. */
  readonly gift: number | null;
  readonly end: Outcome<Reason> | null;
}

export interface Observation {
  readonly seat: SeatId;
  readonly role: Role;
  readonly phase: State['phase'];
  readonly said: readonly Said[];
  /** Utterances that each seat has in all, and that this seat has left. */
  readonly turns: number;
  readonly left: number;
  readonly promised: number | null;
  /** persuadee only; null for the persuader. */
  readonly persona: Persona | null;
  readonly mind: Mind | null;
  /** What the persuadee is called. */
  readonly name: string;
  /** Once it is over, both know it. */
  readonly gift: number | null;
}
