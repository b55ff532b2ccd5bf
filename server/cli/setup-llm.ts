// parlor setup llm: llama.cpp for this machine, tested with a model that it pulls.

import { RejectionError } from '../../shared/result.ts';
import { llmSettings, loadConfig } from '../config.ts';
import { entryNamed } from '../llm/catalogue.ts';
import type { Variant } from '../llm/gguf/runtime.ts';
import { setupLlm } from '../llm/gguf/setup.ts';
import { ModelError } from '../llm/model.ts';
import { probeModel } from '../llm/probe.ts';
import { type Common, finish } from './output.ts';
import { reporter } from './progress.ts';

export interface SetupLlmFlags extends Common {
  variant: Variant;
  model?: string;
  force?: boolean;
}

/** A fault of a model is a refusal of the command. */
export const refused = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ModelError) throw new RejectionError('no-model', error.message);
    throw error;
  }
};

/** Installs llama.cpp unless it works already in the variant asked for (`--force` installs it anew). */
export const setupLlmCommand = async (flags: SetupLlmFlags): Promise<void> => {
  const say = reporter();
  const settings = llmSettings(loadConfig(process.env), say);
  const { folder, catalogue } = settings;
  const began = performance.now();
  const [usual] = catalogue;
  const name = flags.model ?? usual?.name ?? '';
  const entry = await refused(Promise.resolve().then(() => entryNamed(name, catalogue)));
  const before = flags.force ? undefined : await probeModel(entry.name, settings);
  if (before?.ok && before.variant === flags.variant)
    return finish(
      flags,
      { installed: false, ...before },
      `${name} works already: ${before.why}, ${before.tokensPerSecond} tokens/s`,
    );
  if (before) say(`not ready yet: ${before.why}`);
  const made = await refused(setupLlm({ folder, variant: flags.variant, entry, say }));
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  finish(
    flags,
    { ok: true, installed: true, name, ...made, folder, seconds },
    `${name} works: ${made.about}, ${made.tokensPerSecond} tokens/s; installed in ${seconds} s in ${folder}`,
  );
};
