// Somebody else decides, and a language model finds the words: they must say the acts that were decided and
// nothing else, or the scenario's own wording is used. The turn is never lost to the model.

import type { Question, ScriptView } from '../../shared/scenario.ts';
import type { SeatKind } from '../../shared/turn.ts';
import type { Answered, OnWriting, Seat, TurnView, Utterance } from '../episode/seat.ts';
import { readAnswer, wordingSchema } from '../llm/answer.ts';
import { type Asking, NoAnswer } from '../llm/asking.ts';
import { carries } from '../llm/choices.ts';
import { againPrompt, wordingPrompt } from '../llm/prompt.ts';
import { SIZES } from '../llm/style.ts';
import { askingOf, noteOf, type Speaking } from './llm-speaking.ts';

const TEMPERATURE = 0.5;
const SEEDS = 2 ** 20;
const ASKS = 2;
const REFUSAL = 'Those words do not say just that.';

export class WordedSeat implements Seat {
  readonly kind: SeatKind;
  readonly occupant: string;
  readonly believe?: NonNullable<Seat['believe']>;
  readonly #inner: Seat;
  readonly #options: Speaking;

  constructor(inner: Seat, occupant: string, options: Speaking) {
    this.kind = inner.kind;
    this.occupant = occupant;
    this.#inner = inner;
    this.#options = options;
    if (inner.believe)
      this.believe = (
        question: Question,
        view: ScriptView,
        signal?: AbortSignal,
      ): Answered | undefined | Promise<Answered | undefined> => inner.believe?.(question, view, signal);
  }

  async decide(view: TurnView, signal?: AbortSignal, writing?: OnWriting): Promise<Utterance> {
    const { scenario } = this.#options;
    const decided = await this.#inner.decide(view, signal);
    const spoken = decided.acts.filter((act) => !scenario.closes(act));
    if (view.kind !== 'speak' || spoken.length === 0 || decided.text !== undefined) return decided;
    let asking: Asking | undefined;
    try {
      asking = await askingOf(this.#options, view, signal);
      const { text, unsaid } = await this.#words(view, spoken, asking, () => writing?.(true));
      if (text !== undefined)
        return { ...decided, text, llm: noteOf(this.#options, asking, { wording: 'own' }) };
      return { ...decided, llm: noteOf(this.#options, asking, { wording: 'template', unsaid }) };
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return {
        ...decided,
        llm: noteOf(this.#options, asking, { wording: 'template', why: error.why }),
      };
    } finally {
      asking?.end();
      writing?.(false);
    }
  }

  /** Words that say the acts, asked for twice at most. Throws NoAnswer. */
  async #words(
    view: TurnView,
    acts: readonly unknown[],
    asking: Asking,
    onText: () => void,
  ): Promise<{ text?: string; unsaid: string }> {
    const { scenario, style } = this.#options;
    const { observation } = view;
    const first = wordingPrompt({
      brief: scenario.brief(observation),
      labels: acts.map((act) => scenario.label(act, observation).label),
      sample: scenario.phrase(acts, observation, view.rng),
      style,
    });
    let messages = first;
    let unsaid = '';
    for (let asked = 0; asked < ASKS; asked++) {
      const answer = await asking.ask({
        messages,
        schema: wordingSchema(style),
        maxTokens: Math.ceil(SIZES[style.words].text / 2.5) + 24,
        temperature: TEMPERATURE,
        seed: view.rng.int(SEEDS),
        onText,
      });
      const read = readAnswer(answer.text, []);
      unsaid = 'refusal' in read ? '' : read.say;
      if (unsaid !== '' && carries(scenario, unsaid, acts, observation)) return { text: unsaid, unsaid: '' };
      messages = againPrompt(first, answer.text, REFUSAL);
    }
    return { unsaid };
  }
}
