import { useEffect, useRef } from 'preact/hooks';
import type { CandidateItem } from '../../shared/protocol.ts';
import { text } from '../text.ts';
import { Icon } from './icon.tsx';

interface Props {
  x: number;
  y: number;
  items: readonly CandidateItem[];
  onPick(candidate: CandidateItem): void;
  onClose(): void;
}

/** Several candidates at one spot of the stage. */
export const StageMenu = ({ x, y, items, onPick, onClose }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    const around = element?.parentElement;
    if (!element || !around) return;
    element.style.left = `${Math.max(4, Math.min(x, around.clientWidth - element.offsetWidth - 4))}px`;
    element.style.top = `${Math.max(4, Math.min(y, around.clientHeight - element.offsetHeight - 4))}px`;
    element.querySelector('button')?.focus();
  }, [x, y]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from any of its buttons
    <div
      class="stage-menu"
      ref={box}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div class="stage-menu-head">
        <span class="muted">{text.composer.menu}</span>
        <button type="button" class="icon-button" aria-label={text.composer.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {items.map((item) => (
        <button type="button" class="candidate" key={item.index} onClick={() => onPick(item)}>
          {item.label}
        </button>
      ))}
    </div>
  );
};
