// What the browser keeps: the person's name and consent over visits, seat tokens and the last set-up
// for as long as the tab lives. Storage may be forbidden; then nothing is kept and all else works.

import type { JoinOptions } from '../../shared/protocol.ts';

const read = (store: () => Storage, key: string): string | null => {
  try {
    return store().getItem(key);
  } catch {
    return null; // Storage is switched off in this browser.
  }
};
const write = (store: () => Storage, key: string, value: string): void => {
  try {
    store().setItem(key, value);
  } catch {
    return; // Storage is switched off or full: the value is asked for again next time.
  }
};
const local = (): Storage => localStorage;
const session = (): Storage => sessionStorage;

export const keptName = (): string => read(local, 'parlor.name') ?? '';
export const keepName = (name: string): void => write(local, 'parlor.name', name);
export const keptConsent = (): boolean => read(local, 'parlor.consent') === 'yes';
export const keepConsent = (consent: boolean): void => write(local, 'parlor.consent', consent ? 'yes' : 'no');
/** Scenario that was chosen last. */
export const keptScenario = (): string => read(local, 'parlor.scenario') ?? '';
export const keepScenario = (id: string): void => write(local, 'parlor.scenario', id);

/** Token that takes this tab's seat in a room again; '' where it has none. */
export const keptToken = (roomId: string): string => read(session, `parlor.seat.${roomId}`) ?? '';
export const keepToken = (roomId: string, token: string): void =>
  write(session, `parlor.seat.${roomId}`, token);

export type Setup = Partial<JoinOptions>;
/** How this tab set up the room, for "play again". */
export const keepSetup = (roomId: string, setup: Setup): void =>
  write(session, `parlor.setup.${roomId}`, JSON.stringify(setup));
export const keptSetup = (roomId: string): Setup | undefined => {
  const text = read(session, `parlor.setup.${roomId}`);
  if (!text) return undefined;
  const setup: Setup = JSON.parse(text);
  return setup;
};
