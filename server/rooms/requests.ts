// Requests of clients: limited, checked, and always answered.

import type { ZodType } from 'zod';
import { cleanText } from '../../shared/clean-text.ts';
import {
  ActRequestSchema,
  type Answer,
  BelieveRequestSchema,
  type Requests,
  SayRequestSchema,
  SyncRequestSchema,
} from '../../shared/protocol.ts';
import { ok, type Result, reject } from '../../shared/result.ts';
import type { Host } from './host.ts';
import type { Member } from './member.ts';
import type { Services } from './services.ts';

export const REQUESTS = ['act', 'say', 'believe', 'sync'] as const satisfies readonly (keyof Requests)[];

const parse = <T>(schema: ZodType<T>, payload: unknown): Result<T> => {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return ok(parsed.data);
  const where = parsed.error.issues[0]?.path.join('.') || 'the message';
  return reject('bad-message', `Wrong shape at ${where}; see the protocol for what this request carries.`);
};

const NOT_YET = reject('not-your-turn', 'Play has not begun; wait until you are asked.');

const act = async (host: Host, seat: number, payload: unknown): Promise<Result<void>> => {
  const request = parse(ActRequestSchema, payload);
  if (!request.ok) return request;
  const { turn, index, more } = request.value;
  return host.play ? host.play.table.pick(seat, turn, index, more ?? false) : NOT_YET;
};

const say = async (host: Host, seat: number, payload: unknown): Promise<Result<void>> => {
  const request = parse(SayRequestSchema, payload);
  if (!request.ok) return request;
  const text = cleanText(request.value.text);
  if (text === '') return reject('bad-text', 'There is nothing to read in that; type some words.');
  return host.play ? host.play.table.say(seat, request.value.turn, text) : NOT_YET;
};

const believe = (host: Host, seat: number, payload: unknown): Result<void> => {
  const request = parse(BelieveRequestSchema, payload);
  if (!request.ok) return request;
  const { question, answer } = request.value;
  return host.play ? host.play.table.believe(seat, question, answer) : NOT_YET;
};

const sync = (host: Host, member: Member, payload: unknown): Result<void> => {
  const request = parse(SyncRequestSchema, payload);
  if (!request.ok) return request;
  member.next = request.value.from;
  host.play?.outbox.greet(member);
  return ok(undefined);
};

const decide = async (
  type: keyof Requests,
  host: Host,
  member: Member,
  payload: unknown,
): Promise<Result<void>> => {
  if (type === 'sync') return sync(host, member, payload);
  if (member.seat === null) return reject('spectator', 'Spectators only watch; join as a player to act.');
  if (type === 'believe') return believe(host, member.seat, payload);
  return type === 'act' ? act(host, member.seat, payload) : say(host, member.seat, payload);
};

/** Answers one request; never throws. */
export const answer = async (
  type: keyof Requests,
  host: Host,
  member: Member,
  payload: unknown,
  { clock, logger, telemetry }: Services,
): Promise<Answer> => {
  let result: Result<void>;
  if (!member.bucket.take(clock.now())) result = reject('rate-limited', 'Too many requests; wait a second.');
  else
    try {
      result = await decide(type, host, member, payload);
    } catch (err) {
      logger.error({ err, type }, 'a request failed');
      result = reject('internal', 'Something went wrong on the server; try again.');
    }
  if (result.ok) return { ok: true };
  telemetry.rejection(result.error.code);
  return { ok: false, ...result.error };
};
