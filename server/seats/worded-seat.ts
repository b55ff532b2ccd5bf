// Somebody else decides, and a language model finds the words, sentence by sentence after the scenario's own: they
// must say the acts that were decided and nothing else, or the scenario's own sentence stays. The turn is never lost to the model.

import type { Question, ScriptView } from '../../shared/scenario.ts';
import type { SeatKind } from '../../shared/turn.ts';
import type { Answered, OnWriting, Seat, TurnView, Utterance } from '../episode/seat.ts';
import { type Asking, NoAnswer } from '../llm/asking.ts';
import { carries } from '../llm/choices.ts';
import type { Answer, Ask } from '../llm/model.ts';
import { type Pair, wordingPrompt } from '../llm/prompt.ts';
import { isOther, pairsFor, sentenceIn, sentencesOf } from '../llm/rewording.ts';
import { askingOf, noteOf, type Speaking } from './llm-speaking.ts';

/** One try a sentence at each, while there are asks left in the turn. */
const TEMPERATURES = [0.3, 0.7, 1];
const MOST_ASKS = 6;
const SEEDS = 2 ** 20;

export class WordedSeat implements Seat {
  readonly kind: SeatKind;
  readonly occupant: string;
  readonly believe?: NonNullable<Seat['believe']>;
  readonly #inner: Seat;
  readonly #options: Speaking;
  /** Made at the first utterance, the same for all: what was read of them is then kept. */
  #pairs: readonly Pair[] | undefined;

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

  /** The scenario's words for the acts, as many of their sentences as can be in the model's. Throws NoAnswer. */
  async #words(
    view: TurnView,
    acts: readonly unknown[],
    asking: Asking,
    onText: () => void,
  ): Promise<{ text?: string; unsaid: string }> {
    const { scenario, style } = this.#options;
    const { observation, rng } = view;
    this.#pairs ??= pairsFor(scenario, observation, view.candidates([]), rng);
    const pairs = this.#pairs;
    const spoken = sentencesOf(scenario.phrase(acts, observation, rng));
    let own = false;
    let unsaid = '';
    for (const [index, sentence] of spoken.entries())
      for (const temperature of TEMPERATURES) {
        if (asking.asks >= MOST_ASKS) break;
        const answer = await this.#asked(asking, own, {
          messages: wordingPrompt({ sentence, pairs, style }),
          maxTokens: Math.ceil(sentence.length / 2.5) + 12,
          temperature,
          seed: rng.int(SEEDS),
          onText,
        });
        if (answer === undefined) return { text: spoken.join(' '), unsaid };
        unsaid = sentenceIn(answer.text);
        if (answer.finish === 'length' || !isOther(sentence, unsaid, pairs)) continue;
        const text = spoken.with(index, unsaid).join(' ');
        if (!carries(scenario, text, acts, observation)) continue;
        spoken[index] = unsaid;
        own = true;
        break;
      }
    return own ? { text: spoken.join(' '), unsaid } : { unsaid };
  }

  /** Undefined: there is no answer, but words enough. Throws NoAnswer where there are none yet. */
  async #asked(asking: Asking, enough: boolean, ask: Omit<Ask, 'signal'>): Promise<Answer | undefined> {
    try {
      return await asking.ask(ask);
    } catch (error) {
      if (enough && error instanceof NoAnswer) return undefined;
      throw error;
    }
  }
}
