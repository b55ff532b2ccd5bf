// Words of the booking scenario. The user has a goal, the agent has a desk: it can search the world
// and book in it. They understand each other by text only: what the listener knows of an utterance is
// `heard`, its own reading of the words, never the speaker's acts.

import type { Outcome, SeatId } from '../../shared/scenario.ts';
import type { Reason } from './ends.ts';

export type Domain = 'restaurant' | 'hotel' | 'attraction' | 'train' | 'taxi';
/** Names as in slots.ts; times "HH:MM", numbers in digits, everything in lower case. */
export type Slot = string;
export type Value = string;
/** The value of a slot that its owner does not care about. */
export const ANY = 'any';
export type Values = Readonly<Record<Slot, Value>>;
export type Role = 'user' | 'agent';
export const USER = 0;
export const AGENT = 1;

export interface Options {
  world: 'town' | 'multiwoz';
  goals: 'all' | 'train' | 'heldout';
  /** Probability that the user keeps a constraint to itself until it is asked for it. */
  vague: number;
  /** Probability of corrupting an act as it is heard, or a word on its way (see `channel`). */
  noise: number;
  channel: 'acts' | 'words';
  /** shared: tables and rooms are contended for with the other episodes of this server. */
  stock: 'own' | 'shared';
  /** all: utterances are also worded with the families that the reader was not developed on. */
  wording: 'known' | 'all';
  /** A goal of the world by its id; null: drawn. */
  goal: string | null;
  /** Spoken utterances of both seats after which the episode is cut off. */
  cap: number;
}

// --- world --------------------------------------------------------------------------------------

/** Something that can be offered: a venue, or a train (its name is the train's id). */
export interface Venue {
  readonly name: string;
  /** Every info slot and attribute of slots.ts that is known of it. */
  readonly facts: Values;
}

/** Immutable; episodes name it by id, and its digest is part of their state. */
export interface World {
  readonly id: Options['world'];
  readonly title: string;
  readonly digest: string;
  /** taxi: empty; a taxi is described by what was asked for. */
  readonly venues: Readonly<Record<Domain, readonly Venue[]>>;
  readonly cars: readonly string[];
}

/** One set of constraints, and what makes the user move on to the next one. */
export interface Stage {
  readonly values: Values;
  /** no: nothing fits, or the booking is refused. offer: a change of mind at the first offer. end: the last. */
  readonly until: 'no' | 'offer' | 'end';
}

export interface DomainGoal {
  readonly domain: Domain;
  /** What the venue must be like, in the order in which the user tries it. */
  readonly info: readonly Stage[];
  /** How it is to be booked; empty: it is not to be booked. */
  readonly book: readonly Stage[];
  /** Attributes that the user wants to know of the venue. */
  readonly request: readonly Slot[];
  /** Slots of the last info stage that are told only when asked for. */
  readonly withheld: readonly Slot[];
  /** Info slots that take their value from the venue found in another domain (taxi). */
  readonly from: Readonly<Record<Slot, Domain>>;
  /** Nothing in the world fits the last stage: being told so is all that can be had. */
  readonly impossible: boolean;
}

export interface Goal {
  readonly id: string;
  readonly domains: readonly DomainGoal[];
}

// --- acts ---------------------------------------------------------------------------------------

export type UserAct =
  /** Opens a topic. */
  | { type: 'need'; domain: Domain }
  /** A constraint or a booking detail; value ANY: does not matter. Slot "name": wants that venue. */
  | { type: 'inform'; domain: Domain; slot: Slot; value: Value }
  /** Asks for an attribute of the venue in question; slot "ref": asks to book it. */
  | { type: 'request'; domain: Domain; slot: Slot }
  /** Yes: to a question, to an offer. */
  | { type: 'affirm' }
  /** No: to a question, or "not that one" to an offer. */
  | { type: 'deny' }
  /** Gives up on one thing. */
  | { type: 'drop'; domain: Domain }
  | { type: 'greet' }
  | { type: 'thank' }
  /** Ends the episode. */
  | { type: 'bye' }
  | { type: 'done' };

export type AgentAct =
  /** Desk: look for what fits the form. Comes alone, closes the turn, and the agent is on again. */
  | { type: 'search'; domain: Domain }
  /** Desk: book the venue in question with the details of the form. Alone, as search. */
  | { type: 'book'; domain: Domain }
  /** Asks for a constraint or a booking detail. */
  | { type: 'request'; domain: Domain; slot: Slot }
  /** Names a venue and says all of its info slots (slots.ts). */
  | { type: 'offer'; domain: Domain; name: string; facts: Values }
  /** Tells an attribute of the venue in question. */
  | { type: 'inform'; domain: Domain; slot: Slot; value: Value }
  /** "The north, is that right?" */
  | { type: 'confirm'; domain: Domain; slot: Slot; value: Value }
  | { type: 'no-offer'; domain: Domain }
  /** Tells that it is booked. */
  | { type: 'booked'; domain: Domain; ref: string }
  /** Sorry: the desk refused the booking. */
  | { type: 'apologise'; domain: Domain }
  /** "Anything else?" */
  | { type: 'more' }
  | { type: 'greet' }
  | { type: 'bye' }
  | { type: 'done' };

