// The Colyseus side of a Table. The SDK re-opens a dropped socket by itself; where it gives up, and
// after a reload, the seat token takes the seat again. Messages lost meanwhile come back by `sync`.

import { Client, ErrorCode, type Room } from '@colyseus/sdk';
import {
  type Answer,
  type BeliefsMessage,
  CLOSED,
  type EndMessage,
  type LinesMessage,
  type NoticeMessage,
  PROTOCOL_VERSION,
  type PublicState,
  ROOM_TYPE,
  type SeatedMessage,
  type ViewMessage,
  type YouMessage,
} from '../../shared/protocol.ts';
import { type Stage, StageSchema } from '../../shared/stage.ts';
import { text } from '../text.ts';
import { keepSetup, keepToken, keptToken, type Setup } from './kept.ts';
import { type Table, tableStore } from './table.ts';

/** Waits between own attempts to take the seat again, ms. */
const RETRY_MS = [500, 1000, 2000, 4000, 8000, 8000, 8000];

type Store = ReturnType<typeof tableStore>;

const sentence = (error: unknown): string =>
  error instanceof Error && error.message ? error.message : text.errors.unreachable;

/** The SDK names a room that is not there by its id alone. */
const toSentence = (error: unknown): never => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  throw code === ErrorCode.MATCHMAKE_INVALID_ROOM_ID ? new Error(text.errors.noTable) : error;
};

const parseStage = (json: string): Stage | undefined => {
  if (!json) return undefined;
  const parsed = StageSchema.safeParse(JSON.parse(json));
  return parsed.success ? parsed.data : undefined;
};

const listen = (room: Room, store: Store, dropped: (code: number) => void): void => {
  let stageText = '';
  let stage: Stage | undefined;
  const takeState = (state: { toJSON(): PublicState }): void => {
    const open = state.toJSON();
    if (open.stage !== stageText) {
      stageText = open.stage;
      stage = parseStage(stageText);
    }
    store.dispatch({ type: 'open', open, stage });
  };
  room.onStateChange(takeState);
  room.onMessage('seated', (seated: SeatedMessage) => {
    keepToken(room.roomId, seated.token);
    store.dispatch({ type: 'seated', seated });
  });
  room.onMessage('you', (you: YouMessage) => store.dispatch({ type: 'you', you, at: Date.now() }));
  room.onMessage('view', (view: ViewMessage) => store.dispatch({ type: 'view', view }));
  room.onMessage('beliefs', (beliefs: BeliefsMessage) => store.dispatch({ type: 'beliefs', beliefs }));
  room.onMessage('end', (end: EndMessage) => store.dispatch({ type: 'end', end }));
  room.onMessage('notice', (notice: NoticeMessage) => store.dispatch({ type: 'notice', notice }));
  room.onMessage('lines', (lines: LinesMessage) => {
    store.dispatch({ type: 'lines', lines });
    const { missing } = store.state();
    if (missing !== null) room.send('sync', { from: missing });
  });
  room.onDrop(() => store.dispatch({ type: 'link', link: 'reconnecting' }));
  room.onReconnect(() => {
    store.dispatch({ type: 'link', link: 'open' });
    room.send('sync', { from: store.state().lines.length });
  });
  room.onLeave(dropped);
};

type Join = (client: Client, from: number) => Promise<Room>;

const openTable = async (first: Join, again: (room: Room) => Join): Promise<Table> => {
  const client = new Client(location.origin);
  const store = tableStore();
  let left = false;
  let attempt = 0;
  const adopt = (next: Room): Room => {
    store.dispatch({ type: 'link', link: 'open' });
    listen(next, store, (code) => {
      if (left || store.state().end) return;
      // Another window took the seat; taking it back by itself would push that one out, and so on.
      if (code === CLOSED.replaced)
        return store.dispatch({ type: 'link', link: 'lost', problem: text.errors.replaced });
      attempt = 0;
      rejoin();
    });
    return next;
  };
  let room = adopt(await first(client, 0));
  const rejoin = (): void => {
    const wait = RETRY_MS[attempt++];
    if (left) return;
    if (wait === undefined)
      return store.dispatch({ type: 'link', link: 'lost', problem: text.errors.linkLost });
    store.dispatch({ type: 'link', link: 'reconnecting' });
    setTimeout(() => {
      again(room)(client, store.state().lines.length).then((next) => {
        room = adopt(next);
        if (left) room.leave();
      }, rejoin);
    }, wait);
  };
  return {
    roomId: room.roomId,
    state: store.state,
    subscribe: store.subscribe,
    settle: (you) => store.dispatch({ type: 'settled', you }),
    request: (type, payload) =>
      room
        .request<unknown, Answer>(type, payload, { timeout: 10_000 })
        .catch((error: unknown): Answer => ({ ok: false, code: 'internal', message: sentence(error) })),
    retry: () => {
      attempt = 0;
      rejoin();
    },
    leave: () => {
      left = true;
      room.leave();
    },
  };
};

const rejoinWith =
  (setup: Setup) =>
  (room: Room): Join =>
  (client, from) => {
    const token = keptToken(room.roomId);
    return client.joinById(room.roomId, { ...setup, ...(token ? { token } : {}), from });
  };

/** Sets up a new episode and takes a seat in it. Rejects with the server's sentence. */
export const createRoom = async (setup: Setup): Promise<Table> => {
  const options = { ...setup, protocol: PROTOCOL_VERSION };
  const { name, as, consent } = options;
  const again = {
    protocol: PROTOCOL_VERSION,
    ...(name ? { name } : {}),
    ...(as ? { as } : {}),
    ...(consent ? { consent } : {}),
  };
  const table = await openTable((client) => client.create(ROOM_TYPE, options), rejoinWith(again));
  keepSetup(table.roomId, setup);
  return table;
};

/** Joins or watches a room; a token kept by this tab takes its own seat again. */
export const joinRoom = (roomId: string, setup: Setup): Promise<Table> => {
  const options = { ...setup, protocol: PROTOCOL_VERSION };
  const token = options.as === 'spectator' ? '' : keptToken(roomId);
  return openTable(
    (client) => client.joinById(roomId, { ...options, ...(token ? { token } : {}), from: 0 }),
    rejoinWith(options),
  ).catch(toSentence);
};
