import type { Belief } from '../../shared/turn.ts';
import type { Replay } from '../net/api.ts';
import { text } from '../text.ts';

interface Props {
  /** question id -> answers of the seats */
  beliefs: Readonly<Record<string, readonly Belief[]>>;
  questions: NonNullable<Replay['questions']>;
  names: readonly string[];
}

/** Answers that the record does not name are numbered. */
const columnsOf = (count: number, answers: readonly string[] | undefined): string[] =>
  Array.from({ length: count }, (_, index) => answers?.[index] ?? String(index + 1));

const Question = ({
  title,
  columns,
  answers,
  names,
}: {
  title: string;
  columns: readonly string[];
  answers: readonly Belief[];
  names: readonly string[];
}) => (
  <table>
    <caption>{title}</caption>
    <thead>
      <tr>
        <td />
        {columns.map((name) => (
          <th scope="col" key={name}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {answers.map(({ seat, p, imputed }) => (
        <tr key={seat} class={imputed ? 'imputed' : undefined}>
          <th scope="row">{names[seat] ?? seat}</th>
          {p.map((share, index) => (
            <td
              key={columns[index]}
              style={{ background: `rgb(108 178 255 / ${(share * 0.45).toFixed(2)})` }}
            >
              {Math.round(share * 100)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

/** Percentages that each seat gives to each answer. */
export const Beliefs = ({ beliefs, questions, names }: Props) => (
  <details class="beliefs">
    <summary>{text.replay.beliefs}</summary>
    {Object.entries(beliefs).map(([id, answers]) => (
      <Question
        key={id}
        title={questions[id]?.text ?? id}
        columns={columnsOf(answers[0]?.p.length ?? 0, questions[id]?.answers)}
        answers={answers}
        names={names}
      />
    ))}
  </details>
);
