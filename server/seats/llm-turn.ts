// The questions of one turn to a language model: a decision, asked for twice at most, or several proposals.

import type { TurnView } from '../episode/seat.ts';
import { decisionSchema } from '../llm/answer.ts';
import { type Asking, NoAnswer } from '../llm/asking.ts';
import type { Offered } from '../llm/choices.ts';
import type { Message } from '../llm/model.ts';
import { againPrompt, critiquePrompt, improvePrompt } from '../llm/prompt.ts';
import { SIZES, type Style } from '../llm/style.ts';
import type { Speaking } from './llm-speaking.ts';
import { type Drafted, drafted } from './llm-utterance.ts';

const PROPOSALS = 4;
const TEMPERATURE = 0.7;
/** Proposals are meant to differ. */
const WILD = 1;
const SEEDS = 2 ** 20;
const CRITIQUE_TOKENS = 80;
/** All that a label takes up, all that is said, and the form around it. */
const tokensFor = ({ words, prompt }: Style): number =>
  SIZES[words].acts * 32 + Math.ceil(SIZES[words].text / 2.5) + (prompt === 'plan' ? 80 : 0) + 32;

/** The questions of one turn. */
export class Turn {
  readonly view: TurnView;
  readonly asking: Asking;
  readonly #options: Speaking;
  readonly #offered: readonly Offered[];
  readonly #onText: () => void;

  constructor(
    options: Speaking,
    view: TurnView,
    asking: Asking,
    offered: readonly Offered[],
    onText: () => void,
  ) {
    this.#options = options;
    this.view = view;
    this.asking = asking;
    this.#offered = offered;
    this.#onText = onText;
  }

  /** A usable answer, asked for twice at most. Throws NoAnswer. */
  async decide(messages: readonly Message[]): Promise<Drafted> {
    const first = await this.#answer(messages, TEMPERATURE);
    const read = this.#read(first);
    if (!('refusal' in read))
      return this.#options.style.prompt === 'rci' ? this.#improved(messages, first, read) : read;
    const second = this.#read(await this.#answer(againPrompt(messages, first, read.refusal), TEMPERATURE));
    if ('refusal' in second) throw new NoAnswer('illegal-answer');
    return second;
  }

  /** Several answers at once; those that cannot be used, or say the same, are left out. Throws NoAnswer if none came. */
  async propose(messages: readonly Message[]): Promise<Drafted[]> {
    const answers = await Promise.allSettled(
      Array.from({ length: PROPOSALS }, () => this.#answer(messages, WILD)),
    );
    const out = new Map<string, Drafted>();
    for (const answer of answers) {
      if (answer.status === 'rejected') continue;
      const read = this.#read(answer.value);
      if (!('refusal' in read) && read.acts.length > 0) out.set(JSON.stringify([read.acts, read.text]), read);
    }
    const failed = answers.find((answer) => answer.status === 'rejected');
    if (failed && answers.every(({ status }) => status === 'rejected')) throw failed.reason;
    return [...out.values()];
  }

  async #improved(messages: readonly Message[], draft: string, read: Drafted): Promise<Drafted> {
    try {
      const critique = await this.asking.ask({
        messages: critiquePrompt(messages, draft),
        maxTokens: CRITIQUE_TOKENS,
        temperature: TEMPERATURE,
        seed: this.view.rng.int(SEEDS),
      });
      const better = this.#read(
        await this.#answer(improvePrompt(messages, draft, critique.text), TEMPERATURE),
      );
      return 'refusal' in better ? read : better;
    } catch (error) {
      // The draft is good enough to be said where there is no time to improve it.
      if (error instanceof NoAnswer) return read;
      throw error;
    }
  }

  /** The raw answer. Nonsense is an answer too: it is refused like any other. */
  async #answer(messages: readonly Message[], temperature: number): Promise<string> {
    const { style } = this.#options;
    const labels = this.#offered.map(({ label }) => label);
    try {
      const { text } = await this.asking.ask({
        messages,
        schema: decisionSchema(labels, style, this.view.kind === 'speak'),
        maxTokens: tokensFor(style),
        temperature,
        seed: this.view.rng.int(SEEDS),
        onText: this.#onText,
      });
      return text;
    } catch (error) {
      if (error instanceof NoAnswer && error.why === 'model-nonsense') return '';
      throw error;
    }
  }

  #read(answer: string): Drafted | { refusal: string } {
    return drafted(this.#options.scenario, this.view, this.#offered, answer);
  }
}
