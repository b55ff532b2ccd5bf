// The peer of the room bench: a bare Colyseus room that answers a request with what it was sent.

import { Room, Server } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';

class EchoRoom extends Room {
  override messages = { say: (_: unknown, payload: unknown): unknown => ({ ok: true, payload }) };
}

const server = new Server({ transport: new WebSocketTransport(), greet: false });
server.define('echo', EchoRoom);
await server.listen(Number(process.argv[2] ?? 0));
process.stdout.write(`listening on http://127.0.0.1:${process.argv[2]}\n`);
