// Everything that somebody without a seat can ask a server about an episode, sense or nonsense.

import { connect } from 'node:net';

const PATHS = (id: string): string[] => [
  '/',
  '/healthz',
  '/metrics',
  '/api/episodes',
  '/api/episodes?live=1',
  '/api/episodes?limit=500',
  '/api/episodes?scenario=canary',
  '/api/episodes?limit=abc',
  `/api/episodes?before=${id}`,
  `/api/episodes/${id}`,
  ...['all', 'public', '0', '1', '2', '3', '4', '9', '-1', 'ALL', 'x'].map(
    (as) => `/api/episodes/${id}?as=${as}`,
  ),
  `/api/episodes/${id}?as=public&as=all`,
  `/api/episodes/${id}?as[]=all`,
  `/api/episodes/${id}?key=1`,
  `/api/episodes/${id}/`,
  `/api/episodes/${id}/key`,
  `/api/episodes/${id}%00`,
  '/api/episodes/%E0%A4%A',
  // /api/checkpoints names every role of every scenario and nothing of any episode.
  '/api/training',
  '/api/nothing',
  `/room/${id}`,
  `/watch/${id}`,
  `/replay/${id}`,
  '/matchmake',
  '/matchmake/',
  `/matchmake/${id}`,
  '/matchmake/episode',
  '/data/log/data.mdb',
  '/..%2f..%2fdata/log/data.mdb',
];

const POSTS = (id: string): [string, string][] => [
  [`/matchmake/joinById/${id}`, '{}'],
  [`/matchmake/joinById/${id}`, '{"as":"spectator","reveal":"all"}'],
  [`/matchmake/joinById/${id}`, '{"token":"AAAAAAAAAAAAAAAAAAAAAA"}'],
  [`/matchmake/joinById/${id}`, '{"token":""}'],
  [`/matchmake/joinById/${id}`, '{"operator":"let me in, please"}'],
  [`/matchmake/joinById/${id}`, '{"seat":1}'],
  [`/matchmake/joinById/${id}`, '{"seat":'],
  [`/matchmake/joinById/${id}`, '[]'],
  [`/matchmake/reconnect/${id}`, '{"reconnectionToken":"AAAAAAAAA"}'],
  [`/matchmake/reconnect/${id}`, '{}'],
  ['/matchmake/join/episode', '{"as":"spectator"}'],
  ['/matchmake/nonsense/episode', '{}'],
  ['/matchmake/create/nonsense', '{}'],
  ['/matchmake/create/episode', '{"scenario":"nonsense"}'],
  ['/api/episodes', '{}'],
  [`/api/episodes/${id}`, '{"as":"all"}'],
];

const RAW = (id: string): string[] => [
  'GET\r\n\r\n',
  'NONSENSE / HTTP/1.1\r\nHost: x\r\n\r\n',
  `GET /api/episodes/${id} HTTP/1.1\r\n\r\n`,
  `GET /${id} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  `POST /matchmake/joinById/${id} HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n`,
];

/** Sends bytes that no client library would; resolves when the answer has ended or is taking long. */
const sendRaw = (port: number, text: string): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setTimeout(300, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.resume();
    socket.on('close', () => resolve());
  });

/** Asks everything; answers are read to their end and thrown away. Returns how many there were. */
export const probeAll = async (url: string, id: string): Promise<number> => {
  const port = Number(new URL(url).port);
  let answers = 0;
  for (const path of PATHS(id)) {
    await (await fetch(url + path, { redirect: 'manual' })).arrayBuffer();
    answers++;
  }
  for (const [path, body] of POSTS(id)) {
    const headers = { 'Content-Type': 'application/json' };
    await (await fetch(url + path, { method: 'POST', headers, body })).arrayBuffer();
    answers++;
  }
  await Promise.all(RAW(id).map((text) => sendRaw(port, text)));
  return answers;
};
