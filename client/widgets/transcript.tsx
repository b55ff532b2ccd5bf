// The conversation. Lines are only ever appended, so that screen readers say each once; the view
// follows the newest line unless the reader has scrolled back.

import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LineItem } from '../../shared/protocol.ts';
import type { Change } from '../beliefs/changes.ts';
import { text } from '../text.ts';
import { Icon } from './icon.tsx';
import { Streamed } from './streamed.tsx';

interface Props {
  lines: readonly LineItem[];
  colours: ReadonlyMap<number, string>;
  /** Lines from this number on are those of the step now shown (replay). */
  since?: number;
  /** By number of the line: what it changed in the beliefs of `whose`, of the listeners where that is absent. */
  changes?: ReadonlyMap<number, readonly Change[]>;
  whose?: number | undefined;
  names?: ReadonlyMap<number, string>;
  /** Seats whose new words come in letter by letter. */
  streaming?: ReadonlySet<number>;
}
const NOBODY: ReadonlySet<number> = new Set();
/** Only the newest lines come in letter by letter, so that nobody waits for a talk that has gone on. */
const NEWEST = 2;
const NO_NAMES: ReadonlyMap<number, string> = new Map();
/** Closer to the end than this counts as "at the end", px. */
const NEAR = 48;
/** A movement this soon after a wheel, finger or key is the reader's own, ms. */
const BY_HAND_MS = 400;

/** What an utterance did, behind it. */
const ChangeChip = ({
  change,
  colour,
  whose,
}: {
  change: Change;
  colour: string | undefined;
  whose: string | undefined;
}) => (
  <span class="change" title={text.beliefs.changeNote(change.question, whose)}>
    <span class="visually-hidden">{text.beliefs.changeRead}</span>
    <b>{text.beliefs.change(change.by)}</b>
    {colour && <span class="dot" style={{ background: colour }} />}
    <span>{change.answer}</span>
  </span>
);

interface LineProps {
  line: LineItem;
  colour: string | undefined;
  now: boolean;
  streams: boolean;
  children?: ComponentChildren;
}
const Line = ({ line, colour, now, streams, children }: LineProps) => (
  <div class={`line line-${line.kind}${now ? ' line-now' : ''}`}>
    {line.kind === 'private' && <Icon name="lock" />}
    {line.kind === 'vote' && <Icon name="ballot" />}
    {colour && <span class="dot" style={{ background: colour }} />}
    {line.kind === 'say' && line.name && <b class="line-name">{line.name}</b>}
    {line.kind === 'private' && line.name && (
      <span class="line-to">
        {line.seat === null && `${text.transcript.to} `}
        <b>{line.name}</b>
      </span>
    )}
    <span class="line-text">
      {streams ? <Streamed words={line.text} /> : line.text}
      {children && ' '}
      {children}
    </span>
    {line.kind === 'private' && <span class="visually-hidden"> ({text.transcript.private})</span>}
  </div>
);

export const Transcript = ({
  lines,
  colours,
  since,
  changes,
  whose,
  names = NO_NAMES,
  streaming = NOBODY,
}: Props) => {
  const streams = ({ n, kind, seat }: LineItem): boolean =>
    kind === 'say' && seat !== null && streaming.has(seat) && n >= lines.length - NEWEST;
  const seatOf = (name: string): number => [...names].find(([, one]) => one === name)?.[0] ?? -1;
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
            streams={streams(line)}
          >
            {changes?.get(line.n)?.map((change) => (
              <ChangeChip
                key={change.question}
                change={change}
                colour={colours.get(seatOf(change.answer))}
                whose={whose === undefined ? undefined : names.get(whose)}
              />
            ))}
          </Line>
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
