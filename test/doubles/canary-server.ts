// A server with the canary scenario beside the real ones, in a process of its own, so that what it
// writes to its streams can be read: node canary-server.ts DATA

import { scenarios } from '../../scenarios/index.ts';
import { loadConfig, startServer, untilSignal } from '../../server/index.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { handshake } from '../scenarios/handshake/index.ts';
import { canary } from './canary.ts';

const config = loadConfig(process.env, { port: 0, data: process.argv[2] });
const server = await startServer(config, {
  scenarios: [...Object.values(scenarios), handshake as Scenario, canary],
});
process.stdout.write(`canary server listening on http://127.0.0.1:${server.port}\n`);
await untilSignal(server);
