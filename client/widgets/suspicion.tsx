import { useState } from 'preact/hooks';
import type { ViewMessage } from '../../shared/protocol.ts';
import { text } from '../text.ts';
import { Icon } from './icon.tsx';

type Question = ViewMessage['questions'][number];

interface Props {
  questions: readonly Question[];
  /** Colour of an answer that names somebody on the stage. */
  colourOf(answer: string): string | undefined;
  onBelieve(question: string, answer: number | null): void;
}

const Answers = ({ question, colourOf, onBelieve }: Omit<Props, 'questions'> & { question: Question }) => (
  <fieldset class="question" aria-label={question.text}>
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
);

/** One question at a time, on one line: first those that have no answer yet; the others by a button. */
export const Suspicion = ({ questions, colourOf, onBelieve }: Props) => {
  const [wanted, setWanted] = useState('');
  const open = questions.findIndex(({ answer }) => answer === null);
  const asked = questions.findIndex(({ id }) => id === wanted);
  const at = asked >= 0 ? asked : Math.max(0, open);
  const question = questions[at];
  if (!question) return null;
  const next = questions[(at + 1) % questions.length];
  return (
    <section class="suspicion" aria-label={text.suspicion.title} title={text.suspicion.note}>
      <Answers key={question.id} question={question} colourOf={colourOf} onBelieve={onBelieve} />
      {next && questions.length > 1 && (
        <button type="button" class="next-question" onClick={() => setWanted(next.id)}>
          <span class="visually-hidden">{text.suspicion.next}</span>
          <span class="number">{text.suspicion.of(at + 1, questions.length)}</span>
          <Icon name="down" />
        </button>
      )}
    </section>
  );
};