export type Act = UserAct | AgentAct;

// --- state --------------------------------------------------------------------------------------

export interface Said {
  readonly seat: SeatId;
  /** What the speaker meant; the listener never sees it. */
  readonly acts: readonly Act[];
  /** As it was sent, and as it arrived (they differ where words were corrupted). */
  readonly text: string;
  readonly arrived: string;
  /** The listener's reading. */
  readonly heard: readonly Act[];
}

/** What the desk did for the agent. */
export interface DeskEntry {
  /** Number of utterances before it. */
  readonly at: number;
  readonly call: 'search' | 'book';
  readonly domain: Domain;
  /** search: how many fit, and the names of the first five. book: the reference, or null if refused. */
  readonly found: number;
  readonly names: readonly string[];
  readonly ref: string | null;
}

export interface Booking {
  readonly domain: Domain;
  /** The venue; taxi: the car. */
  readonly name: string;
  readonly details: Values;
  readonly ref: string;
}

/** The agent's account of what it has heard: the dialogue state. */
export interface Form {
  /** Topics in the order in which they came up. */
  readonly topics: readonly Domain[];
  readonly current: Domain | null;
  readonly info: Readonly<Partial<Record<Domain, Values>>>;
  readonly book: Readonly<Partial<Record<Domain, Values>>>;
  /** The venue in question: offered last, or named by the user. */
  readonly venue: Readonly<Partial<Record<Domain, string>>>;
  /** Names that the user turned down. */
  readonly denied: Readonly<Partial<Record<Domain, readonly string[]>>>;
  /** Requests of the user that are not answered yet. */
  readonly asked: readonly { readonly domain: Domain; readonly slot: Slot }[];
}

/** The user's account of what it has heard. */
export interface Notes {
  readonly current: Domain | null;
  /** Offers as heard, latest last. */
  readonly offers: readonly { readonly domain: Domain; readonly name: string; readonly facts: Values }[];
  /** Attributes of the venue in question that it believes: as heard most often. In doubt it believes nothing. */
  readonly told: Readonly<Partial<Record<Domain, Values>>>;
  /** The venue in question as the user understands it. */
  readonly venue: Readonly<Partial<Record<Domain, string>>>;
  /** References that it believes, likewise. */
  readonly refs: Readonly<Partial<Record<Domain, string>>>;
  /** Everything that it heard of the venue in question and of its booking ("ref"), each as often as it was said. */
  readonly heard: Readonly<Partial<Record<Domain, Readonly<Record<Slot, readonly Value[]>>>>>;
  /** Booking details as it last told them. */
  readonly details: Readonly<Partial<Record<Domain, Values>>>;
  /** How often each domain was answered with no-offer, and with apologise. */
  readonly none: Readonly<Partial<Record<Domain, number>>>;
  readonly refused: Readonly<Partial<Record<Domain, number>>>;
}

export interface State {
  readonly options: Options;
  readonly digest: string;
  readonly goal: Goal;
  /** Booking details that the desk refuses in this episode (own stock). */
  readonly closed: readonly { readonly domain: Domain; readonly details: Values }[];
  readonly said: readonly Said[];
  readonly desk: readonly DeskEntry[];
  readonly bookings: readonly Booking[];
  readonly form: Form;
  readonly notes: Notes;
  /** Whose turn it is. */
  readonly mover: SeatId;
  readonly end: Outcome<Reason> | null;
}

// --- observation --------------------------------------------------------------------------------

/** An utterance as one seat knows it: its own acts, or its reading of the other's words. */
export interface Heard {
  readonly seat: SeatId;
  readonly acts: readonly Act[];
  readonly text: string;
}

interface Common {
  readonly world: Options['world'];
  readonly seat: SeatId;
  readonly said: readonly Heard[];
  /** Utterances left before the cut. */
  readonly left: number;
  readonly over: boolean;
  readonly wording: Options['wording'];
}

export interface UserObservation extends Common {
  readonly role: 'user';
  readonly goal: Goal;
  readonly notes: Notes;
}

export interface AgentObservation extends Common {
  readonly role: 'agent';
  readonly form: Form;
  readonly desk: readonly DeskEntry[];
  /** What the desk knows of the venues it named, by domain and name. */
  readonly leaflets: Readonly<Partial<Record<Domain, Readonly<Record<string, Values>>>>>;
  readonly bookings: readonly Booking[];
}

export type Observation = UserObservation | AgentObservation;

// --- reading ------------------------------------------------------------------------------------

/** What a reader may use besides the words: its own side's knowledge, as both sides have it. */
export interface ReadContext {
  readonly world: World;
  /** The topic under discussion. */
  readonly current: Domain | null;
  /** What the other side said just before, as its listener read it ("two people" answers a request). */
  readonly before: readonly Act[];
  /** Venue in question by domain. */
  readonly venue: Readonly<Partial<Record<Domain, string>>>;
}
