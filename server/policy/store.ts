// Where checkpoints lie: those the project ships (read only) and those trained here, both as
// FOLDER/SCENARIO/ROLE/ID.ckpt. `seated.json` beside trained ones names the checkpoint that new episodes
// are played with; without it the newest that verifies is.

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import {
  type Checkpoint,
  type CheckpointHeader,
  CheckpointHeaderSchema,
  readCheckpointFor,
  sidecarOf,
  writeCheckpoint,
} from './checkpoint.ts';

export interface Listed {
  readonly path: string;
  readonly shipped: boolean;
  readonly header: CheckpointHeader;
}

const SeatedSchema = z.object({ id: z.string() });
const ID = /^[a-z0-9][a-z0-9.-]{0,59}$/;

export class CheckpointStore {
  readonly #shipped: string;
  readonly #trained: string;
  readonly #warn: (sentence: string) => void;
  readonly #current = new Map<string, { stamp: string; checkpoint: Checkpoint | undefined }>();

  /** `warn` is told of every file that is passed over, once a look. */
  constructor(shipped: string, trained: string, warn: (sentence: string) => void) {
    this.#shipped = shipped;
    this.#trained = trained;
    this.#warn = warn;
  }

  folder(scenario: string, role: string): string {
    return join(this.#trained, scenario, role);
  }

  /** Headers by their sidecars, newest first; what cannot be read is left out. */
  list(scenario: string, role: string): Listed[] {
    const found = [this.#shipped, this.#trained].flatMap((root) => this.#in(root, scenario, role));
    return found.sort((a, b) => Number(a.shipped) - Number(b.shipped) || b.header.at - a.header.at);
  }

  /**
   * What an agent of this role plays with now: the seated one, else the newest trained here, else the
   * shipped one. Files that are damaged or do not fit are passed over, with a word. Undefined: there is none.
   */
  current(scenario: Scenario, role: string): Checkpoint | undefined {
    const name = `${scenario.id}/${role}`;
    const stamp = this.#stamp(scenario.id, role);
    const known = this.#current.get(name);
    if (known?.stamp === stamp) return known.checkpoint;
    const checkpoint = this.#find(scenario, role);
    this.#current.set(name, { stamp, checkpoint });
    return checkpoint;
  }

  /** Changes whenever a file of this role comes, goes or is replaced. */
  #stamp(scenario: string, role: string): string {
    const folders = [this.#shipped, this.#trained].map((root) => join(root, scenario, role));
    const paths = [...folders, join(this.folder(scenario, role), 'seated.json')];
    return paths.map((path) => (existsSync(path) ? statSync(path).mtimeMs : 0)).join();
  }

  #find(scenario: Scenario, role: string): Checkpoint | undefined {
    const listed = this.list(scenario.id, role);
    const seated = this.seated(scenario.id, role);
    const first = listed.filter(({ header }) => header.id === seated);
    for (const { path } of [...first, ...listed]) {
      try {
        return readCheckpointFor(path, scenario);
      } catch (error) {
        if (!(error instanceof RejectionError)) throw error;
        this.#warn(error.message);
      }
    }
    return undefined;
  }

  /** A checkpoint by its id. Throws RejectionError `bad-checkpoint`. */
  byId(scenario: Scenario, role: string, id: string): Checkpoint {
    const listed = ID.test(id)
      ? this.list(scenario.id, role).find(({ header }) => header.id === id)
      : undefined;
    if (listed) return readCheckpointFor(listed.path, scenario);
    const known = this.list(scenario.id, role).map(({ header }) => header.id);
    throw new RejectionError(
      'bad-checkpoint',
      `There is no checkpoint "${id.slice(0, 60)}" of ${scenario.id}/${role}; ` +
        (known.length > 0
          ? `there are: ${known.slice(0, 8).join(', ')}.`
          : 'none has been trained or shipped.'),
    );
  }

  /** Puts a checkpoint among the trained ones of each of its roles; returns the first path. */
  keep(checkpoint: Checkpoint): string {
    const { header } = checkpoint;
    const paths = header.roles.map((role) =>
      join(this.folder(header.shape.scenario, role), `${header.id}.ckpt`),
    );
    for (const path of paths) writeCheckpoint(path, checkpoint);
    return paths[0] as string;
  }

  /** Leaves the newest `last` trained ones of a role, and those named. */
  prune(scenario: string, role: string, last: number, keep: ReadonlySet<string>): void {
    const trained = this.#in(this.#trained, scenario, role).sort((a, b) => b.header.at - a.header.at);
    const seated = this.seated(scenario, role);
    for (const { path, header } of trained.slice(last)) {
      if (keep.has(header.id) || header.id === seated) continue;
      rmSync(path, { force: true });
      rmSync(sidecarOf(path), { force: true });
    }
  }

  /** The id that new episodes are played with, where one was named. */
  seated(scenario: string, role: string): string | undefined {
    const path = join(this.folder(scenario, role), 'seated.json');
    if (!existsSync(path)) return undefined;
    try {
      return SeatedSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).id;
    } catch {
      this.#warn(`${path} is damaged; the newest checkpoint is seated instead.`);
      return undefined;
    }
  }

  /** Names the checkpoint that new episodes are played with. */
  seat(scenario: string, role: string, id: string): void {
    const path = join(this.folder(scenario, role), 'seated.json');
    mkdirSync(this.folder(scenario, role), { recursive: true });
    writeFileSync(`${path}.part`, `${JSON.stringify({ id })}\n`);
    renameSync(`${path}.part`, path);
  }

  #in(root: string, scenario: string, role: string): Listed[] {
    const folder = join(root, scenario, role);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.ckpt'))
      .flatMap((name) => this.#listed(join(folder, name), root === this.#shipped));
  }

  #listed(path: string, shipped: boolean): Listed[] {
    try {
      const header = CheckpointHeaderSchema.parse(JSON.parse(readFileSync(sidecarOf(path), 'utf8')));
      return [{ path, shipped, header }];
    } catch {
      this.#warn(`${sidecarOf(path)} is missing or damaged; ${path} is left out.`);
      return [];
    }
  }
}
