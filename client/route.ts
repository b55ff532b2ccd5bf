// Routes in the hash: #/  #/room/ID?as=spectator  #/replay/ID?t=12&as=all  #/leaderboard/SCENARIO?tournament=ID

import { useEffect, useState } from 'preact/hooks';

export type Route =
  | { page: 'lobby' }
  | { page: 'room'; room: string; spectator: boolean }
  | { page: 'replay'; episode: string; frame: number; viewer: string }
  /** '': the first scenario, its newest tournament. */
  | { page: 'leaderboard'; scenario: string; tournament: string };

/** Reads a location hash; whatever it does not know is the lobby. */
export const parseRoute = (hash: string): Route => {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page = '', raw = ''] = path.split('/');
  const id = /^[\w-]{1,64}$/.test(raw) ? raw : '';
  const params = new URLSearchParams(query);
  if (page === 'room' && id) return { page: 'room', room: id, spectator: params.get('as') === 'spectator' };
  if (page === 'replay' && id) {
    const frame = Number(params.get('t') ?? '0');
    return {
      page: 'replay',
      episode: id,
      frame: Number.isInteger(frame) && frame > 0 ? frame : 0,
      viewer: params.get('as') ?? 'all',
    };
  }
  if (page === 'leaderboard')
    return { page: 'leaderboard', scenario: id, tournament: params.get('tournament') ?? '' };
  return { page: 'lobby' };
};

export const roomHash = (room: string, spectator = false): string =>
  `#/room/${room}${spectator ? '?as=spectator' : ''}`;
export const replayHash = (episode: string, frame = 0, viewer = 'all'): string =>
  `#/replay/${episode}?t=${frame}&as=${viewer}`;

export const leaderboardHash = (scenario = '', tournament = ''): string =>
  `#/leaderboard${scenario && `/${scenario}`}${tournament && `?tournament=${encodeURIComponent(tournament)}`}`;

/** The hash that a shared path stands for, or undefined where the path is the page itself. */
export const hashOfPath = (path: string, query: string): string | undefined => {
  const [, page = '', id = ''] = path.split('/');
  if (!id) return undefined;
  if (page === 'watch') return roomHash(id, true);
  if (page === 'room' || page === 'replay' || page === 'leaderboard') return `#/${page}/${id}${query}`;
  return undefined;
};

/** The current route; renders again when the hash changes. */
export const useRoute = (): Route => {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = (): void => setRoute(parseRoute(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
};
