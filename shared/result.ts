// Expected refusals are values. A Rejection's code is for programs, its message is a sentence
// that says what to do; neither may depend on anything that its receiver may not know.

export interface Rejection {
  readonly code: RejectionCode;
  readonly message: string;
}

/** Every code that a seat, a client or a command can be answered with. */
export const REJECTION_CODES = [
  'stale', // the turn quoted is not the one now open for this seat
  'not-your-turn', // this seat has nothing to decide now
  'illegal-act', // the act is not among the legal ones
  'too-many-acts', // an utterance carries at most MAX_ACTS acts
  'not-speaking', // free text where a move or a ballot is due
  'bad-text', // empty or too long
  'bad-message', // the message has the wrong shape
  'bad-answer', // a belief that answers no open question
  'episode-over',
  'spectator', // a spectator cannot act
  'rate-limited',
  'unknown-scenario',
  'bad-options',
  'too-many-seats',
  'unknown-seat',
  'seat-taken',
  'bad-seat-kind',
  'bad-token',
  'not-allowed',
  'room-full',
  'unknown-episode',
  'secret-until-end',
  'not-found', // no such page or address
  'corrupt-log',
  'foreign-log',
  'log-locked', // another process writes this log
  'log-failed', // the disk did not take it
  'replay-mismatch',
  'busy-port',
  'server-busy',
  'bad-data', // outside data is missing, damaged or of another form
  'bad-checkpoint', // a checkpoint is damaged or was made for something else
  'too-few-entrants', // a tournament needs somebody to compare with
  'no-model', // no such language model is at hand
  'no-backend', // no TensorFlow back end passes its self-test
  'training-failed',
  'internal',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Rejection };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const reject = (code: RejectionCode, message: string): { ok: false; error: Rejection } => ({
  ok: false,
  error: { code, message },
});

/** A Rejection on its way out of code that cannot return one (parsers, stores, commands). */
export class RejectionError extends Error {
  readonly code: RejectionCode;
  constructor(code: RejectionCode, message: string) {
    super(message);
    this.name = 'RejectionError';
    this.code = code;
  }
}
