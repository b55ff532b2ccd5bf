// What setup needs from the machine, found before anything is fetched, and everything that is missing
// named at once.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RejectionError } from '../../../../shared/result.ts';
import { findPython, firstThatWorks, works } from '../../../packages/run.ts';

export type Variant = 'cpu' | 'cuda';

export interface Tools {
  /** C++ compiler. */
  readonly compiler: string;
  /** Folder with node_api.h. */
  readonly headers: string;
  readonly npm: string;
  /** Python that has pip; without one, wheels come from the index that PIP_INDEX_URL names. */
  readonly python: string | undefined;
}

/** Node's own headers lie beside it, Debian's in /usr/include; the binding's interface is the same in all. */
const findHeaders = (): string | undefined => {
  const roots = [join(dirname(process.execPath), '..'), process.env.npm_config_nodedir, '/usr', '/usr/local'];
  const folders = roots.filter((root) => root !== undefined).map((root) => join(root, 'include/node'));
  return folders.find((folder) => existsSync(join(folder, 'node_api.h')));
};

/** @throws RejectionError naming every tool that is missing and how to get it */
export const findTools = (): Tools => {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch))
    throw new RejectionError(
      'no-backend',
      `Setup knows Linux on x64 and arm64, not ${process.platform} on ${process.arch}; here install @tensorflow/tfjs-node-gpu, or stay with wasm.`,
    );
  const compiler = firstThatWorks([process.env.CXX, 'g++', 'c++', 'clang++'], ['--version']);
  const headers = findHeaders();
  const npm = firstThatWorks(['npm'], ['--version']);
  const python = findPython();
  const tar = firstThatWorks(['tar'], ['--version']);
  const missing = [
    compiler ? '' : 'a C++ compiler (Debian: apt-get install g++)',
    headers ? '' : 'the headers of Node (Debian: apt-get install libnode-dev, or the npm package "node")',
    npm ? '' : 'npm',
    tar ? '' : 'tar',
    python || process.env.PIP_INDEX_URL
      ? ''
      : 'pip (Debian: apt-get install python3-pip; without it, set PIP_INDEX_URL to a package index)',
  ].filter(Boolean);
  if (!compiler || !headers || !npm || missing.length > 0)
    throw new RejectionError(
      'no-backend',
      `TensorFlow cannot be set up here; missing: ${missing.join('; ')}.`,
    );
  return { compiler, headers, npm, python };
};

/** A machine with an NVIDIA driver gets the library that knows CUDA. */
export const likelyVariant = (): Variant =>
  existsSync('/proc/driver/nvidia/version') || works('nvidia-smi', ['-L']) ? 'cuda' : 'cpu';
