// What an episode leaves behind: a header, then numbered entries without a hole. The log holds
// only what cannot be rebuilt; observations, features and candidates come back by verified replay.
//
// A turn number counts accepted decision points of the whole episode (0, 1, 2, ...). The numbers of
// simultaneous turns are given out in seat order when the step opens, so that a turn may be logged
// before a lower one; the step entry that closes them follows all of them.

import { z } from 'zod';

export const SEAT_KINDS = ['human', 'llm', 'agent', 'scripted'] as const;
export const SeatKindSchema = z.enum(SEAT_KINDS);
export type SeatKind = (typeof SEAT_KINDS)[number];

/** Who sits in a seat. `occupant` names the driver ("greedy", a checkpoint, a person's chosen name). */
export const OccupantSchema = z.object({ kind: SeatKindSchema, occupant: z.string().max(64) });
export type Occupant = z.infer<typeof OccupantSchema>;

/** An episode as a game of a tournament. */
export const TournamentGameSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** What is played, apart from the seed and the number of games: 16 hex digits. */
  plan: z.string().regex(/^[0-9a-f]{16}$/),
  seed: z.number().int(),
  /** Its place in the order of play, from 0, of so many. */
  game: z.number().int(),
  games: z.number().int(),
  /** Games of one block have the same key. */
  block: z.number().int(),
  /** Role -> the entrant that has all its seats. */
  sides: z.record(z.string(), z.string()),
});
export type TournamentGame = z.infer<typeof TournamentGameSchema>;

export const LOG_VERSION = 1;

export const HeaderSchema = z.object({
  type: z.literal('header'),
  log: z.literal(LOG_VERSION),
  episode: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/),
  scenario: z.string(),
  scenarioVersion: z.number().int(),
  code: z.string(),
  /** 32 hex digits; secret until the end. */
  key: z.string().regex(/^[0-9a-f]{32}$/),
  options: z.unknown(),
  seats: z.array(OccupantSchema),
  /** Per seat: may this seat's turns be learned from. Bots always; people when they said so. */
  consent: z.array(z.boolean()),
  /** Wall-clock start, ms since 1970, from the injected clock; 0 where the run is timeless. */
  startedAt: z.number(),
  origin: z.enum(['room', 'play', 'fork', 'imported']),
  /** Practice: somebody chose the seed, a role, or uses privileged scripts. Never rated. */
  practice: z.boolean(),
  parent: z.object({ episode: z.string(), turn: z.number().int() }).optional(),
  /** A fork draws from another key from this step on; what came before replays with `key`. */
  branches: z.array(z.object({ step: z.number().int(), key: z.string() })).optional(),
  tournament: TournamentGameSchema.optional(),
  /** How a room was set up, so that a restarted server can go on with it. */
  room: z.record(z.string(), z.unknown()).optional(),
});
export type Header = z.infer<typeof HeaderSchema>;

/** What a language model had to do with a turn. */
export const LlmNoteSchema = z.object({
  /** Which model, as the server names it. */
  model: z.string().max(80),
  /** Answers that were asked for. */
  asks: z.number().int(),
  /** Tokens read and written. */
  tokens: z.tuple([z.number().int(), z.number().int()]),
  ms: z.number().int(),
  /** Whose words were spoken: the model's, or the scenario's own wording of the acts. */
  wording: z.enum(['own', 'template']).optional(),
  /** What the model would have said, where the template took its place. */
  unsaid: z.string().optional(),
  /** Why the default act was taken: a model's error code, "illegal-answer" or "budget-spent". */
  why: z.string().max(40).optional(),
  /** The script that decided this turn in the model's stead. */
  delegated: z.string().max(64).optional(),
  /** Utterances that the model proposed, whole, with the scorer's probability of each; and the one taken. */
  proposals: z
    .array(z.object({ acts: z.array(z.unknown()), text: z.string().optional(), p: z.number() }))
    .optional(),
  picked: z.number().int().optional(),
  /** The acts were found by the model in what a person typed. */
  read: z.literal(true).optional(),
});
export type LlmNote = z.infer<typeof LlmNoteSchema>;

export const TurnEntrySchema = z.object({
  type: z.literal('turn'),
  turn: z.number().int(),
  seat: z.number().int(),
  kind: z.enum(['move', 'speak', 'ballot']),
  /** Who drove the seat at this turn, where it is not the header's occupant (take-over). */
  by: OccupantSchema.optional(),
  acts: z.array(z.unknown()),
  text: z.string(),
  /** Number of candidates of the first pick and a digest of them, for verification. */
  candidates: z.number().int(),
  digest: z.string(),
  /** Behaviour probability of each pick, where the driver has one. */
  mu: z.array(z.number()).optional(),
  value: z.number().optional(),
  checkpoint: z.string().optional(),
  /** The default act was taken: deadline, failure, nobody there, or a language model without a usable answer. */
  forced: z.enum(['deadline', 'absent', 'error', 'model']).optional(),
  llm: LlmNoteSchema.optional(),
  /** Time from opening to acceptance, ms; absent where the run is timeless. */
  latencyMs: z.number().optional(),
});
export type TurnEntry = z.infer<typeof TurnEntrySchema>;

/** Answer of one seat to one question. `imputed`: carried over from earlier or guessed; never rewarded. */
export const BeliefSchema = z.object({
  seat: z.number().int(),
  p: z.array(z.number()),
  imputed: z.boolean().optional(),
});
export type Belief = z.infer<typeof BeliefSchema>;

export const StepEntrySchema = z.object({
  type: z.literal('step'),
  step: z.number().int(),
  /** The last turn that this step consumed; -1 for the setup. */
  turn: z.number().int(),
  rewards: z.array(z.number()),
  /** State hash after the step, 16 hex digits; absent where hashing is off. */
  hash: z.string().optional(),
  /** Turns that claimed something outside the episode, and whether it was granted. */
  granted: z.array(z.tuple([z.number().int(), z.boolean()])).optional(),
  /** question id -> answers, where a survey followed this step. */
  beliefs: z.record(z.string(), z.array(BeliefSchema)).optional(),
});
export type StepEntry = z.infer<typeof StepEntrySchema>;

/** A seat changed hands in mid-episode, or a person answered a question between turns. */
export const SeatEntrySchema = z.object({
  type: z.literal('seat'),
  seat: z.number().int(),
  by: OccupantSchema,
  reason: z.string(),
  consent: z.boolean().optional(),
  /** SHA-256 of the seat's token, hex; the token itself is never stored. */
  tokenHash: z.string().optional(),
});
export type SeatEntry = z.infer<typeof SeatEntrySchema>;

export const EndEntrySchema = z.object({
  type: z.literal('end'),
  end: z.enum(['terminated', 'truncated', 'aborted']),
  winners: z.array(z.number().int()),
  reason: z.string(),
  roles: z.array(z.string()),
  metrics: z.record(z.string(), z.number()),
  hash: z.string().optional(),
});
export type EndEntry = z.infer<typeof EndEntrySchema>;

export const EntrySchema = z.discriminatedUnion('type', [
  HeaderSchema,
  TurnEntrySchema,
  StepEntrySchema,
  SeatEntrySchema,
  EndEntrySchema,
]);
export type Entry = Header | TurnEntry | StepEntry | SeatEntry | EndEntry;

/** A whole episode as read back from a log. */
export interface EpisodeRecord {
  readonly header: Header;
  readonly entries: readonly Exclude<Entry, Header>[];
  readonly end: EndEntry | undefined;
}
