// Language models for commands.

import { llmSettings, loadConfig } from '../config.ts';
import { modelSource } from '../llm/open.ts';
import { LanguageModels } from '../seats/language-models.ts';

/** Nobody waits at a headless table; a model that says nothing for so long, ms, is given up, unless LLM_TURN_MS says
 * when. */
const TURN_MS = 300_000;

const tell = (sentence: string): void => {
  process.stderr.write(`parlor: ${sentence}\n`);
};

/** Language models of this machine and its settings, opened when they are first asked. */
export const modelsAt = (): LanguageModels => {
  const config = loadConfig(process.env);
  const turnMs = process.env.LLM_TURN_MS ? config.LLM_TURN_MS : TURN_MS;
  return new LanguageModels({
    source: modelSource({ ...llmSettings(config, tell), timeoutMs: turnMs }),
    timing: {
      now: () => performance.now(),
      after: (ms, fn) => {
        const timer = setTimeout(fn, ms);
        return () => clearTimeout(timer);
      },
    },
    turnMs,
    beliefs: config.LLM_BELIEFS,
    deadlines: false,
    episodeTokens: Number.POSITIVE_INFINITY,
    serverTokens: Number.POSITIVE_INFINITY,
  });
};

/** Whether a list of seats names language models. */
export const namesModels = (seats: readonly string[]): boolean =>
  seats.some((seat) => /(^|=|\+)llm([:+@]|$)/.test(seat));
