import type { Stage } from '../../shared/stage.ts';
import { text } from '../text.ts';
import { StageFacts } from './stage-facts.tsx';

interface Props {
  name: string;
  role: string;
  brief: string;
  stage: Stage | undefined;
}

/** Who you are and what you want; folds away once read. On phones cards and notes are kept here. */
export const RoleCard = ({ name, role, brief, stage }: Props) => (
  <details class="role-card">
    <summary>
      <span>
        {text.card.title}: <b>{role}</b>
        {name && <span class="muted"> ({name})</span>}
      </span>
    </summary>
    <p>{brief}</p>
    {stage && (
      <div class="phone-only">
        <StageFacts stage={stage} />
      </div>
    )}
  </details>
);
