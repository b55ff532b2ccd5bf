// Seat tokens: 128 random bits that only their person holds. The server keeps their SHA-256.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export const newToken = (): string => randomBytes(16).toString('base64url');

/** 64 hex digits. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Compares without telling by time where the two differ. */
export const sameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());
