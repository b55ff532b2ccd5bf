// Settings of a server: from the environment, overruled by flags; read once, checked, frozen.

import { z } from 'zod';
import { RejectionError } from '../shared/result.ts';
import { type LlmSettings, plainSettings } from './llm/settings.ts';

const number = (fallback: number, min: number, max: number): z.ZodType<number> =>
  z.coerce
    .number(`use a whole number from ${min} to ${max}`)
    .int(`use a whole number from ${min} to ${max}`)
    .min(min)
    .max(max)
    .default(fallback);

const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((one) => (one.trim() ? [one.trim()] : [])));

const SettingsSchema = z.object({
  PORT: number(2567, 0, 65_535),
  /** Address to listen on; empty: all. */
  HOST: z.string().default(''),
  DATA_DIR: z.string().min(1).default('./data'),
  CLIENT_DIR: z.string().min(1).default('dist/client'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Origins of other pages that may connect, separated by commas; * for any. */
  ORIGINS: list,
  OPERATOR_TOKEN: z.string().min(16, 'use at least 16 characters').optional(),
  /** A dropped person's seat is played by a bot after this, ms. */
  GRACE_MS: number(20_000, 0, 3_600_000),
  /** Open seats are filled with bots after this, ms. */
  WAIT_MS: number(60_000, 0, 3_600_000),
  /** A room stays so long after its end, ms. */
  LINGER_MS: number(600_000, 0, 86_400_000),
  RATE_PER_SECOND: number(40, 1, 1_000_000_000),
  RATE_BURST: number(80, 1, 1_000_000_000),
  JOINS_PER_MINUTE: number(240, 1, 1_000_000_000),
  MAX_SPECTATORS: number(100, 0, 100_000),
  MAX_ROOMS: number(2000, 1, 1_000_000),
  /** Unsent bytes at which a slow reader is let go. */
  MAX_UNSENT: number(1_048_576, 1024, 1_073_741_824),
  /** Scenario whose agents learn beside this server; empty: none do. */
  LEARN: z.string().max(40).default(''),
  /** An OpenAI-compatible endpoint, for example http://localhost:8080/v1; empty: none. */
  LLM_URL: z
    .union([
      z.literal(''),
      z.url({ protocol: /^https?$/, error: 'use an address such as http://localhost:8080/v1' }),
    ])
    .default(''),
  LLM_KEY: z.string().optional(),
  /** Names of models: at the endpoint several, separated by commas; without one, the embedded model that is meant
   * where none is named. */
  LLM_MODEL: list,
  /** Questions to the endpoint at once. */
  LLM_PARALLEL: number(8, 1, 256),
  /** Folder of llama.cpp and of pulled models; empty: .parlor/llm beside the program. */
  LLM_DIR: z.string().default(''),
  /** Of embedded models: threads in all (0: one a core), conversations at once, tokens of one. */
  LLM_THREADS: number(0, 0, 256),
  LLM_SEQUENCES: number(8, 1, 64),
  LLM_CONTEXT: number(2048, 512, 131_072),
  /** Longest wait for a language model's turn, ms; never more than four fifths of a person's time. */
  LLM_TURN_MS: number(25_000, 100, 600_000),
  /** Tokens, read and written, that language models may use in one episode, and in all until the server ends. */
  LLM_EPISODE_TOKENS: number(200_000, 0, 1_000_000_000),
  LLM_SERVER_TOKENS: number(20_000_000, 0, 1_000_000_000_000),
  /** When language models are asked what their seats believe; votes: where a ballot comes next. */
  LLM_BELIEFS: z.enum(['never', 'votes', 'always']).default('votes'),
  /** Model that reads what people type where the scenario finds no act in it; empty: none does. */
  LLM_READER: z.string().max(60).default(''),
  /** 1: believe forwarding headers; only behind a proxy that sets them. */
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
});

export type Config = Readonly<z.infer<typeof SettingsSchema>>;

/** Where language models are, as server/llm wants to know it. `say`: told what whoever runs the server should know. */
export const llmSettings = (config: Config, say: (sentence: string) => void): LlmSettings => {
  const { LLM_URL: url, LLM_KEY: key, LLM_MODEL: models, LLM_PARALLEL: parallel } = config;
  if (url && models.length === 0)
    throw new RejectionError(
      'bad-options',
      'Setting LLM_MODEL: name the model that LLM_URL is to be asked for.',
    );
  return plainSettings({
    ...(config.LLM_DIR ? { folder: config.LLM_DIR } : {}),
    endpoint: url ? { url, key, models, parallel } : undefined,
    preferred: url ? undefined : models[0],
    timeoutMs: config.LLM_TURN_MS,
    threads: config.LLM_THREADS,
    sequences: config.LLM_SEQUENCES,
    contextTokens: config.LLM_CONTEXT,
    say,
  });
};

/** Flags of `parlor serve`, as far as they are given. */
export interface ConfigFlags {
  readonly port?: number | undefined;
  readonly data?: string | undefined;
  readonly learn?: string | undefined;
}

/** Throws RejectionError `bad-options` that names the first wrong setting. */
export const loadConfig = (
  env: Readonly<Record<string, string | undefined>>,
  flags: ConfigFlags = {},
): Config => {
  const known = Object.fromEntries(
    Object.keys(SettingsSchema.shape).flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  );
  const overruled = {
    ...known,
    ...(flags.port === undefined ? {} : { PORT: flags.port }),
    ...(flags.data === undefined ? {} : { DATA_DIR: flags.data }),
    ...(flags.learn === undefined ? {} : { LEARN: flags.learn }),
  };
  const parsed = SettingsSchema.safeParse(overruled);
  if (parsed.success) return Object.freeze(parsed.data);
  const [issue] = parsed.error.issues;
  throw new RejectionError('bad-options', `Setting ${issue?.path.join('.')}: ${issue?.message}.`);
};
