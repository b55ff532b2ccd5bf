// Beliefs over time as lines, one column a survey. It is a slider: pointer and keys move through the
// surveys. Drawn in units of columns and probability; strokes keep their width in pixels.

import { useMemo, useRef } from 'preact/hooks';
import type { Course, CourseLine } from '../beliefs/course.ts';

interface Props {
  course: Course;
  /** The moment shown, -1 before the first. */
  at: number;
  /** The step shown is later than that moment. */
  past: boolean;
  label: string;
  valueText: string;
  onScrub(moment: number): void;
}
/** Lines that agree are drawn side by side, this far apart at most and together no wider, in shares of 1. */
const APART = 0.022;
const SPREAD = 0.09;

const shiftOf = (index: number, count: number): number =>
  (index - (count - 1) / 2) * Math.min(APART, SPREAD / count);

const joined = ({ points, person }: CourseLine, breaks: ReadonlySet<number>, shift: number): string =>
  points
    .map((point, index) => {
      if (!point || person) return '';
      const joins = points[index - 1] !== undefined && !breaks.has(index);
      // A length of nothing is drawn as a dot where nothing joins it.
      return `${joins ? 'L' : 'M'}${index + 0.5} ${1 - point.p + shift}${joins ? '' : 'h0'}`;
    })
    .join('');

const dots = ({ points, person }: CourseLine, imputed: boolean, shift: number): string =>
  points
    .map((point, index) =>
      person && point?.imputed === imputed ? `M${index + 0.5} ${1 - point.p + shift}h0` : '',
    )
    .join('');

const Line = ({ line, breaks, shift }: { line: CourseLine; breaks: Course['breaks']; shift: number }) => (
  <g stroke={line.colour}>
    <path class="belief-line" d={joined(line, breaks, shift)} />
    {line.person && <path class="belief-dots belief-imputed" d={dots(line, true, shift)} />}
    {line.person && <path class="belief-dots" d={dots(line, false, shift)} />}
  </g>
);

const KEYS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowDown: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  ArrowUp: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
};

const Lines = ({ course }: { course: Course }) => (
  <>
    {course.lines.map((line, index) => (
      <Line key={line.key} line={line} breaks={course.breaks} shift={shiftOf(index, course.lines.length)} />
    ))}
  </>
);

const Drawing = ({ course, at, past }: Pick<Props, 'course' | 'at' | 'past'>) => {
  const count = course.moments.length;
  // The same node as long as the course is the same: a step of a replay moves the cursor alone.
  const lines = useMemo(() => <Lines course={course} />, [course]);
  const cursor = Math.min(count, at < 0 ? 0 : at + (past ? 1 : 0.5));
  return (
    <svg viewBox={`0 0 ${count} 1`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path class="belief-grid" d={`M0 0H${count}M0 .5H${count}M0 1H${count}`} />
      <path
        class="belief-break"
        d={[...course.breaks].map((moment) => (moment > 0 ? `M${moment} 0V1` : '')).join('')}
      />
      {lines}
      <rect class="belief-later" x={cursor} y={-0.1} width={count - cursor} height={1.2} />
      <path class="belief-cursor" d={`M${cursor} 0V1`} />
    </svg>
  );
};

export const BeliefChart = ({ course, at, past, label, valueText, onScrub }: Props) => {
  const field = useRef<HTMLDivElement>(null);
  const last = course.moments.length - 1;
  const to = (moment: number): void => onScrub(Math.max(0, Math.min(last, moment)));
  const drag = (event: PointerEvent): void => {
    const box = field.current?.getBoundingClientRect();
    if (!box || event.buttons % 2 === 0) return;
    to(Math.floor(((event.clientX - box.left) / box.width) * (last + 1)));
  };
  const press = (event: KeyboardEvent): void => {
    const move = KEYS[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    // The page's own arrow keys step a replay turn by turn.
    event.preventDefault();
    event.stopPropagation();
    to(move(at, last));
  };
  return (
    <div class="belief-plot">
      <div class="belief-axis number" aria-hidden="true">
        <span>1</span>
        <span>.5</span>
        <span>0</span>
      </div>
      <div
        class="belief-field"
        ref={field}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={Math.max(0, at)}
        aria-valuetext={valueText}
        onKeyDown={press}
        onPointerDown={(event) => {
          field.current?.setPointerCapture(event.pointerId);
          drag(event);
        }}
        onPointerMove={drag}
      >
        <Drawing course={course} at={at} past={past} />
      </div>
    </div>
  );
};
