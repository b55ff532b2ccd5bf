// A refused create or join. The SDK gives its caller a number and a text: the number is an HTTP
// status, the text is `CODE: sentence`, with CODE one of REJECTION_CODES.

import { ServerError } from '@colyseus/core';
import type { Rejection, RejectionCode } from '../../shared/result.ts';

const STATUS: Partial<Record<RejectionCode, number>> = {
  'bad-token': 401,
  'not-allowed': 403,
  'secret-until-end': 403,
  'unknown-scenario': 404,
  'unknown-episode': 404,
  'unknown-seat': 404,
  'not-found': 404,
  'seat-taken': 409,
  'room-full': 409,
  'foreign-log': 409,
  'episode-over': 410,
  'rate-limited': 429,
  internal: 500,
  'log-failed': 503,
  'server-busy': 503,
};

/** HTTP status of a refusal; 400 where nothing fits better. */
export const statusOf = (code: RejectionCode): number => STATUS[code] ?? 400;

export const refused = ({ code, message }: Rejection): ServerError =>
  new ServerError(statusOf(code), `${code}: ${message}`);
