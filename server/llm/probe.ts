// Whether a model really answers here, and how fast.

import { runtimeFolder } from './folder.ts';
import { variantOf } from './gguf/runtime.ts';
import { measure } from './measure.ts';
import { ModelError } from './model.ts';
import { openModel, readiness } from './open.ts';
import type { LlmSettings } from './settings.ts';

export interface ModelProbe {
  readonly name: string;
  readonly ok: boolean;
  /** What it runs on, or why it does not. */
  readonly why: string;
  /** Of one conversation alone; 0 where there is none. */
  readonly tokensPerSecond: number;
  /** What the installed llama.cpp computes on; undefined: none is installed, or it is not asked. */
  readonly variant?: string | undefined;
}

const TOKENS = 24;

/** Opens the model, lets it speak, and closes it. */
export const probeModel = async (name: string, settings: LlmSettings): Promise<ModelProbe> => {
  const known = readiness(settings).find((one) => one.name === name);
  if (known && !known.ok) return { name, ok: false, why: known.why, tokensPerSecond: 0 };
  try {
    const model = await openModel(name, settings);
    try {
      const { tokensPerSecond } = await measure(model, { tokens: TOKENS, withinMs: settings.timeoutMs });
      const variant = name.startsWith('openai:') ? undefined : variantOf(runtimeFolder(settings.folder));
      const why = [known?.why ?? 'it answers', ...(model.about ? [model.about] : [])].join('; ');
      return { name, ok: true, why, tokensPerSecond, variant };
    } finally {
      await model.close();
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { name, ok: false, why: error.message.replace(/\.$/, ''), tokensPerSecond: 0 };
  }
};

/** All models that could be used here, one after the other so that their speeds compare. */
export const probeModels = async (settings: LlmSettings): Promise<ModelProbe[]> => {
  const found: ModelProbe[] = [];
  for (const { name } of readiness(settings)) found.push(await probeModel(name, settings));
  return found;
};
