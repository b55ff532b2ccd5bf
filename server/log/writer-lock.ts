// One writer a log. The lock is a file that names its holder; it counts only while that process lives,
// so that a killed server does not lock itself out. Where the system tells (Linux), the holder's start
// time is kept too, since process ids are used again.

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { RejectionError } from '../../shared/result.ts';

const held = new Set<string>();

/** When a process started, in words of the system; '' where it does not say. */
const startOf = (pid: number): string => {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${boot}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return '';
  }
};

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** The process that holds the lock and lives; undefined where nobody does. */
export const holder = (path: string): number | undefined => {
  const text = read(path);
  return text === undefined ? undefined : holderIn(path, text);
};

const holderIn = (path: string, text: string): number | undefined => {
  const [first, start] = text.split('\n');
  const pid = Number(first);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (pid === process.pid) return held.has(path) ? pid : undefined;
  return alive(pid) && (!start || startOf(pid) === start) ? pid : undefined;
};

const locked = (path: string, pid: number): RejectionError => {
  const who = pid === process.pid ? 'this process already' : `process ${pid}`;
  return new RejectionError(
    'log-locked',
    `The log is being written by ${who} (${path}); stop that first, or choose another --data folder.`,
  );
};

/** Takes the lock or throws `log-locked`. Returns how to let go of it. */
export const takeLock = (path: string): (() => void) => {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, `${process.pid}\n${startOf(process.pid)}\n`);
  try {
    for (;;) {
      if (tryLink(mine, path)) break;
      const text = read(path);
      if (text === undefined) continue;
      const pid = holderIn(path, text);
      if (pid !== undefined) throw locked(path, pid);
      removeStale(path, text);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path, { force: true });
  };
};

const tryLink = (from: string, to: string): boolean => {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

/** Removes a dead holder's lock, and only that: another may have taken its place in the meantime. */
const removeStale = (path: string, text: string): void => {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // somebody else has removed it
  }
  if (read(aside) !== text) tryLink(aside, path);
  rmSync(aside, { force: true });
};
