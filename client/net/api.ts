// HTTP: lists for the lobby and episodes for the replay page. Errors are thrown as ApiError.

import type { LineItem, LiveEpisode } from '../../shared/protocol.ts';
import type { Control } from '../../shared/scenario.ts';
import type { Stage } from '../../shared/stage.ts';
import type { Leaderboard } from '../../shared/tournament.ts';
import type { Belief, SeatKind } from '../../shared/turn.ts';
import { text } from '../text.ts';

export interface ScriptItem {
  name: string;
  summary: string;
  roles: string[];
  privileged?: boolean;
}
export interface ScenarioItem {
  id: string;
  title: string;
  summary: string;
  roles: string[];
  /** What people call a role, where its id would tell them little. */
  roleNames?: Record<string, string>;
  seats: { min: number; max: number };
  controls: Control[];
  fill: string[];
  scripts: ScriptItem[];
}
/** What is trained for a role; `current` is the checkpoint that sits down when an agent is asked for. */
export interface CheckpointItem {
  scenario: string;
  role: string;
  current: string | null;
}
/** Language models that can be seated here, the first where none is named. */
export interface ModelsItem {
  models: string[];
  /** How one is added. */
  how: string;
}
export interface PastEpisode {
  episode: string;
  scenario: string;
  title: string;
  startedAt: number;
  turns: number;
  ended: boolean;
  /** How it ended, in the scenario's words. */
  ending: string | null;
  practice: boolean;
  /** "imported": a dialogue that people had elsewhere. */
  origin: string;
}
export interface ReplayFrame {
  turn: number;
  stage: Stage;
  lines: LineItem[];
  beliefs?: Record<string, Belief[]>;
  /** With the beliefs: the true answer to each question, an index. */
  truth?: Record<string, number>;
  opens?: boolean;
}
export interface ReplaySeat {
  name: string;
  kind: SeatKind;
  occupant: string;
  role?: string;
}
export interface Replay {
  header: { episode: string; scenario: string; title: string; seats: ReplaySeat[]; practice: boolean };
  frames: ReplayFrame[];
  /** What the beliefs are about, by question id; absent where none are shown. */
  questions?: Record<string, { text: string; answers: string[] }>;
  end: { end: string; reason: string; winners: number[]; metrics: Record<string, number> } | null;
  key?: string;
}

/** A refusal of the server, or no answer at all; the message is a sentence for people. */
export class ApiError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
  }
}

const getJson = async <T>(path: string, signal?: AbortSignal): Promise<T> => {
  const response = await fetch(path, signal ? { signal } : {}).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiError('unreachable', text.errors.unreachable);
  });
  const body = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body;
  throw new ApiError(
    body?.code ?? 'http',
    typeof body?.message === 'string' ? body.message : text.errors.http(response.status),
  );
};

/** Some answers are bare lists, others wrap theirs under one name. */
const listOf = <T>(body: T[] | Record<string, T[]>, name: string): T[] =>
  Array.isArray(body) ? body : (body[name] ?? []);

export const getScenarios = async (): Promise<ScenarioItem[]> =>
  listOf(await getJson<ScenarioItem[] | Record<string, ScenarioItem[]>>('/api/scenarios'), 'scenarios');
export const getLive = async (): Promise<LiveEpisode[]> =>
  listOf(await getJson<LiveEpisode[] | Record<string, LiveEpisode[]>>('/api/episodes?live=1'), 'episodes');
export const getPast = async (): Promise<PastEpisode[]> =>
  listOf(await getJson<PastEpisode[] | Record<string, PastEpisode[]>>('/api/episodes?limit=20'), 'episodes');
export const getCheckpoints = async (): Promise<CheckpointItem[]> =>
  listOf(
    await getJson<CheckpointItem[] | Record<string, CheckpointItem[]>>('/api/checkpoints'),
    'checkpoints',
  );
/** A role in words for people. */
export const roleWord = ({ roleNames }: Pick<ScenarioItem, 'roleNames'>, role: string): string =>
  roleNames?.[role] ?? role;
/** '' is the newest tournament of the scenario. */
export const getLeaderboard = (scenario: string, tournament: string): Promise<Leaderboard> => {
  const query = new URLSearchParams({ scenario, ...(tournament ? { tournament } : {}) });
  return getJson(`/api/leaderboard?${query}`);
};
export const getModels = (): Promise<ModelsItem> => getJson('/api/models');
/** `viewer`: "all", "public" or a seat's number. */
export const getReplay = (episode: string, viewer: string, signal: AbortSignal): Promise<Replay> =>
  getJson(`/api/episodes/${encodeURIComponent(episode)}?as=${encodeURIComponent(viewer)}`, signal);
