// Everything that is asked for over plain HTTP: the client's files, lists, replays, health, metrics.
// Whatever goes wrong is answered with {code, message} and never with a stack.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, {
  type Application,
  type ErrorRequestHandler,
  type Request,
  type Response,
  Router,
} from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import type { LiveEpisode } from '../../shared/protocol.ts';
import { type Rejection, RejectionError, type Result } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { endWords } from '../episode/end-words.ts';
import type { EpisodeSummary, TurnLog } from '../log/turn-log.ts';
import { statusOf } from '../rooms/refusal.ts';
import type { RoomLogger } from '../rooms/services.ts';
import type { Book } from '../tournament/book.ts';
import { leaderboardRoutes } from './leaderboard.ts';
import type { Metrics } from './metrics.ts';
import { parseViewer, replayData } from './replay-data.ts';
import { scenarioSheet } from './scenario-sheet.ts';
import { type TrainingPages, trainingRoutes } from './training.ts';

export interface PagesSetup {
  readonly log: TurnLog;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly live: () => Promise<LiveEpisode[]>;
  /** What is known of training runs and checkpoints; absent: nothing. */
  readonly training?: TrainingPages;
  /** The tournaments of the log; absent: there is no leaderboard. */
  readonly book?: Book;
  /** What is known of language models; absent: nothing. */
  readonly models?: () => object;
  readonly metrics: Metrics;
  readonly logger: RoomLogger;
  /** Folder of the built client. */
  readonly clientFolder: string;
  /** Other origins whose sockets pages may open. */
  readonly origins: readonly string[];
}

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Parlor</title>
<p>The server runs, but the client is not built. Run <code>npm run build</code> and reload.</p></html>`;

const YEAR_SECONDS = 31_536_000;

const ListSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  live: z.enum(['0', '1']).default('0'),
  before: z.string().max(40).optional(),
  scenario: z.string().max(40).optional(),
});
const TrainingQuerySchema = z.strictObject({ lines: z.coerce.number().int().min(1).max(1000).default(100) });
const LeaderboardSchema = z.strictObject({
  scenario: z.string().min(1).max(40),
  tournament: z.string().max(40).optional(),
});
const ReplaySchema = z.strictObject({ as: z.string().max(8).default('all') });

const fail = (code: Rejection['code'], message: string): never => {
  throw new RejectionError(code, message);
};

const must = <T>(result: Result<T>): T =>
  result.ok ? result.value : fail(result.error.code, result.error.message);

const query = <T>(schema: z.ZodType<T>, request: Request): T => {
  const parsed = schema.safeParse(request.query);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return fail('bad-options', `Wrong query: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`);
};

/** Kinds of seats only: names of scripts can tell roles while it is live. */
const listed = (
  { episode, scenario, startedAt, origin, practice, seats, turns, end }: EpisodeSummary,
  sheet: Scenario | undefined,
): object => ({
  episode,
  scenario,
  title: sheet?.title ?? scenario,
  startedAt,
  origin,
  practice,
  seats: seats.map(({ kind, occupant }) => ({ kind, occupant: kind === 'human' || end ? occupant : 'bot' })),
  turns: end ? turns : 0,
  ended: end !== undefined,
  reason: end?.reason ?? null,
  ending: end ? endWords(sheet, end) : null,
  end: end ?? null,
});

const api = ({ log, scenarios, live, training, book, models }: PagesSetup): Router => {
  const router = Router();
  if (training) trainingRoutes(router, training, scenarios, (request) => query(TrainingQuerySchema, request));
  if (book) leaderboardRoutes(router, book, scenarios, (request) => query(LeaderboardSchema, request));
  router.get('/scenarios', (_request, response) => {
    response.json([...scenarios.values()].map(scenarioSheet));
  });
  if (models)
    router.get('/models', (_request, response) => {
      response.json(models());
    });
  router.get('/episodes', async (request, response) => {
    const { limit, live: onlyLive, before, scenario } = query(ListSchema, request);
    if (onlyLive === '1') return void response.json((await live()).slice(0, limit));
    const found = log.list({ limit, ...(before ? { before } : {}), ...(scenario ? { scenario } : {}) });
    response.json({ episodes: found.map((one) => listed(one, scenarios.get(one.scenario))) });
  });
  router.get('/episodes/:id', (request, response) => {
    const { as } = query(ReplaySchema, request);
    const record = must(log.read(request.params.id));
    const scenario = scenarios.get(record.header.scenario);
    if (!scenario)
      return fail('unknown-scenario', `This server has no scenario "${record.header.scenario}".`);
    response.json(must(replayData(record, scenario, must(parseViewer(as, record.header.seats.length)))));
  });
  router.use((request) => fail('not-found', `There is nothing at /api${request.path}; see the README.`));
  return router;
};

const security = (origins: readonly string[]): ReturnType<typeof helmet> =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'", 'ws:', 'wss:', ...origins.filter((origin) => origin !== '*')],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Plain HTTP on a home network is a fair use; whoever puts TLS in front sets this there.
    strictTransportSecurity: false,
  });

const clientFiles = (folder: string): Router => {
  const router = Router();
  const index = join(folder, 'index.html');
  const page = (_request: Request, response: Response): void => {
    response.set('Cache-Control', 'no-cache');
    if (existsSync(index)) response.sendFile(index);
    else response.status(503).type('html').send(NOT_BUILT);
  };
  router.get('/', page);
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: YEAR_SECONDS * 1000, index: false }),
  );
  router.use(express.static(folder, { index: false, maxAge: 0 }));
  // Addresses that people share; the client reads the rest.
  router.get(['/room/:id', '/watch/:id', '/replay/:id', '/leaderboard/:id'], page);
  return router;
};

const errors =
  (logger: RoomLogger): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof RejectionError)
      return void response.status(statusOf(error.code)).json({ code: error.code, message: error.message });
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    if (status >= 400 && status < 500)
      return void response
        .status(status)
        .json({ code: 'bad-message', message: 'That request makes no sense; check the address.' });
    logger.error({ err: error }, 'a page failed');
    response
      .status(500)
      .json({ code: 'internal', message: 'Something went wrong on the server; try again.' });
  };

/** Adds all pages to the app. */
export const pages =
  (setup: PagesSetup) =>
  (app: Application): void => {
    app.disable('x-powered-by');
    app.use(security(setup.origins));
    app.get('/healthz', (_request, response) => {
      response.json({ ok: true });
    });
    app.get('/metrics', async (_request, response) => {
      response.type(setup.metrics.contentType).send(await setup.metrics.text());
    });
    app.use('/api', api(setup));
    app.use(clientFiles(setup.clientFolder));
    app.use((request) => fail('not-found', `There is nothing at ${request.path.slice(0, 80)}.`));
    app.use(errors(setup.logger));
  };
