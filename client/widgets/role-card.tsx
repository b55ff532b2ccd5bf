import type { Stage } from '../../shared/stage.ts';
import { text } from '../text.ts';
import { StageFacts } from './stage-facts.tsx';

interface Props {
  name: string;
  role: string;
  brief: string;
  stage: Stage | undefined;
}

interface Part {
  readonly lines: string[];
  readonly items: boolean;
}

/** A brief is plain text: lines that begin with "- " are lists, a line that ends in ":" is their title. */
const partsOf = (brief: string): Part[] => {
  const parts: Part[] = [];
  for (const line of brief.split('\n')) {
    const items = line.startsWith('- ');
    const last = parts.at(-1);
    const words = items ? line.slice(2) : line;
    if (items && last?.items) last.lines.push(words);
    else if (words.trim()) parts.push({ lines: [words], items });
  }
  return parts;
};

const Brief = ({ brief }: { brief: string }) => (
  <div class="brief">
    {partsOf(brief).map(({ lines, items }, index) =>
      items ? (
        <ul key={index}>
          {lines.map((line, at) => (
            <li key={at}>{line}</li>
          ))}
        </ul>
      ) : lines[0]?.endsWith(':') ? (
        <h3 key={index}>{lines[0].slice(0, -1)}</h3>
      ) : (
        <p key={index}>{lines[0]}</p>
      ),
    )}
  </div>
);

/** Who you are and what you want; folds away once read. On phones cards and notes are kept here. */
export const RoleCard = ({ name, role, brief, stage }: Props) => (
  <details class="role-card">
    <summary>
      <span>
        {text.card.title}: <b>{role}</b>
        {name && name.toLowerCase() !== role.toLowerCase() && <span class="muted"> ({name})</span>}
      </span>
    </summary>
    <Brief brief={brief} />
    {stage && (
      <div class="phone-only">
        <StageFacts stage={stage} />
      </div>
    )}
  </details>
);
