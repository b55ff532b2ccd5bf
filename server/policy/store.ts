// Where checkpoints lie: those the project ships (read only) and those trained here, both as
// FOLDER/SCENARIO/ROLE/ID.ckpt. `seated.json` beside trained ones names the checkpoint that new episodes
// are played with; without it the newest that verifies is. Others may write while this process reads.

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
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import {
  type Checkpoint,
  type CheckpointHeader,
  PART,
  readCheckpointFor,
  readHeader,
  sidecarOf,
  writeCheckpoint,
} from './checkpoint.ts';

export interface Listed {
  readonly path: string;
  readonly shipped: boolean;
  readonly header: CheckpointHeader;
}

/** What was found in the folders of a role when they looked as `stamp` says. */
interface Look {
  readonly stamp: string;
  readonly listed: readonly Listed[];
  /** undefined: not looked for yet; null: there is none. */
  current: Checkpoint | null | undefined;
}

const SeatedSchema = z.object({ id: z.string() });
const ID = /^[a-z0-9][a-z0-9.-]{0,59}$/;
/** Changes so close together may leave the same time on a folder, ms. */
const SAME_TIME = 50;
/** What is still being written after so long never will be, ms. */
const GIVEN_UP = 600_000;

/** How good a checkpoint is known to be: the lower end of its interval, on held-out episodes where it was judged there. */
const standing = ({ header: { scores } }: Listed): number =>
  (scores.heldout ?? scores.training)?.low ?? Number.NEGATIVE_INFINITY;

const newestFirst = (a: Listed, b: Listed): number =>
  b.header.at - a.header.at || b.header.update - a.header.update;

export class CheckpointStore {
  readonly #shipped: string;
  readonly #trained: string;
  readonly #warn: (sentence: string) => void;
  readonly #looks = new Map<string, Look>();

  /** `warn` is told of every file that is passed over, once a look. */
  constructor(shipped: string, trained: string, warn: (sentence: string) => void) {
    this.#shipped = shipped;
    this.#trained = trained;
    this.#warn = warn;
  }

  folder(scenario: string, role: string): string {
    return join(this.#trained, scenario, role);
  }

  /** By their headers: trained ones first, newest first. What cannot be read is left out, with a word. */
  list(scenario: string, role: string): readonly Listed[] {
    return this.#look(scenario, role).listed;
  }

  /**
   * What an agent of this role plays with now: the seated one, else the newest trained here, else the
   * shipped one. Files that are damaged or do not fit are passed over, with a word. Undefined: there is none.
   */
  current(scenario: Scenario, role: string): Checkpoint | undefined {
    const look = this.#look(scenario.id, role);
    if (look.current === undefined) look.current = this.#find(scenario, role, look.listed) ?? null;
    return look.current ?? undefined;
  }

  #look(scenario: string, role: string): Look {
    const name = `${scenario}/${role}`;
    const folders = [this.#shipped, this.#trained].map((root) => join(root, scenario, role));
    const paths = [...folders, join(this.folder(scenario, role), 'seated.json')];
    const times = paths.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    const stamp = times.join();
    const known = this.#looks.get(name);
    if (known?.stamp === stamp) return known;
    const trained = this.#in(this.#trained, scenario, role);
    const shipped = this.#shipped === this.#trained ? [] : this.#in(this.#shipped, scenario, role);
    const look: Look = { stamp, listed: [...trained, ...shipped], current: undefined };
    if (Date.now() - Math.max(...times) > SAME_TIME) this.#looks.set(name, look);
    return look;
  }

  #find(scenario: Scenario, role: string, listed: readonly Listed[]): Checkpoint | undefined {
    const seated = this.seated(scenario.id, role);
    const first = listed.filter(({ header }) => header.id === seated);
    if (seated !== undefined && first.length === 0)
      this.#warn(`The checkpoint ${seated} is seated for ${scenario.id}/${role}, but is not there any more.`);
    for (const one of [...first, ...listed]) {
      const read = this.read(scenario, one);
      if (read) return read;
    }
    return undefined;
  }

  /** A listed checkpoint, whole. Undefined: it is damaged or does not fit, and a word has been said of it. */
  read(scenario: Scenario, { path }: Listed): Checkpoint | undefined {
    try {
      return readCheckpointFor(path, scenario);
    } catch (error) {
      if (!(error instanceof RejectionError)) throw error;
      this.#warn(error.message);
      return undefined;
    }
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

  /**
   * Of the trained ones whose ids begin with `run`, leaves the newest `last`, the best by its scores, and
   * the one that is seated. Other runs' stay.
   */
  prune(scenario: string, role: string, run: string, last: number): void {
    const all = this.#in(this.#trained, scenario, role).filter(({ header }) => header.id.startsWith(run));
    const best = all.reduce(
      (a: Listed | undefined, b) => (a && standing(a) >= standing(b) ? a : b),
      undefined,
    );
    const seated = this.seated(scenario, role);
    for (const { path, header } of all.slice(last)) {
      if (header.id === best?.header.id || header.id === seated) continue;
      rmSync(path, { force: true });
      rmSync(sidecarOf(path), { force: true });
    }
    this.#sweep(this.folder(scenario, role));
  }

  /** Removes what writers that were killed have left. */
  #sweep(folder: string): void {
    for (const name of readdirSync(folder).filter((one) => one.endsWith(PART))) {
      const path = join(folder, name);
      const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (Date.now() - written > GIVEN_UP) rmSync(path, { force: true });
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

  /** Newest first. */
  #in(root: string, scenario: string, role: string): Listed[] {
    const folder = join(root, scenario, role);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.ckpt'))
      .flatMap((name) => this.#listed(join(folder, name), root !== this.#trained))
      .sort(newestFirst);
  }

  #listed(path: string, shipped: boolean): Listed[] {
    try {
      return [{ path, shipped, header: readHeader(path) }];
    } catch (error) {
      if (!(error instanceof RejectionError)) throw error;
      this.#warn(error.message);
      return [];
    }
  }
}

/** Checkpoints that the project brings along; SHIPPED_DIR names another folder. */
export const shippedFolder = (): string =>
  process.env.SHIPPED_DIR || fileURLToPath(new URL('../../checkpoints', import.meta.url));

/** What the project ships, and what was trained under DATA/checkpoints. */
export const storeIn = (data: string, warn: (sentence: string) => void): CheckpointStore =>
  new CheckpointStore(shippedFolder(), join(data, 'checkpoints'), warn);
