// Entrants in one role, best first: rating with its interval as figures and as a line, and how often they won.

import type { RoleRow, TableRow } from '../../shared/tournament.ts';
import { text } from '../text.ts';

interface Line {
  readonly entrant: string;
  readonly row: RoleRow;
}

/** "scripted:greedy~0.2" in words. */
const entrantWords = (entrant: string): { name: string; note: string } => {
  const script = /^(?:[a-z-]+=)?scripted:([^~]+)(?:~(.+))?$/.exec(entrant);
  if (script) return { name: script[1] ?? '', note: text.board.script(Number(script[2] ?? 0)) };
  const agent = /^(?:[a-z-]+=)?agent(?::(.+))?$/.exec(entrant);
  if (agent) return { name: agent[1] ?? entrant, note: text.board.agent };
  return { name: entrant, note: '' };
};

/** From the lowest to the highest rating that the table shows. */
const spanOf = (lines: readonly Line[]): { from: number; to: number } => {
  const ends = lines.flatMap(({ row }) => [row.low ?? row.mu, row.high ?? row.mu, row.mu]);
  const from = Math.min(...ends);
  return { from, to: Math.max(from + 1, ...ends) };
};

const Whisker = ({ row, from, to }: { row: RoleRow; from: number; to: number }) => {
  const at = (value: number): string => `${((100 * (value - from)) / (to - from)).toFixed(1)}%`;
  const width = ((100 * ((row.high ?? row.mu) - (row.low ?? row.mu))) / (to - from)).toFixed(1);
  return (
    <div class="whisker" aria-hidden="true">
      <div class="whisker-line" style={{ left: at(row.low ?? row.mu), width: `${width}%` }} />
      <div class="whisker-dot" style={{ left: at(row.mu) }} />
    </div>
  );
};

const Row = ({ line: { entrant, row }, from, to }: { line: Line; from: number; to: number }) => {
  const { name, note } = entrantWords(entrant);
  const rated = row.heats > 0;
  return (
    <tr>
      <th scope="row">
        <span class="entrant">{name}</span>
        {note && <small class="muted">{note}</small>}
      </th>
      <td class="number">{rated ? row.mu.toFixed(1) : '–'}</td>
      <td class="number muted">{rated ? text.board.interval(row.low, row.high) : '–'}</td>
      <td class="wide">{rated && <Whisker row={row} from={from} to={to} />}</td>
      <td class="number">{text.board.percent(row.rate)}</td>
      <td class="number muted wide">{row.n}</td>
    </tr>
  );
};

export const RatingTable = ({
  table,
  role,
  labelledBy,
}: {
  table: readonly TableRow[];
  role: string;
  labelledBy: string;
}) => {
  const lines = table
    .flatMap(({ entrant, perRole }): Line[] => (perRole[role] ? [{ entrant, row: perRole[role] }] : []))
    .sort((a, b) => b.row.ordinal - a.row.ordinal);
  const { from, to } = spanOf(lines.filter(({ row }) => row.heats > 0));
  const heads = text.board.heads;
  return (
    <table class="ratings" aria-labelledby={labelledBy}>
      <thead>
        <tr>
          <th scope="col">{heads.entrant}</th>
          <th scope="col" class="number">
            {heads.rating}
          </th>
          <th scope="col" class="number">
            {heads.interval}
          </th>
          <th scope="col" class="wide">
            <span class="visually-hidden">{heads.chart}</span>
          </th>
          <th scope="col" class="number">
            {heads.won}
          </th>
          <th scope="col" class="number wide">
            {heads.games}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Row key={line.entrant} line={line} from={from} to={to} />
        ))}
      </tbody>
    </table>
  );
};
