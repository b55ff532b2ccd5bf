// Peers to measure beside, in the same run. TextArena lives in a Python environment under .cache/.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const PYTHON = at('.cache/textarena/bin/python');
export const TEXTARENA = 'textarena==0.7.4';

/** Installs the peer from the Python index; a sentence where that is impossible. */
export const textArenaReady = (): string | undefined => {
  if (existsSync(PYTHON)) return undefined;
  try {
    execFileSync('python3', ['-m', 'venv', at('.cache/textarena')], { stdio: 'pipe' });
    execFileSync(PYTHON, ['-m', 'pip', 'install', '-q', TEXTARENA], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `TextArena could not be installed (${String(error).split('\n')[0]}); python3 with venv and a package index are needed`;
  }
};

const TORCH_PYTHON = at('.cache/torch/bin/python');
const TORCH = 'torch==2.15.0';

/** Installs PyTorch, with 5 GB of what it brings along; a sentence where that is impossible. */
export const torchReady = (): string | undefined => {
  try {
    if (!existsSync(TORCH_PYTHON))
      process.stderr.write('parlor: fetching PyTorch, about 5 GB, into .cache/torch\n');
    if (!existsSync(TORCH_PYTHON))
      execFileSync('python3', ['-m', 'venv', at('.cache/torch')], { stdio: 'pipe' });
    const asked = ['-m', 'pip', 'install', '-q', TORCH];
    execFileSync(TORCH_PYTHON, asked, { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `PyTorch could not be installed (${String(error).split('\n')[0]}); python3 with venv and a package index are needed`;
  }
};

/** Milliseconds of a training step of the policy network in PyTorch on the CPU, measured now. */
export const torchStep = (sizes: object, threads: number): number => {
  const program = ['-W', 'ignore', at('test/bench/policy-step.py'), JSON.stringify(sizes), String(threads)];
  return Number(
    execFileSync(TORCH_PYTHON, program, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
};

/** Turns a second of Secret Mafia, measured now. */
export const textArenaTurns = (seconds: number, players: number): number =>
  Number(
    execFileSync(PYTHON, [at('test/bench/secret-mafia.py'), String(seconds), String(players)], {
      encoding: 'utf8',
    }),
  );
