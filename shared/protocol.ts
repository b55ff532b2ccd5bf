// Client <-> server messages. PROTOCOL_VERSION changes with every incompatible change.

import { z } from 'zod';
import type { RejectionCode } from './result.ts';
import { MAX_TEXT } from './scenario.ts';
import type { Stage } from './stage.ts';
import type { Belief, SeatKindSchema, TournamentGame } from './turn.ts';

export const PROTOCOL_VERSION = 1;
export const ROOM_TYPE = 'episode';
/** Largest frame that the server reads, bytes. */
export const MAX_FRAME = 8192;

/** Codes with which the server closes a socket. replaced: the seat was taken from another window, so do
 * not come back by yourself; slow: come back and say what you have. */
export const CLOSED = { replaced: 4101, slow: 4102 } as const;

export const RevealSchema = z.union([
  z.literal('public'),
  z.literal('all'),
  z.strictObject({ delaySeconds: z.number().min(1).max(3600) }),
]);
export type Reveal = z.infer<typeof RevealSchema>;

/** "scripted:greedy", "human", "impostor=scripted:stealth", ... ; parsed in server/seats/spec.ts. */
export const SeatSpecSchema = z.string().min(1).max(80);

/** What create and join carry. Unknown keys are refused, so that a misspelt option is not ignored. */
export const JoinSchema = z.strictObject({
  protocol: z.number().int().optional(),
  scenario: z.string().min(1).max(40).optional(),
  name: z.string().trim().min(1).max(24).default('Guest'),
  as: z.enum(['player', 'spectator']).default('player'),
  seat: z.number().int().min(0).max(63).optional(),
  /** Play this role: a practice room. */
  role: z.string().max(24).optional(),
  /** Occupants of the seats that no person takes; "human" keeps a seat open for a person. */
  fill: z.array(SeatSpecSchema).max(64).optional(),
  options: z.record(z.string(), z.unknown()).optional(),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  pace: z.enum(['live', 'fast']).default('live'),
  reveal: RevealSchema.optional(),
  /** May this person's turns be learned from. */
  consent: z.boolean().default(false),
  /** Seat token from an earlier `seated` message: take the same seat again. */
  token: z.string().max(64).optional(),
  /** Number of lines that this client already has; the server sends what follows. */
  from: z.number().int().min(0).optional(),
  operator: z.string().max(128).optional(),
});
export type JoinOptions = z.infer<typeof JoinSchema>;

export const ActRequestSchema = z.strictObject({
  turn: z.number().int(),
  index: z.number().int().min(0),
  /** true keeps the utterance open for a further act. */
  more: z.boolean().optional(),
});
export const SayRequestSchema = z.strictObject({
  turn: z.number().int(),
  text: z.string().min(1).max(MAX_TEXT),
});
/** `answer`: index into the question's answers, or null to take the answer back. */
export const BelieveRequestSchema = z.strictObject({
  question: z.string().max(64),
  answer: z.number().int().min(0).nullable(),
});
/** Asks for the lines from this number on, and for `you` and `view` again. */
export const SyncRequestSchema = z.strictObject({ from: z.number().int().min(0) });

export interface Requests {
  act: z.infer<typeof ActRequestSchema>;
  say: z.infer<typeof SayRequestSchema>;
  believe: z.infer<typeof BelieveRequestSchema>;
  sync: z.infer<typeof SyncRequestSchema>;
}

/** Every request is answered with one of these. */
export type Answer = { ok: true } | { ok: false; code: RejectionCode; message: string };

export interface CandidateItem {
  index: number;
  label: string;
  group: string;
  place?: string;
  seat?: number;
  /** Picking it ends the utterance as it stands (done, silence). */
  closes?: boolean;
}

/** To the seat alone, whenever it has to decide; again after every act that keeps it open. */
export interface YouMessage {
  /** This seat's own count of decisions: quoting an older one is `stale`. Never the whole table's. */
  turn: number;
  kind: 'move' | 'speak' | 'ballot';
  observation: unknown;
  candidates: CandidateItem[];
  /** Acts already picked for this utterance. */
  chosen: string[];
  /** ms since 1970 by the server's clock, or null: no limit. */
  deadline: number | null;
  /** Server's clock when this was sent, so that a client can count down by its own. */
  now: number;
  brief: string;
}

/** To the seat when it has joined: what it needs to come back, and who it is. */
export interface SeatedMessage {
  seat: number;
  token: string;
  role: string;
  name: string;
  brief: string;
  protocol: number;
}

export interface LineItem {
  /** Position in this viewer's own transcript, from 0, without gaps. */
  n: number;
  seat: number | null;
  name: string;
  text: string;
  kind: 'say' | 'event' | 'private' | 'vote' | 'system';
}
export interface LinesMessage {
  from: number;
  items: LineItem[];
}

/** What seats believed when they were asked: before a discussion and after every utterance. */
export interface SurveyItem {
  /** Position among the surveys of the episode, from 0, without gaps. */
  n: number;
  /** Lines that had been told by then: utterances from the survey before to here led to this one. */
  line: number;
  /** With it a discussion begins: no utterance led to it. */
  opens: boolean;
  /** `truth`: index into the answers. A seat that did not answer is left out of the beliefs. */
  questions: { id: string; text: string; answers: string[]; truth: number; beliefs: Belief[] }[];
}
/** To spectators who may see everything; never to a seat, and never where a person plays. */
export interface BeliefsMessage {
  from: number;
  items: SurveyItem[];
}

/** What this viewer may see now; spectators get theirs through the public state. */
export interface ViewMessage {
  stage: Stage;
  questions: { id: string; text: string; answers: string[]; answer: number | null }[];
}

export interface EndMessage {
  outcome: {
    end: 'terminated' | 'truncated' | 'aborted';
    reason: string;
    winners: number[];
    roles: string[];
    names: string[];
    metrics: Record<string, number>;
    episode: string;
    key: string;
  };
}

/** From the room itself, outside the transcript: shown for a moment, never numbered. */
export interface NoticeMessage {
  text: string;
}

/** A seat that is thinking, writing or away, for the typing indicator. */
export const PresenceSchema = z.enum(['here', 'away', 'bot']);
export type Presence = z.infer<typeof PresenceSchema>;

/** Public state of a room, as the client sees it (the schema in server/rooms mirrors it). */
export interface PublicSeat {
  name: string;
  /** A person's chosen name; for bots only the kind, since a script's name can give its role away. */
  occupant: string;
  kind: z.infer<typeof SeatKindSchema> | 'open';
  alive: boolean;
  presence: Presence;
  /** Has to decide now, where everybody may know it (speaking, voting). */
  busy: boolean;
  /** Words are being put together for it; they are shown once they are said. */
  writing: boolean;
  /** Its language model gave no answer when it was last on to speak. */
  lost: boolean;
}
export interface PublicState {
  episode: string;
  scenario: string;
  phase: string;
  turn: number;
  deadline: number;
  /** Stage of the public view, JSON. */
  stage: string;
  seats: PublicSeat[];
  status: 'waiting' | 'playing' | 'ended' | 'aborted';
  practice: boolean;
  spectators: number;
}

/** Room listing for the lobby: GET /api/episodes?live=1 */
export interface LiveEpisode {
  roomId: string;
  scenario: string;
  episode: string;
  status: string;
  open: number;
  seats: number;
  people: number;
  spectators: number;
  practice: boolean;
  title: string;
  /** The game of a tournament that it is. */
  tournament?: Pick<TournamentGame, 'id' | 'game' | 'sides'>;
}
