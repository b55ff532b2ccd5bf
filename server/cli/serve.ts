// parlor serve: the server of server/index.ts, until a signal comes.

import { existsSync } from 'node:fs';
import { loadConfig, startServer, untilSignal } from '../index.ts';
import { type Common, say } from './output.ts';

export interface ServeFlags extends Omit<Common, 'data'> {
  data?: string;
  port?: number;
  learn?: string;
}

export const serve = async (flags: ServeFlags): Promise<void> => {
  const config = loadConfig(process.env, { port: flags.port, data: flags.data, learn: flags.learn });
  const server = await startServer(config);
  if (flags.json) say(JSON.stringify({ port: server.port, url: `http://127.0.0.1:${server.port}` }));
  else say(`Parlor is listening on http://127.0.0.1:${server.port}  (open it in a browser; Ctrl+C stops it)`);
  if (!existsSync(new URL('../../dist/client/index.html', import.meta.url)))
    say('The pages are not built yet: run `npm run build`, then reload. `npm start` does both.');
  await untilSignal(server);
  // Everything is told, flushed and let go of; a timer that is still about must not keep the process.
  process.exit();
};
