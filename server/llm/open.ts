// Opens a model by its name: "openai:NAME" at the endpoint of the settings, any other name from the catalogue. Names
// come from remote users too, so they are looked up and never become part of a path or an address.

import { CATALOGUE, entryNamed } from './catalogue.ts';
import { openEndpoint } from './endpoint.ts';
import { checkedPath, faultAtSight, runtimeFolder } from './folder.ts';
import { openEmbedded } from './gguf/embedded.ts';
import { readManifest } from './gguf/runtime.ts';
import { type LanguageModel, ModelError } from './model.ts';
import type { LlmSettings } from './settings.ts';

const ENDPOINT = 'openai:';

/** Whether one model can be used here. */
export interface Readiness {
  readonly name: string;
  readonly title: string;
  readonly ok: boolean;
  /** What it is, or what is missing and how to get it. */
  readonly why: string;
}

const runtimeFault = (folder: string): string | undefined => {
  try {
    readManifest(runtimeFolder(folder));
    return undefined;
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return error.message.replace(/\.$/, '');
  }
};

/** Every model that could be seated here, the one that is meant where none is named first; nothing is opened. */
export const readiness = (settings: LlmSettings): Readiness[] => {
  const { folder, catalogue, endpoint, preferred } = settings;
  const missing = runtimeFault(folder);
  const embedded = catalogue.map((entry): Readiness => {
    const fault = faultAtSight(folder, entry) ?? missing;
    const what = entry.verified ? 'pulled and verified' : 'pulled, unverified';
    return { name: entry.name, title: entry.title, ok: fault === undefined, why: fault ?? what };
  });
  embedded.sort((one, other) => Number(other.name === preferred) - Number(one.name === preferred));
  const remote = (endpoint?.models ?? []).map(
    (model): Readiness => ({
      name: `${ENDPOINT}${model}`,
      title: `${model} at the endpoint`,
      ok: true,
      why: 'configured; whether it answers is seen when it is asked',
    }),
  );
  return [...remote, ...embedded];
};

/**
 * @param name "openai:NAME" or a name of the catalogue; anything else is refused
 * @throws ModelError `model-missing`, `model-broken` or `model-slow`
 */
export const openModel = async (name: string, settings: LlmSettings): Promise<LanguageModel> => {
  const { folder, catalogue = CATALOGUE, endpoint, threads, sequences, contextTokens, timeoutMs } = settings;
  if (name.startsWith(ENDPOINT)) {
    const model = endpoint?.models.find((one) => one === name.slice(ENDPOINT.length));
    if (endpoint && model !== undefined) return openEndpoint(endpoint, model, settings);
    throw new ModelError(
      'model-missing',
      `No endpoint is set for "${name.slice(0, 60)}" (LLM_URL, LLM_MODEL).`,
    );
  }
  const entry = entryNamed(name, catalogue);
  const runtime = runtimeFolder(folder);
  const { variant } = readManifest(runtime);
  const path = await checkedPath(folder, entry);
  const engine = { runtime, path, name: entry.name, chat: entry.chat, variant };
  return openEmbedded({ ...engine, threads, sequences, contextTokens }, { timeoutMs });
};

/** Models for seats: those that are ready, opened by name. */
export const modelSource = (
  settings: LlmSettings,
): { names(): readonly string[]; open(name: string): Promise<LanguageModel> } => ({
  names: () => readiness(settings).flatMap(({ name, ok }) => (ok ? [name] : [])),
  open: (name) => openModel(name, settings),
});
