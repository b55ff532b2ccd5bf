// Who may come as far as a room: checked before anything is made for them.

import type { AuthContext } from '@colyseus/core';
import { type JoinOptions, JoinSchema, PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { ok, type Result, reject } from '../../shared/result.ts';
import { AddressLimit } from './rate-limit.ts';
import { refused } from './refusal.ts';
import type { Services } from './services.ts';

/** What create and join carry, with defaults; the first thing wrong is named. */
export const parseJoin = (options: unknown): Result<JoinOptions> => {
  const parsed = JoinSchema.safeParse(options ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
    return reject('bad-options', `Wrong create or join options: ${where}${issue?.message ?? 'wrong shape'}.`);
  }
  const { protocol = PROTOCOL_VERSION } = parsed.data;
  if (protocol !== PROTOCOL_VERSION)
    return reject(
      'bad-options',
      `This server speaks protocol ${PROTOCOL_VERSION}, not ${protocol}; reload the page.`,
    );
  return ok(parsed.data);
};

/** Pages of other sites may not use a visitor's browser; programs send no Origin. */
export const originAllowed = (
  origin: string | null,
  host: string | null,
  allowed: readonly string[],
): boolean => {
  if (origin === null || allowed.includes('*') || allowed.includes(origin)) return true;
  return host !== null && (origin === `http://${host}` || origin === `https://${host}`);
};

export class Admission {
  readonly #services: Services;
  readonly #addresses: AddressLimit;

  constructor(services: Services) {
    this.#services = services;
    this.#addresses = new AddressLimit(services.limits.joinsPerMinute);
  }

  /** Throws what the client is to be told. */
  check(options: unknown, { headers, ip }: AuthContext): true {
    const result = this.#admit(options, headers, ip ?? '');
    if (result.ok) return true;
    this.#services.telemetry.rejection(result.error.code);
    throw refused(result.error);
  }

  #admit(options: unknown, headers: Headers, address: string): Result<JoinOptions> {
    const { limits, clock } = this.#services;
    if (!originAllowed(headers.get('origin'), headers.get('host'), limits.origins))
      return reject('not-allowed', 'This page may not connect here; open the server’s own address.');
    if (!this.#addresses.take(address, clock.now()))
      return reject('rate-limited', 'Too many joins from your address; wait a minute.');
    return parseJoin(options);
  }
}
