// A language model in a seat: it speaks and votes. It is shown what its seat may know and chooses among what
// its seat may do; whatever else it answers is refused once, with a sentence, and then the turn is forfeited.
// Moves are left to a script or a trained agent where one is named, and the log says so.

import type { Question } from '../../shared/scenario.ts';
import type { LlmNote } from '../../shared/turn.ts';
import type { Answered, OnWriting, Seat, SurveyView, TurnView, Utterance } from '../episode/seat.ts';
import { type Asking, NoAnswer, type Why } from '../llm/asking.ts';
import { ONLY_TALK, offeredTo } from '../llm/choices.ts';
import type { Message } from '../llm/model.ts';
import { decidePrompt } from '../llm/prompt.ts';
import { LlmBeliefs } from './llm-belief.ts';
import { askingOf, noteOf, type Speaking } from './llm-speaking.ts';
import { Turn } from './llm-turn.ts';
import type { Drafted } from './llm-utterance.ts';

/** Chooses among a model's proposals: their probabilities, in order. */
export type Scorer = (view: TurnView, proposals: readonly Drafted[]) => Promise<readonly number[]>;

export interface LlmSeatOptions extends Speaking {
  readonly occupant: string;
  /** Who decides moves; absent: the model does. */
  readonly mover?: Seat;
  /** Picks among several answers; absent: the first usable answer is taken. */
  readonly scorer?: Scorer;
}

export class LlmSeat implements Seat {
  readonly kind = 'llm';
  readonly #options: LlmSeatOptions;
  readonly #beliefs: LlmBeliefs;

  constructor(options: LlmSeatOptions) {
    this.#options = options;
    this.#beliefs = new LlmBeliefs(options);
  }

  get occupant(): string {
    return this.#options.occupant;
  }

  async decide(view: TurnView, signal?: AbortSignal, writing?: OnWriting): Promise<Utterance> {
    const { mover } = this.#options;
    if (view.kind === 'move' && mover) return this.#delegate(mover, view, signal);
    const candidates = view.candidates([]);
    if (candidates.length === 1 && view.kind !== 'speak') return { acts: candidates };
    let asking: Asking | undefined;
    try {
      asking = await askingOf(this.#options, view, signal);
      return await this.#ask(view, asking, writing);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return this.#forfeit(asking, error.why);
    } finally {
      asking?.end();
      writing?.(false);
    }
  }

  believe(
    question: Question,
    view: SurveyView,
    signal?: AbortSignal,
  ): Promise<Answered | undefined> | undefined {
    return this.#beliefs.believe(question, view, signal);
  }

  async #delegate(mover: Seat, view: TurnView, signal: AbortSignal | undefined): Promise<Utterance> {
    const decided = await mover.decide(view, signal);
    return { ...decided, llm: noteOf(this.#options, undefined, { delegated: mover.occupant }) };
  }

  #forfeit(asking: Asking | undefined, why: Why): Utterance {
    return { acts: [], forfeit: true, llm: noteOf(this.#options, asking, { why }) };
  }

  async #ask(view: TurnView, asking: Asking, writing: OnWriting | undefined): Promise<Utterance> {
    const { scenario, style, role, scorer } = this.#options;
    const speaking = view.kind === 'speak';
    const offered = [...offeredTo(scenario, view.observation, view.candidates([]))];
    if (speaking && !scorer) offered.push({ act: undefined, label: ONLY_TALK, group: 'Talk' });
    const hint = style.advice === 'hint' ? scenario.hints?.[role] : undefined;
    const messages = decidePrompt({
      brief: scenario.brief(view.observation),
      kind: view.kind,
      // Small models lean to what is listed first, which would else be one and the same act every time.
      choices: view.rng.shuffle(offered),
      style,
      ...(hint ? { hint } : {}),
    });
    const turn = new Turn(this.#options, view, asking, offered, () => writing?.(true));
    if (speaking && scorer) return this.#choose(turn, messages, scorer);
    const draft = await turn.decide(messages);
    return {
      acts: draft.acts,
      ...(draft.text === undefined ? {} : { text: draft.text }),
      llm: noteOf(this.#options, asking, aboutWords(draft)),
    };
  }

  /** The reverse of wording: the model proposes, and the scorer picks. */
  async #choose(turn: Turn, messages: readonly Message[], scorer: Scorer): Promise<Utterance> {
    const proposals = await turn.propose(messages);
    if (proposals.length === 0) throw new NoAnswer('illegal-answer');
    const p = await scorer(turn.view, proposals);
    const picked = p.indexOf(Math.max(...p));
    const taken = proposals[picked] as Drafted;
    return {
      acts: taken.acts,
      ...(taken.text === undefined ? {} : { text: taken.text }),
      llm: noteOf(this.#options, turn.asking, {
        ...aboutWords(taken),
        picked,
        proposals: proposals.map(({ acts, text }, at) => ({
          acts: [...acts],
          ...(text === undefined ? {} : { text }),
          p: p[at] ?? 0,
        })),
      }),
    };
  }
}

const aboutWords = ({ wording, unsaid }: Drafted): Partial<LlmNote> => ({
  ...(wording ? { wording } : {}),
  ...(unsaid === undefined ? {} : { unsaid }),
});
