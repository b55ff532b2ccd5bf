import type { Belief } from '../../shared/turn.ts';
import { text } from '../text.ts';

interface Props {
  /** question id -> answers of the seats */
  beliefs: Readonly<Record<string, readonly Belief[]>>;
  names: readonly string[];
}

/** Answers are named after seats where there is one for each; otherwise they are numbered. */
const answerName = (index: number, count: number, names: readonly string[]): string =>
  count === names.length ? (names[index] ?? '') : String(index + 1);

const Question = ({
  id,
  answers,
  names,
}: {
  id: string;
  answers: readonly Belief[];
  names: readonly string[];
}) => {
  const count = answers[0]?.p.length ?? 0;
  const columns = Array.from({ length: count }, (_, index) => answerName(index, count, names));
  return (
    <table>
      <caption class="visually-hidden">{id}</caption>
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
};

/** Percentages that each seat gives to each answer. */
export const Beliefs = ({ beliefs, names }: Props) => (
  <details class="beliefs">
    <summary>{text.replay.beliefs}</summary>
    {Object.entries(beliefs).map(([id, answers]) => (
      <Question key={id} id={id} answers={answers} names={names} />
    ))}
  </details>
);
