import { useEffect, useState } from 'preact/hooks';
import { text } from '../text.ts';

interface Props {
  /** End of the time, ms since 1970 by this client's clock. */
  end: number;
  /** Called once when the time is up. */
  onEnd(): void;
}
/** Seconds at which the rest is said aloud; between them a screen reader is left in peace. */
const SPOKEN = [30, 10, 5];

export const Countdown = ({ end, onEnd }: Props) => {
  const [left, setLeft] = useState(() => Math.max(0, Math.ceil((end - Date.now()) / 1000)));
  // Only a new end starts a new count; onEnd is another function at every rendering.
  useEffect(() => {
    let over = false;
    const tick = (): void => {
      const rest = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      setLeft(rest);
      if (rest > 0 || over) return;
      over = true;
      clearInterval(timer);
      onEnd();
    };
    const timer = setInterval(tick, 250);
    tick();
    return () => clearInterval(timer);
  }, [end]);
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <span class={`countdown${left <= 5 ? ' countdown-low' : ''}`}>
      <span aria-hidden="true">{clock}</span>
      <span class="visually-hidden" aria-live="polite">
        {SPOKEN.includes(left) ? text.composer.left(left) : ''}
      </span>
    </span>
  );
};
