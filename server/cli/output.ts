// How a command answers: text for people, and with --json one JSON object as the last line of
// stdout. A refusal is one sentence on stderr and a non-zero exit.

import { type Rejection, RejectionError, type Result } from '../../shared/result.ts';

export interface Common {
  json?: boolean;
  seed?: number;
  data: string;
}

export const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Prints the result: JSON when asked, else the text. */
export const finish = (common: { json?: boolean }, value: object, text: string): void => {
  say(common.json ? JSON.stringify(value) : text);
};

/** The value, or the refusal thrown. */
export const must = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw refusal(result.error);
};

export const refusal = (error: Rejection): RejectionError => new RejectionError(error.code, error.message);

/** Text parsed as a JSON object; `what` names the flag. */
export const parseObject = (text: string, what: string): object => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RejectionError('bad-options', `${what} is not JSON: ${text.slice(0, 60)}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new RejectionError(
    'bad-options',
    `${what} must be a JSON object such as '{"players": 6}', not ${text.slice(0, 60)}`,
  );
};

/** A whole number from a flag. */
export const whole =
  (what: string, min: number, max: number = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < min || value > max || text.trim() === '')
      throw new RejectionError(
        'bad-options',
        `${what} must be a whole number from ${min} to ${max}, not "${text.slice(0, 40)}".`,
      );
    return value;
  };
