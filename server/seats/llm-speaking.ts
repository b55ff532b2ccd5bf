// What every seat with a language model needs, and what it leaves in the log.

import type { Scenario } from '../../shared/scenario.ts';
import type { LlmNote } from '../../shared/turn.ts';
import type { TurnView } from '../episode/seat.ts';
import { Asking, NoAnswer, type Timing } from '../llm/asking.ts';
import type { Budget } from '../llm/budget.ts';
import type { LanguageModel } from '../llm/model.ts';
import type { Style } from '../llm/style.ts';

/** What any seat with a language model needs. */
export interface Speaking {
  readonly scenario: Scenario;
  readonly role: string;
  /** Names the model in the log, also where it cannot be had. */
  readonly modelName: string;
  readonly model: () => Promise<LanguageModel>;
  readonly style: Style;
  readonly budget: Budget;
  readonly timing: Timing;
  /** Longest wait for a turn, ms. */
  readonly turnMs: number;
  /** Whether turns have deadlines: a model then uses four fifths of one at most. */
  readonly deadlines: boolean;
  readonly beliefs: WhenAsked;
}

/** When a model is asked what its seat believes: never, where a ballot comes next, or in every survey. */
export type WhenAsked = 'never' | 'votes' | 'always';

/** Share of a turn's deadline that a model may use. */
const SHARE_OF_DEADLINE = 0.8;

/** Time that a turn's questions may take, ms. */
export const limitOf = (
  { turnMs, deadlines }: Pick<Speaking, 'turnMs' | 'deadlines'>,
  view: TurnView,
): number => (deadlines ? Math.min(turnMs, SHARE_OF_DEADLINE * view.deadlineMs) : turnMs);

/** What the log keeps of a turn. */
export const noteOf = (
  { modelName }: Pick<Speaking, 'modelName'>,
  asking: Asking | undefined,
  about: Partial<LlmNote>,
): LlmNote => ({
  model: modelName,
  asks: asking?.asks ?? 0,
  tokens: asking?.tokens ?? [0, 0],
  ms: asking?.ms ?? 0,
  ...about,
});

/** The model, or NoAnswer where it cannot be had. */
export const opened = async ({ model }: Pick<Speaking, 'model'>): Promise<LanguageModel> => {
  try {
    return await model();
  } catch (cause) {
    throw new NoAnswer('model-missing', { cause });
  }
};

/** The questions of a turn, not asked yet. Throws NoAnswer. */
export const askingOf = async (
  speaking: Speaking,
  view: TurnView,
  signal: AbortSignal | undefined,
): Promise<Asking> => {
  const { budget, timing } = speaking;
  if (budget.spent) throw new NoAnswer('budget-spent');
  const model = await opened(speaking);
  return new Asking({ model, budget, timing, signal, withinMs: limitOf(speaking, view) });
};
