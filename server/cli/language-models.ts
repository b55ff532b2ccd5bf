// Language models for commands.

import { modelSource } from '../llm/open.ts';
import { plainSettings } from '../llm/settings.ts';
import { LanguageModels } from '../seats/language-models.ts';

/** Nobody waits at a headless table; a model has this long for a turn, ms, where the deadline allows. */
const TURN_MS = 120_000;

/** Language models of this data folder, opened when they are first asked. */
export const modelsAt = (_data: string): LanguageModels =>
  new LanguageModels({
    source: modelSource(plainSettings({ timeoutMs: TURN_MS })),
    timing: {
      now: () => performance.now(),
      after: (ms, fn) => {
        const timer = setTimeout(fn, ms);
        return () => clearTimeout(timer);
      },
    },
    turnMs: TURN_MS,
    episodeTokens: Number.POSITIVE_INFINITY,
    serverTokens: Number.POSITIVE_INFINITY,
  });

/** Whether a list of seats names language models. */
export const namesModels = (seats: readonly string[]): boolean =>
  seats.some((seat) => /(^|=|\+)llm([:+@]|$)/.test(seat));
