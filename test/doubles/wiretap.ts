// A relay that keeps every byte that a server sent through it: frames, headers, pages, refusals.

import { connect, createServer, type Socket } from 'node:net';

export interface Wiretap {
  /** Address to use in place of the server's. */
  readonly url: string;
  /** What the server has sent so far, connection by connection. */
  received(): Buffer;
  close(): Promise<void>;
}

/** Relays a free port to the server on `port`. */
export const wiretap = async (port: number): Promise<Wiretap> => {
  const heard: Buffer[][] = [];
  const sockets = new Set<Socket>();
  const relay = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    heard.push(chunks);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    server.on('data', (chunk) => chunks.push(chunk));
    server.pipe(client);
    client.pipe(server);
  });
  await new Promise<void>((listening) => relay.listen(0, '127.0.0.1', listening));
  const address = relay.address();
  const own = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${own}`,
    received: () => Buffer.concat(heard.flat()),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => relay.close(closed));
    },
  };
};
