// A person at a real socket: keeps its transcript, answers its turns, remembers what was acknowledged.

import { Client, type Room } from '@colyseus/sdk';
import type {
  Answer,
  EndMessage,
  LineItem,
  LinesMessage,
  SeatedMessage,
  ViewMessage,
  YouMessage,
} from '../../shared/protocol.ts';
import { ROOM_TYPE } from '../../shared/protocol.ts';

export interface Acknowledged {
  /** Which of this seat's turns it was. */
  readonly turn: number;
  readonly label?: string;
  readonly text?: string;
}

export class Player {
  readonly url: string;
  readonly lines: LineItem[] = [];
  readonly faults: string[] = [];
  readonly acknowledged: Acknowledged[] = [];
  readonly refused: Answer[] = [];
  room: Room | undefined;
  seated: SeatedMessage | undefined;
  you: YouMessage | undefined;
  view: ViewMessage | undefined;
  end: EndMessage | undefined;
  #watchers: (() => void)[] = [];

  constructor(url: string) {
    this.url = url;
  }

  static async create(url: string, options: Record<string, unknown>): Promise<Player> {
    const player = new Player(url);
    player.attach(await new Client(url).create(ROOM_TYPE, options));
    return player;
  }

  static async join(url: string, roomId: string, options: Record<string, unknown> = {}): Promise<Player> {
    const player = new Player(url);
    player.attach(await new Client(url).joinById(roomId, options));
    return player;
  }

  get roomId(): string {
    return this.room?.roomId ?? '';
  }

  /** Comes back to the same seat, asking only for the lines it lacks. */
  async back(url = this.url): Promise<void> {
    const who = this.seated ? { token: this.seated.token } : { as: 'spectator' };
    const options = { ...who, from: this.lines.length };
    this.you = undefined;
    this.attach(await new Client(url).joinById(this.roomId, options));
  }

  attach(room: Room): void {
    this.room = room;
    room.reconnection.enabled = false;
    room.onMessage('seated', (message: SeatedMessage) =>
      this.#set(() => {
        this.seated = message;
      }),
    );
    room.onMessage('you', (message: YouMessage) =>
      this.#set(() => {
        this.you = message;
      }),
    );
    room.onMessage('view', (message: ViewMessage) =>
      this.#set(() => {
        this.view = message;
      }),
    );
    room.onMessage('lines', (message: LinesMessage) => this.#set(() => this.#take(message)));
    room.onMessage('end', (message: EndMessage) =>
      this.#set(() => {
        this.end = message;
      }),
    );
    room.onMessage('*', () => undefined);
    room.onError(() => undefined);
  }

  #take({ items }: LinesMessage): void {
    for (const item of items) {
      if (item.n === this.lines.length) this.lines.push(item);
      else this.faults.push(`line ${item.n} came where ${this.lines.length} was due`);
    }
  }

  #set(change: () => void): void {
    change();
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** What this client last knew, for messages. */
  where(): string {
    const state = this.room?.state as { status?: string; phase?: string; turn?: number } | undefined;
    const { roomId, seated, lines } = this;
    return `room ${roomId}, seat ${seated?.seat}, ${state?.status} ${state?.phase} ${state?.turn}, ${lines.length} lines, last: ${lines.at(-1)?.text}`;
  }

  /** Resolves when `ready` holds; rejects after `ms`. */
  until(ready: () => boolean, what: string, ms = 20_000): Promise<void> {
    if (ready()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        this.#watchers = this.#watchers.filter((one) => one !== watcher);
      };
      const watcher = (): void => {
        if (!ready()) return;
        leave();
        resolve();
      };
      const timer = setTimeout(() => {
        leave();
        reject(new Error(`${what} did not happen within ${ms} ms (${this.where()})`));
      }, ms);
      this.#watchers.push(watcher);
    });
  }

  /** Answers the turn now open: `choose` gives an index among the candidates, or a text to say. */
  async answer(choose: (you: YouMessage) => number | string): Promise<Answer> {
    const { room, you } = this;
    if (!room || !you) throw new Error('no turn is open');
    const choice = choose(you);
    const answer: Answer =
      typeof choice === 'number'
        ? await room.request('act', { turn: you.turn, index: choice })
        : await room.request('say', { turn: you.turn, text: choice });
    if (!answer.ok) this.refused.push(answer);
    else {
      const label = typeof choice === 'number' ? you.candidates[choice]?.label : undefined;
      this.acknowledged.push(
        typeof choice === 'number'
          ? { turn: you.turn, ...(label ? { label } : {}) }
          : { turn: you.turn, text: choice },
      );
    }
    if (!answer.ok && answer.code === 'rate-limited')
      await new Promise((resolve) => setTimeout(resolve, 200));
    else if (this.you === you) this.you = undefined;
    return answer;
  }

  /** Plays every turn with `choose` until the end or until the connection goes. */
  async playOn(choose: (you: YouMessage) => number | string): Promise<void> {
    while (!this.end) {
      await this.until(() => this.you !== undefined || this.end !== undefined, 'a turn or the end', 60_000);
      if (this.end) return;
      await this.answer(choose);
    }
  }

  async leave(): Promise<void> {
    await this.room?.leave(true);
  }
}
