// What the setups of Parlor find on a machine, as a test has it: programs that are shell scripts, first on the path.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';

export interface SetupTools {
  /** A folder of the running test, gone after it. */
  readonly root: string;
  /** Where the programs are. */
  readonly tools: string;
  /** Puts a program in place, or another in its stead. */
  tool(name: string, script: string): void;
}

/** For a whole test file: every test finds these programs and no other Python or compiler. */
export const setupTools = (programs: Readonly<Record<string, string>>): SetupTools => {
  let root = '';
  const tool = (name: string, script: string): void => {
    writeFileSync(join(root, 'tools', name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(root, 'tools', name), 0o755);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'parlor-setup-'));
    mkdirSync(join(root, 'tools'));
    for (const [name, script] of Object.entries(programs)) tool(name, script);
    vi.stubEnv('PATH', `${join(root, 'tools')}:${process.env.PATH}`);
    vi.stubEnv('CXX', '');
    vi.stubEnv('PYTHON', '');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true, force: true });
  });
  return {
    get root() {
      return root;
    },
    get tools() {
      return join(root, 'tools');
    },
    tool,
  };
};

/** pip as far as downloads go: puts a wheel, given in base64, into the folder before the last argument. */
export const pipWith = (wheel: string, fileName: string): string => `[ "$3" = download ] || exit 0
while [ $# -gt 2 ]; do shift; done
mkdir -p "$1"; echo ${wheel} | base64 -d > "$1/${fileName}"`;

/** What came of it: its error's sentence, or that it worked. */
export const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'it worked',
    (error: Error) => error.message,
  );
