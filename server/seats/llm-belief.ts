// What a language model's seat believes: one question to the model a survey, from what the seat itself may know. The
// true answers are not among what the prompt can be made of.

import type { Question } from '../../shared/scenario.ts';
import type { Answered, SurveyView } from '../episode/seat.ts';
import { beliefSchema, readBeliefs } from '../llm/answer.ts';
import { Asking, NoAnswer } from '../llm/asking.ts';
import { type Asked, beliefPrompt } from '../llm/prompt.ts';
import { opened, type Speaking } from './llm-speaking.ts';

/** Longest wait where people wait for the table to go on, ms. */
const LIMIT_MS = 6000;
const SEEDS = 2 ** 20;
/** Names of three answers, a number, and the form around them. */
const TOKENS_PER_QUESTION = 56;

interface Survey {
  readonly questions: Asked[];
  /** By question. */
  readonly answers: Promise<readonly (readonly number[] | undefined)[]>;
}

export class LlmBeliefs {
  readonly #options: Speaking;
  #survey: Survey | undefined;

  constructor(options: Speaking) {
    this.#options = options;
  }

  /** Undefined: it is not asked. The questions of one survey come one after the other and are put to the model together. */
  believe(
    { text, answers }: Question,
    view: SurveyView,
    signal: AbortSignal | undefined,
  ): Promise<Answered | undefined> | undefined {
    const { beliefs, budget } = this.#options;
    if (beliefs === 'never' || (beliefs === 'votes' && view.next !== 'ballot') || budget.spent)
      return undefined;
    const survey = this.#survey ?? this.#begin(view, signal);
    const at = survey.questions.push({ text, answers }) - 1;
    return survey.answers.then((all) => {
      const p = all[at];
      return p && { p };
    });
  }

  #begin(view: SurveyView, signal: AbortSignal | undefined): Survey {
    const questions: Asked[] = [];
    const answers = Promise.resolve().then(() => {
      this.#survey = undefined;
      return this.#ask(questions, view, signal);
    });
    this.#survey = { questions, answers };
    return this.#survey;
  }

  /** Whatever goes wrong, the seat has said nothing. */
  async #ask(
    questions: readonly Asked[],
    view: SurveyView,
    signal: AbortSignal | undefined,
  ): Promise<readonly (readonly number[] | undefined)[]> {
    const { scenario, budget, timing, deadlines, turnMs } = this.#options;
    let asking: Asking | undefined;
    try {
      const model = await opened(this.#options);
      const withinMs = deadlines ? Math.min(turnMs, LIMIT_MS) : turnMs;
      asking = new Asking({ model, budget, timing, signal, withinMs });
      // Small models lean to what is listed first.
      const mixed = questions.map((one) => ({ ...one, answers: view.rng.shuffle(one.answers) }));
      const { text } = await asking.ask({
        messages: beliefPrompt(scenario.brief(view.observation), mixed),
        schema: beliefSchema(questions),
        maxTokens: TOKENS_PER_QUESTION * questions.length,
        temperature: 0,
        seed: view.rng.int(SEEDS),
      });
      return readBeliefs(text, questions);
    } catch (error) {
      if (error instanceof NoAnswer) return [];
      throw error;
    } finally {
      asking?.end();
    }
  }
}
