// parlor doctor: what this machine and this folder are ready for, and the reason where not.

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { scenarios } from '../../scenarios/index.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { RejectionError } from '../../shared/result.ts';
import { LOG_VERSION } from '../../shared/turn.ts';
import { llmSettings, loadConfig } from '../config.ts';
import { type ModelProbe, probeModels } from '../llm/probe.ts';
import { BACKENDS, type Probe, probe } from '../policy/tf.ts';
import { version } from '../version.ts';
import { openLog } from './open-log.ts';
import { type Common, finish } from './output.ts';

/** A language model has so long to say something, ms. */
const LLM_MS = 60_000;

interface Check {
  name: string;
  ok: boolean;
  why: string;
}

/** Why nothing can be stored under this folder, if so; it need not be there yet. */
const unwritable = (folder: string): string | undefined => {
  let at = resolve(folder);
  while (!existsSync(at)) at = dirname(at);
  if (!statSync(at).isDirectory()) return `${at} is a file; choose another --data folder`;
  try {
    accessSync(at, constants.W_OK);
    return undefined;
  } catch {
    return `${at} may not be written; see to its rights, or choose another --data folder`;
  }
};

const store = async (data: string): Promise<Check> => {
  const why = unwritable(`${data}/log`);
  if (why) return { name: 'lmdb', ok: false, why };
  if (!existsSync(`${data}/log`))
    return { name: 'lmdb', ok: true, why: `no log in ${data} yet; it is made on first use` };
  try {
    const log = openLog(data, 'read');
    const episodes = [...log.episodes()].length;
    await log.close();
    return { name: 'lmdb', ok: true, why: `${episodes} episodes in ${data}` };
  } catch (error) {
    if (!(error instanceof RejectionError)) throw error;
    return { name: 'lmdb', ok: false, why: error.message };
  }
};

const client = (): Check =>
  existsSync(new URL('../../dist/client/index.html', import.meta.url))
    ? { name: 'client', ok: true, why: 'built' }
    : { name: 'client', ok: false, why: 'not built; run `npm run build` (npm start does it by itself)' };

/** Every back end, tested in a child process one after the other so that their speeds compare. */
const backendsHere = async (): Promise<Probe[]> => {
  const found: Probe[] = [];
  for (const name of BACKENDS) found.push(await probe(name));
  return found;
};

/** Every language model of the catalogue and the endpoint, those that are there asked for a sentence. */
const languageModels = (): Promise<ModelProbe[]> => {
  const settings = llmSettings(loadConfig(process.env), () => undefined);
  return probeModels({ ...settings, timeoutMs: LLM_MS });
};

const line = (check: Check & { gflops?: number; tokensPerSecond?: number; lastResort?: string }): string => {
  const speed = check.gflops
    ? `, ${check.gflops} GFLOP/s`
    : check.tokensPerSecond
      ? `, ${check.tokensPerSecond} tokens/s`
      : '';
  const unasked = check.lastResort ? `; only when asked for, since ${check.lastResort}` : '';
  return `  ${check.ok ? 'ok ' : 'NOT'}  ${check.name}: ${check.why}${speed}${unasked}`;
};

export const doctor = async (flags: Common): Promise<void> => {
  const checks = [await store(flags.data), client()];
  const backends = await backendsHere();
  const llm = await languageModels();
  const report = {
    node: process.versions.node,
    backends,
    llm,
    store: checks[0],
    client: checks[1],
    versions: {
      parlor: version,
      protocol: PROTOCOL_VERSION,
      log: LOG_VERSION,
      scenarios: Object.fromEntries(Object.values(scenarios).map((one) => [one.id, one.version])),
    },
  };
  const lines = [...checks, ...backends, ...llm].map(line);
  finish(flags, report, [`parlor ${version} on Node ${report.node}`, ...lines].join('\n'));
};
