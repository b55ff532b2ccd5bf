// Words of a language model come in letter by letter, as they were written. They are whole when they come here:
// a server shows nothing that has not been said. Screen readers are given them at once.

import { useEffect, useState } from 'preact/hooks';

const LETTERS_PER_SECOND = 60;

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export const Streamed = ({ words }: { words: string }) => {
  const [shown, setShown] = useState(() => (still() ? words.length : 0));
  const done = shown >= words.length;
  useEffect(() => {
    if (done) return;
    const began = performance.now();
    let frame = 0;
    const show = (now: number): void => {
      setShown(Math.ceil(((now - began) / 1000) * LETTERS_PER_SECOND));
      frame = requestAnimationFrame(show);
    };
    frame = requestAnimationFrame(show);
    return () => cancelAnimationFrame(frame);
  }, [done]);
  if (done) return <>{words}</>;
  return (
    <>
      <span class="visually-hidden">{words}</span>
      <span class="streamed" aria-hidden="true">
        {words.slice(0, shown)}
        <i class="caret" />
        <span class="unshown">{words.slice(shown)}</span>
      </span>
    </>
  );
};
