// 100 rooms with four SDK clients each, clients in a process of their own: latency of an answered
// `say`, and server CPU per answered message beside a bare Colyseus echo room in the same run.

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { median } from '../../server/stats.ts';
import { startServerProcess } from '../doubles/server.ts';
import type { Bench } from './index.ts';

const ROOMS = 100;
const SECONDS = 12;
const ROUNDS = 3;
const TICKS_PER_SECOND = 100;

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** User and system CPU seconds of a process so far (Linux). */
const cpu = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

interface Load {
  messages: number;
  says: number;
  p50: number;
  p95: number;
  joinSeconds: number;
}

/** Runs the load and gives it back with the server's CPU microseconds per answered message. */
const load = (url: string, kind: string, pid: number): Promise<Load & { cpuMicros: number }> =>
  new Promise((resolve, reject) => {
    const args = [path('load-client.ts'), url, kind, String(ROOMS), String(SECONDS)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let before = 0;
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (before === 0 && chunk.toString().includes('ready')) before = cpu(pid);
      text += chunk.toString();
      const line = text.split('\n').find((one) => one.startsWith('{'));
      if (!line?.endsWith('}')) return;
      const result: Load = JSON.parse(line);
      resolve({ ...result, cpuMicros: ((cpu(pid) - before) / result.messages) * 1e6 });
    });
    child.once('exit', (code) => code !== 0 && reject(new Error(`the load client ended with ${code}`)));
  });

const startEcho = (port: number): Promise<{ url: string; child: ChildProcess }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path('echo-server.ts'), String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('listening')) resolve({ url: `http://127.0.0.1:${port}`, child });
    });
    child.once('exit', () => reject(new Error('the echo server ended')));
  });

export const rooms = async (): Promise<Bench> => {
  const ours: Awaited<ReturnType<typeof load>>[] = [];
  const peers: Awaited<ReturnType<typeof load>>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startServerProcess({ env: { JOINS_PER_MINUTE: '1000000' } });
    ours.push(await load(server.url, 'parlor', server.process.pid ?? 0));
    await server.clean();
    const echo = await startEcho(24_567 + round);
    peers.push(await load(echo.url, 'echo', echo.child.pid ?? 0));
    echo.child.kill('SIGKILL');
  }
  const mid = (list: typeof ours, name: keyof (typeof ours)[number]): number =>
    median(list.map((one) => one[name]));
  return {
    name: 'rooms',
    value: Number(mid(ours, 'p95').toFixed(1)),
    unit: `ms, p95 of an answered say, ${ROOMS} rooms of 4 clients`,
    ratio: mid(ours, 'cpuMicros') / mid(peers, 'cpuMicros'),
    peer: 'server CPU per answered message, beside a bare Colyseus echo room',
    n: ROUNDS,
    more: {
      p50Ms: mid(ours, 'p50'),
      says: mid(ours, 'says'),
      messagesPerSecond: mid(ours, 'messages') / SECONDS,
      cpuMicrosPerMessage: mid(ours, 'cpuMicros'),
      echoCpuMicrosPerMessage: mid(peers, 'cpuMicros'),
      echoP95Ms: mid(peers, 'p95'),
      echoMessagesPerSecond: mid(peers, 'messages') / SECONDS,
    },
  };
};
