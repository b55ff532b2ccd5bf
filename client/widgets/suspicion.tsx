import type { ViewMessage } from '../../shared/protocol.ts';
import { text } from '../text.ts';

interface Props {
  questions: ViewMessage['questions'];
  /** Colour of an answer that names somebody on the stage. */
  colourOf(answer: string): string | undefined;
  onBelieve(question: string, answer: number | null): void;
}

/** One click says what this person believes; a second click takes it back. */
export const Suspicion = ({ questions, colourOf, onBelieve }: Props) => (
  <section class="suspicion" aria-label={text.suspicion.title} title={text.suspicion.note}>
    {questions.map((question) => (
      <fieldset class="question" key={question.id} aria-label={question.text}>
        <span class="question-text" aria-hidden="true">
          {question.text}
        </span>
        <div class="chips">
          {question.answers.map((answer, index) => {
            const picked = question.answer === index;
            const colour = colourOf(answer);
            return (
              <button
                type="button"
                key={answer}
                class="chip"
                aria-pressed={picked}
                onClick={() => onBelieve(question.id, picked ? null : index)}
              >
                {colour && <span class="dot" style={{ background: colour }} />}
                {answer}
              </button>
            );
          })}
        </div>
      </fieldset>
    ))}
  </section>
);
