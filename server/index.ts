// The server, wired: log, rooms, pages, one port. Importing this starts nothing.

import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { destination, pino } from 'pino';
import { scenarios } from '../scenarios/index.ts';
import { RejectionError } from '../shared/result.ts';
import type { Scenario } from '../shared/scenario.ts';
import { type Config, llmSettings } from './config.ts';
import { type Clock, createSystemClock } from './episode/clock.ts';
import { createMetrics } from './http/metrics.ts';
import { pages } from './http/pages.ts';
import { launchLearner } from './learner/launch.ts';
import { modelSource } from './llm/open.ts';
import type { ModelSource } from './llm/source.ts';
import { type LmdbLedger, openLmdbLedger } from './log/lmdb-ledger.ts';
import { openLmdbTurnLog } from './log/lmdb-turn-log.ts';
import type { TurnLog } from './log/turn-log.ts';
import { within } from './policy/inference.ts';
import { type CheckpointStore, storeIn } from './policy/store.ts';
import { openBackend } from './policy/tf.ts';
import { loadResources } from './resources.ts';
import { liveEpisodes, openRooms } from './rooms/room-server.ts';
import type { RoomLimits, RoomLogger, Services } from './rooms/services.ts';
import { Stage } from './rooms/stage.ts';
import { Agents } from './seats/agents.ts';
import { LanguageModels } from './seats/language-models.ts';
import { Book } from './tournament/book.ts';
import { version } from './version.ts';

export { type Config, loadConfig } from './config.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SECRETS = ['token', 'key', 'operator', 'tokenHash', '*.token', '*.key', '*.operator', '*.tokenHash'];
const STDERR = 2;

export interface RunningServer {
  readonly port: number;
  readonly logger: RoomLogger;
  readonly log: TurnLog;
  readonly agents: Agents;
  /** Where the server's own games are played. */
  readonly stage: Stage;
  /** Tells the rooms, flushes the log, lets go of the port. Live episodes go on at the next start. */
  close(): Promise<void>;
}

/** What tests replace. */
export interface ServerParts {
  readonly scenarios?: readonly Scenario[];
  readonly models?: ModelSource;
}

const limitsOf = (config: Config): RoomLimits => ({
  graceMs: config.GRACE_MS,
  waitMs: config.WAIT_MS,
  lingerMs: config.LINGER_MS,
  ratePerSecond: config.RATE_PER_SECOND,
  rateBurst: config.RATE_BURST,
  joinsPerMinute: config.JOINS_PER_MINUTE,
  maxSpectators: config.MAX_SPECTATORS,
  maxRooms: config.MAX_ROOMS,
  maxUnsent: config.MAX_UNSENT,
  operatorToken: config.OPERATOR_TOKEN,
  origins: config.ORIGINS,
  trustProxy: config.TRUST_PROXY === '1',
});

/** Waits no longer than this for other rooms' picks, ms. */
const BATCH_WAIT_MS = 3;

/** Trained agents; the back end starts when the first is seated. */
const agentsOf = (store: CheckpointStore, logger: RoomLogger): Agents => {
  let ready: Promise<unknown> | undefined;
  const open = (): Promise<unknown> => {
    ready ??= openBackend(undefined, { say: (line) => logger.info({}, line) });
    return ready;
  };
  return new Agents(store, open, { batch: 64, later: within(BATCH_WAIT_MS) });
};

const modelsOf = (config: Config, source: ModelSource, timing: Clock): LanguageModels =>
  new LanguageModels({
    source,
    timing,
    turnMs: config.LLM_TURN_MS,
    deadlines: true,
    episodeTokens: config.LLM_EPISODE_TOKENS,
    serverTokens: config.LLM_SERVER_TOKENS,
    beliefs: config.LLM_BELIEFS,
    reader: config.LLM_READER || undefined,
  });

/** The ledger beside the log; the log is let go where it cannot be had. */
const openLedger = async (config: Config, log: TurnLog, now: () => number): Promise<LmdbLedger> => {
  try {
    return openLmdbLedger(join(config.DATA_DIR, 'ledger'), now);
  } catch (error) {
    await log.close();
    throw error;
  }
};

/**
 * Opens the log in DATA_DIR/log and listens. Throws RejectionError: `busy-port`, `bad-data` for a
 * damaged import, or what the log throws (`log-locked`, `corrupt-log`, `foreign-log`).
 */
export const startServer = async (config: Config, parts: ServerParts = {}): Promise<RunningServer> => {
  const logger = pino(
    { level: config.LOG_LEVEL, redact: { paths: SECRETS, censor: '(secret)' } },
    destination(STDERR),
  );
  const metrics = createMetrics();
  const offered = parts.scenarios ?? Object.values(scenarios);
  loadResources(config.DATA_DIR, offered);
  const source = parts.models ?? modelSource(llmSettings(config, (line) => logger.warn({}, line)));
  const log = openLmdbTurnLog(join(config.DATA_DIR, 'log'));
  const clock = createSystemClock();
  const ledger = await openLedger(config, log, () => clock.now());
  const store = storeIn(config.DATA_DIR, (sentence) => logger.warn({}, sentence));
  const stage = new Stage();
  const agents = agentsOf(store, logger);
  const models = modelsOf(config, source, clock);
  const services: Services = {
    log,
    ledger,
    agents,
    models,
    ...(config.LEARN ? { learning: config.LEARN } : {}),
    logger,
    clock,
    telemetry: metrics.telemetry,
    limits: limitsOf(config),
    scenarios: new Map(offered.map((scenario) => [scenario.id, scenario])),
    code: version,
    ended: stage.ended,
  };
  const clientFolder = resolve(ROOT, config.CLIENT_DIR);
  const { scenarios: known, limits } = services;
  const app = pages({
    log,
    logger,
    metrics,
    clientFolder,
    scenarios: known,
    live: liveEpisodes,
    training: { data: config.DATA_DIR, store },
    models: () => models.about(),
    book: new Book(log),
    origins: limits.origins,
  });
  if (config.LEARN && !known.has(config.LEARN)) {
    await ledger.close();
    await log.close();
    const ids = [...known.keys()].join(', ');
    throw new RejectionError(
      'unknown-scenario',
      `There is no scenario "${config.LEARN}" to learn; there are: ${ids}.`,
    );
  }
  try {
    const rooms = await openRooms({ services, pages: app, port: config.PORT, host: config.HOST });
    const learner = config.LEARN
      ? launchLearner({ scenario: config.LEARN, data: config.DATA_DIR, report: logger })
      : undefined;
    const close = async (): Promise<void> => {
      await learner?.close();
      await rooms.close();
      await models.close();
      await ledger.close();
      await log.close();
    };
    return { port: rooms.port, logger, log, agents, stage, close };
  } catch (error) {
    await ledger.close();
    await log.close();
    throw error;
  }
};

/** Time for an orderly end; what takes longer is cut off, and the log is safe in any case. */
const CLOSE_WITHIN_MS = 9000;

/**
 * Resolves when SIGTERM or SIGINT has come and the server is closed. A rejection that nobody
 * handled is reported and costs nobody their game; every room guards itself.
 */
export const untilSignal = async (server: RunningServer): Promise<void> => {
  process.on('unhandledRejection', (err) => server.logger.error({ err }, 'a rejection that nobody handled'));
  process.on('uncaughtException', (err) => server.logger.error({ err }, 'an exception that nobody caught'));
  await new Promise<void>((come) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => come());
  });
  const late = setTimeout(() => process.exit(1), CLOSE_WITHIN_MS);
  await server.close();
  clearTimeout(late);
};
