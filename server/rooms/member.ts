// One connected client: a person in a seat, or a spectator.

import type { SeatId } from '../../shared/scenario.ts';
import type { TokenBucket } from './rate-limit.ts';

/** The wire, as far as a room needs it. */
export interface Socket {
  send(type: string, message: unknown): void;
  /** Closes without waiting for a slow reader. */
  close(code: number, reason: string): void;
  /** Bytes not yet taken by the network. */
  unsent(): number;
}

export class Member {
  readonly seat: SeatId | null;
  readonly bucket: TokenBucket;
  socket: Socket;
  /** Lines that were sent: the number of the next one. */
  next: number;
  /** Surveys that were sent; only spectators are sent any. */
  surveys = 0;
  /** Came back by reconnection: lines wait until it says what it has. */
  holding = false;
  #view = '';

  constructor(seat: SeatId | null, socket: Socket, bucket: TokenBucket, from: number) {
    this.seat = seat;
    this.socket = socket;
    this.bucket = bucket;
    this.next = from;
  }

  /** Sends a view unless it is the one last sent; the moment of a message tells something, too. */
  sendView(view: object, again: boolean): void {
    const text = JSON.stringify(view);
    if (!again && text === this.#view) return;
    this.#view = text;
    this.socket.send('view', view);
  }
}
