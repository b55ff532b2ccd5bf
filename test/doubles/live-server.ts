// A server in this process, on a free port with its own data, with the small test scenarios.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, type RunningServer, startServer } from '../../server/index.ts';
import type { ModelSource } from '../../server/llm/source.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { handshake } from '../scenarios/handshake/index.ts';

/** Its rules throw at the first step. */
export const broken: Scenario = {
  ...(handshake as Scenario),
  id: 'broken',
  step: () => {
    throw new Error('a rule that fails');
  },
};

export interface LiveServer {
  readonly url: string;
  readonly data: string;
  /** Closes and starts again on the same data and port. */
  restart(): Promise<void>;
  clean(): Promise<void>;
}

export const startLiveServer = async (
  env: Readonly<Record<string, string>> = {},
  models: ModelSource = { names: () => [], open: () => Promise.reject(new Error('no model')) },
  more: readonly Scenario[] = [],
): Promise<LiveServer> => {
  const data = mkdtempSync(join(tmpdir(), 'parlor-live-'));
  const settings = { LOG_LEVEL: 'silent', ...env };
  const scenarios = [handshake as Scenario, broken, ...more];
  const start = (port: number): Promise<RunningServer> =>
    startServer(loadConfig(settings, { port, data }), { scenarios, models });
  let server = await start(0);
  const { port } = server;
  return {
    url: `http://127.0.0.1:${port}`,
    data,
    restart: async () => {
      await server.close();
      server = await start(port);
    },
    clean: async () => {
      await server.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
};
