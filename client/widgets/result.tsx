import type { EndMessage } from '../../shared/protocol.ts';
import { replayHash } from '../route.ts';
import { text } from '../text.ts';
import { Icon } from './icon.tsx';

interface Props {
  outcome: EndMessage['outcome'];
  /** A role in words. */
  word(role: string): string;
  /** How the stage calls the end. */
  phase: string | undefined;
  mine: number | undefined;
  colours: ReadonlyMap<number, string>;
  /** Absent where this tab does not know how the room was set up. */
  onAgain?: () => void;
}

const headline = ({ outcome, mine, word }: Pick<Props, 'outcome' | 'mine' | 'word'>): string => {
  const { end, winners, roles } = outcome;
  if (end !== 'terminated') return text.result.title;
  if (mine !== undefined) return winners.includes(mine) ? text.result.won : text.result.lost;
  const won = [...new Set(winners.map((seat) => word(roles[seat] ?? '')))].filter(Boolean);
  return won.length > 0 ? `${won.join(', ')} ${text.result.wonMark}` : text.result.noWinner;
};

/** Why it ended, in the stage's words. */
const sentence = ({ end }: EndMessage['outcome'], phase = ''): string => {
  if (end === 'aborted') return text.result.aborted;
  return end === 'truncated' ? text.result.truncated : phase;
};

const numberOf = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));

const Seats = ({ outcome, colours, word }: Pick<Props, 'outcome' | 'colours' | 'word'>) => (
  <table class="reveal">
    <thead class="visually-hidden">
      <tr>
        <th scope="col">{text.result.seat}</th>
        <th scope="col">{text.result.role}</th>
        <th scope="col">{text.result.outcome}</th>
      </tr>
    </thead>
    <tbody>
      {outcome.roles.map((role, seat) => (
        <tr key={seat}>
          <th scope="row">
            <span class="dot" style={{ background: colours.get(seat) ?? 'var(--muted)' }} />
            {outcome.names[seat] ?? seat}
          </th>
          <td>{word(role)}</td>
          <td>
            {outcome.winners.includes(seat) && (
              <span class="won">
                <Icon name="check" />
                {text.result.wonMark}
              </span>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

export const Result = ({ outcome, phase, mine, colours, word, onAgain }: Props) => (
  <section class="result" aria-labelledby="result-title">
    <h2 id="result-title">{headline({ outcome, mine, word })}</h2>
    <p class="muted reason">{sentence(outcome, phase)}</p>
    <div class="actions">
      {onAgain && (
        <button type="button" class="primary" onClick={onAgain}>
          {text.result.again}
        </button>
      )}
      <a class="button" href={replayHash(outcome.episode)}>
        {text.result.replay}
      </a>
      <a class="button" href="#/">
        {text.result.lobby}
      </a>
    </div>
    <Seats outcome={outcome} colours={colours} word={word} />
    <details>
      <summary>{text.result.metrics}</summary>
      <dl class="metrics">
        {Object.entries(outcome.metrics).map(([name, value]) => (
          <div key={name}>
            <dt>{text.result.metric(name)}</dt>
            <dd>{numberOf(value)}</dd>
          </div>
        ))}
        <div>
          <dt>{text.result.key}</dt>
          <dd class="key">{outcome.key}</dd>
        </div>
      </dl>
    </details>
  </section>
);
