import type { PublicSeat } from '../../shared/protocol.ts';
import { text } from '../text.ts';
import { Icon, type IconName } from './icon.tsx';

const ICONS: Record<PublicSeat['kind'], IconName> = {
  human: 'person',
  llm: 'spark',
  agent: 'spark',
  scripted: 'bot',
  open: 'open',
};

/** Who drives a seat, by icon and word, never by colour alone. */
export const KindBadge = ({ kind }: { kind: PublicSeat['kind'] }) => (
  <span class={`kind kind-${kind}`}>
    <Icon name={ICONS[kind]} />
    {text.kinds[kind]}
  </span>
);
