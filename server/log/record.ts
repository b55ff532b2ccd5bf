// Entries read from a store become a record only if every one parses and they follow each other as
// an episode does: the header, then the rest, and nothing after the end.

import { ok, type Result, reject } from '../../shared/result.ts';
import { EntrySchema, type EpisodeRecord } from '../../shared/turn.ts';
import type { LogEntry } from './turn-log.ts';

export const damaged = (
  episode: string,
  n: number,
  what: string,
): { ok: false; error: { code: 'corrupt-log'; message: string } } => ({
  ok: false,
  error: {
    code: 'corrupt-log',
    message: `Episode ${episode}, entry ${n}: ${what}. The log is damaged there; restore it from a backup or leave this episode out.`,
  },
});

/** Checks entries in order; entry 0 is the header. */
export const toRecord = (episode: string, values: readonly unknown[]): Result<EpisodeRecord> => {
  const entries: LogEntry[] = [];
  let header: EpisodeRecord['header'] | undefined;
  let end: EpisodeRecord['end'];
  for (let n = 0; n < values.length; n++) {
    const parsed = EntrySchema.safeParse(values[n]);
    if (!parsed.success) return damaged(episode, n, `it is no log entry (${whyNot(parsed.error)})`);
    const entry = parsed.data;
    if (end) return damaged(episode, n, 'it comes after the end');
    if (entry.type === 'header') {
      if (n > 0) return damaged(episode, n, 'a second header');
      if (entry.episode !== episode) return damaged(episode, n, `the header of episode ${entry.episode}`);
      header = entry;
    } else if (n === 0) return damaged(episode, n, `the header is missing, a ${entry.type} stands there`);
    else {
      entries.push(entry);
      if (entry.type === 'end') end = entry;
    }
  }
  if (!header) return reject('corrupt-log', `Episode ${episode} has no header; the log is damaged there.`);
  return ok({ header, entries, end });
};

const whyNot = (error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): string => {
  const issue = error.issues[0];
  return issue ? `${issue.path.map(String).join('.') || 'value'}: ${issue.message}` : 'wrong shape';
};
