// A client that talks and never reads: its own WebSocket on a bare socket, since a library's would read.

import { connect, type Socket } from 'node:net';
import { pack } from 'msgpackr';

const JOIN_ROOM = 10;
const ROOM_DATA = 13;

/** A masked binary frame of less than 126 bytes; a mask of zeros leaves the payload as it is. */
const frame = (payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0x82, 0x80 | payload.length, 0, 0, 0, 0]), payload]);

export class DeafClient {
  readonly #socket: Socket;
  /** The other side has ended the connection. */
  closed = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    const end = (): void => {
      this.closed = true;
    };
    socket.on('error', end).on('close', end);
  }

  /** Joins the room and stops reading. */
  static async join(url: string, roomId: string, options: object): Promise<DeafClient> {
    const response = await fetch(`${url}/matchmake/joinById/${roomId}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(options),
    });
    const { sessionId, processId } = await response.json();
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const head = [
      `GET /${processId}/${roomId}?sessionId=${sessionId} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: c2l4dGVlbiBieXRlcy4uLg==',
      'Sec-WebSocket-Version: 13',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await new Promise((resolve, reject) => socket.once('data', resolve).once('error', reject));
    socket.pause();
    socket.write(frame(Buffer.from([JOIN_ROOM])));
    return new DeafClient(socket);
  }

  /** Asks for everything again. */
  sync(): void {
    const type = Buffer.from('sync');
    const body = Buffer.concat([Buffer.from([ROOM_DATA, 0xa0 | type.length]), type, pack({ from: 0 })]);
    if (!this.closed) this.#socket.write(frame(body));
  }

  end(): void {
    this.#socket.destroy();
  }
}
