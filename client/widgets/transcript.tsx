// The conversation. Lines are only ever appended, so that screen readers say each once; the view
// follows the newest line unless the reader has scrolled back.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LineItem } from '../../shared/protocol.ts';
import { text } from '../text.ts';
import { Icon } from './icon.tsx';

interface Props {
  lines: readonly LineItem[];
  colours: ReadonlyMap<number, string>;
  /** Lines from this number on are those of the step now shown (replay). */
  since?: number;
}
/** Closer to the end than this counts as "at the end", px. */
const NEAR = 48;
/** A movement this soon after a wheel, finger or key is the reader's own, ms. */
const BY_HAND_MS = 400;

const Line = ({ line, colour, now }: { line: LineItem; colour: string | undefined; now: boolean }) => (
  <div class={`line line-${line.kind}${now ? ' line-now' : ''}`}>
    {line.kind === 'private' && <Icon name="lock" />}
    {line.kind === 'vote' && <Icon name="ballot" />}
    {colour && <span class="dot" style={{ background: colour }} />}
    {(line.kind === 'say' || line.kind === 'private') && line.name && <b class="line-name">{line.name}</b>}
    <span class="line-text">{line.text}</span>
    {line.kind === 'private' && <span class="visually-hidden"> ({text.transcript.private})</span>}
  </div>
);

export const Transcript = ({ lines, colours, since }: Props) => {
  const log = useRef<HTMLDivElement>(null);
  const touched = useRef(Number.NEGATIVE_INFINITY);
  const [following, setFollowing] = useState(true);
  const toEnd = (): void => {
    const element = log.current;
    if (element) element.scrollTop = element.scrollHeight;
  };
  // A new line is what moves the view.
  useLayoutEffect(() => {
    if (following) toEnd();
  }, [lines.length, following]);
  // Boxes above or below may grow and shrink the log; a reader at the end stays at the end.
  useEffect(() => {
    const element = log.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => following && toEnd());
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [following]);
  // Only a reader who scrolls back stops following; a log that changes its size does not.
  const follow = (event: Event): void => {
    const element = log.current;
    if (!element) return;
    if (element.scrollHeight - element.scrollTop - element.clientHeight < NEAR) setFollowing(true);
    else if (event.timeStamp - touched.current < BY_HAND_MS) setFollowing(false);
  };
  const touch = (event: Event): void => {
    touched.current = event.timeStamp;
  };
  return (
    <section class="transcript" aria-labelledby="transcript-title">
      <h2 id="transcript-title" class="visually-hidden">
        {text.transcript.title}
      </h2>
      <div
        class="log"
        role="log"
        aria-labelledby="transcript-title"
        ref={log}
        onScroll={follow}
        onWheel={touch}
        onTouchMove={touch}
        onKeyDown={touch}
        onPointerDown={touch}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keys
        tabIndex={0}
      >
        {lines.length === 0 && <p class="empty">{text.transcript.empty}</p>}
        {lines.map((line) => (
          <Line
            key={line.n}
            line={line}
            colour={line.seat === null ? undefined : colours.get(line.seat)}
            now={since !== undefined && line.n >= since}
          />
        ))}
      </div>
      {!following && (
        <button
          type="button"
          class="latest"
          onClick={() => {
            toEnd();
            setFollowing(true);
          }}
        >
          <Icon name="down" />
          {text.transcript.latest}
        </button>
      )}
    </section>
  );
};
