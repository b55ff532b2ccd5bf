// Tables by room. The lobby opens one and the room page takes it over, so that nothing sent between
// the two is lost. The SDK is loaded with the first table.

import { keptConsent, keptName, type Setup } from './kept.ts';
import type { Table } from './table.ts';

const opened = new Map<string, Table>();

const loadConnection = async () => {
  const { forbidEval } = await import('./no-eval.ts');
  forbidEval();
  return import('./connection.ts');
};

/** Sets up a room; resolves with its id once this client sits in it. */
export const startRoom = async (setup: Setup): Promise<string> => {
  const { createRoom } = await loadConnection();
  const table = await createRoom(setup);
  opened.set(table.roomId, table);
  return table.roomId;
};

/** The table of a room: the one just opened, or a new connection to it. */
export const takeTable = async (roomId: string, as: 'player' | 'spectator'): Promise<Table> => {
  const table = opened.get(roomId);
  opened.delete(roomId);
  if (table) return table;
  const { joinRoom } = await loadConnection();
  const name = keptName();
  return joinRoom(roomId, { as, consent: keptConsent(), ...(name ? { name } : {}) });
};
