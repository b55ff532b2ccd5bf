import { text } from '../text.ts';
import { Icon } from './icon.tsx';

/** Who you are and what you want; folds away once read. */
export const RoleCard = ({ name, role, brief }: { name: string; role: string; brief: string }) => (
  <details class="role-card">
    <summary>
      <Icon name="info" />
      <span>
        {text.card.title}: <b>{role}</b>
        {name && <span class="muted"> ({name})</span>}
      </span>
    </summary>
    <p>{brief}</p>
  </details>
);
