// A server and a browser for a whole test file.

import { afterAll, beforeAll } from 'vitest';
import { type Browser, startBrowser } from './browser.ts';
import { type ServerProcess, startServerProcess } from './server.ts';

export interface Served {
  readonly server: ServerProcess;
  readonly browser: Browser;
}

/** Starts both before the file's first test, and ends both after its last. `start`: another server than Parlor's own. */
export const served = (start: () => Promise<ServerProcess> = startServerProcess): Served => {
  let server: ServerProcess | undefined;
  let browser: Browser | undefined;
  const sure = <T>(one: T | undefined): T => {
    if (one === undefined) throw new Error('there is nothing before the first test');
    return one;
  };
  beforeAll(async () => {
    [server, browser] = await Promise.all([start(), startBrowser()]);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await server?.clean();
  });
  return {
    get server() {
      return sure(server);
    },
    get browser() {
      return sure(browser);
    },
  };
};
