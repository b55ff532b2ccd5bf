// The candidates as buttons. A few are shown at once; many are split by group into tabs, and a long
// group can be narrowed to one seat. The first nine shown answer to the number keys.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { CandidateItem } from '../../shared/protocol.ts';
import { text } from '../text.ts';
import { Icon } from './icon.tsx';

interface Props {
  candidates: readonly CandidateItem[];
  colours: ReadonlyMap<number, string>;
  names: ReadonlyMap<number, string>;
  disabled: boolean;
  /** Index of the one already given, where it may still be changed. */
  cast?: number | undefined;
  onPick(candidate: CandidateItem): void;
}
/** Up to this many need no tabs. */
const FLAT = 10;
/** A group longer than this gets a choice of seats. */
const LONG = 12;

/** Groups in the order of their first candidate; those that only end the utterance come last. What can be
 * done somewhere on the stage does more than that. */
const byGroup = (candidates: readonly CandidateItem[]): Map<string, CandidateItem[]> => {
  const groups = new Map<string, CandidateItem[]>();
  for (const candidate of candidates)
    groups.set(candidate.group, [...(groups.get(candidate.group) ?? []), candidate]);
  const ends = ([, items]: [string, CandidateItem[]]): number =>
    Number(items.every(({ closes, place }) => closes && place === undefined));
  return new Map([...groups].sort((a, b) => ends(a) - ends(b)));
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;

/** Number keys pick among the shown candidates unless somebody is typing. */
const useNumberKeys = (shown: readonly CandidateItem[], disabled: boolean, pick: Props['onPick']): void => {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (disabled || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const candidate = /^[1-9]$/.test(event.key) ? shown[Number(event.key) - 1] : undefined;
      if (!candidate) return;
      event.preventDefault();
      pick(candidate);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [shown, disabled, pick]);
};

interface ButtonsProps extends Omit<Props, 'candidates' | 'names'> {
  shown: readonly CandidateItem[];
  /** Number of the first of them, for the key hints. */
  first: number;
}
const Buttons = ({ shown, first, colours, disabled, cast, onPick }: ButtonsProps) => (
  <div class="candidates">
    {shown.map((candidate, index) => {
      const colour = candidate.seat === undefined ? undefined : colours.get(candidate.seat);
      const key = first + index + 1;
      return (
        <button
          type="button"
          class="candidate"
          key={candidate.index}
          disabled={disabled}
          aria-pressed={cast === undefined ? undefined : cast === candidate.index}
          aria-keyshortcuts={key <= 9 ? String(key) : undefined}
          onClick={() => onPick(candidate)}
        >
          {key <= 9 && (
            <span class="key-hint" aria-hidden="true">
              {key}
            </span>
          )}
          {colour && <span class="dot" style={{ background: colour }} />}
          <span>{candidate.label}</span>
        </button>
      );
    })}
  </div>
);

interface TabsProps {
  groups: readonly string[];
  active: string;
  onChoose(group: string): void;
}
const Tabs = ({ groups, active, onChoose }: TabsProps) => {
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = groups[(groups.indexOf(active) + step + groups.length) % groups.length];
    if (next === undefined) return;
    onChoose(next);
    const list = event.currentTarget;
    if (list instanceof HTMLElement)
      list.querySelectorAll<HTMLElement>('[role=tab]')[groups.indexOf(next)]?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={text.composer.groups} onKeyDown={move}>
      {groups.map((group) => (
        <button
          type="button"
          role="tab"
          key={group}
          id={`tab-${group}`}
          aria-selected={group === active}
          aria-controls="candidate-panel"
          tabIndex={group === active ? 0 : -1}
          onClick={() => onChoose(group)}
        >
          {group}
        </button>
      ))}
    </div>
  );
};

/** Whether more stands in a box than it shows; looked at anew when `what` it holds changes. */
const useOverflow = (box: { readonly current: HTMLElement | null }, what: string): boolean => {
  const [more, setMore] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const look = (): void => setMore(element.scrollHeight > element.clientHeight + 1);
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    look();
    return () => watcher.disconnect();
  }, [box, what]);
  return more;
};

/** The conversation comes first: only two rows of candidates are seen until more are asked for. */
const Spread = ({
  spread,
  count,
  onSpread,
}: {
  spread: boolean;
  count: number;
  onSpread(spread: boolean): void;
}) => (
  <button type="button" class="spread-button" aria-expanded={spread} onClick={() => onSpread(!spread)}>
    {spread ? text.composer.fewer : text.composer.all(count)}
    <Icon name="down" />
  </button>
);

const SeatFilter = ({
  seats,
  about,
  colours,
  names,
  onChoose,
}: {
  seats: readonly number[];
  about: number | undefined;
  colours: Props['colours'];
  names: Props['names'];
  onChoose(seat: number | undefined): void;
}) => (
  <fieldset class="chips about">
    <legend class="visually-hidden">{text.composer.about}</legend>
    {[undefined, ...seats].map((seat) => (
      <button
        type="button"
        class="chip"
        key={seat ?? 'all'}
        aria-pressed={about === seat}
        onClick={() => onChoose(seat)}
      >
        {seat !== undefined && (
          <span class="dot" style={{ background: colours.get(seat) ?? 'var(--muted)' }} />
        )}
        {seat === undefined ? text.composer.everyone : (names.get(seat) ?? seat)}
      </button>
    ))}
  </fieldset>
);

const Flat = ({
  groups,
  ...rest
}: Omit<Props, 'candidates' | 'names'> & { groups: Map<string, CandidateItem[]> }) => {
  let first = 0;
  return (
    <div class="candidate-groups">
      {[...groups].map(([group, shown]) => {
        const start = first;
        first += shown.length;
        return (
          <section class="candidate-group" key={group} aria-label={group}>
            <Buttons shown={shown} first={start} {...rest} />
          </section>
        );
      })}
    </div>
  );
};

export const Candidates = ({ candidates, names, ...rest }: Props) => {
  const groups = byGroup(candidates);
  const [chosen, setChosen] = useState('');
  const [about, setAbout] = useState<number>();
  const [spread, setSpread] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const flat = candidates.length <= FLAT;
  const active = groups.has(chosen) ? chosen : ([...groups.keys()][0] ?? '');
  const inGroup = groups.get(active) ?? [];
  const seats = [...new Set(inGroup.flatMap(({ seat }) => (seat === undefined ? [] : [seat])))].sort(
    (a, b) => a - b,
  );
  const filtered = inGroup.length > LONG && seats.length > 1;
  const narrowed = filtered && about !== undefined ? inGroup.filter(({ seat }) => seat === about) : inGroup;
  const inTab = narrowed.length > 0 ? narrowed : inGroup;
  const more = useOverflow(panel, `${active} ${about}`);
  useNumberKeys(flat ? [...groups.values()].flat() : inTab, rest.disabled, rest.onPick);
  if (flat) return <Flat groups={groups} {...rest} />;
  return (
    <div class={`candidate-tabs${spread ? ' spread' : ''}`}>
      <div class="tab-row">
        {groups.size > 1 && <Tabs groups={[...groups.keys()]} active={active} onChoose={setChosen} />}
        {(spread || more) && <Spread spread={spread} count={inTab.length} onSpread={setSpread} />}
      </div>
      {filtered && (
        <SeatFilter seats={seats} about={about} colours={rest.colours} names={names} onChoose={setAbout} />
      )}
      {groups.size > 1 ? (
        <div
          id="candidate-panel"
          class="candidate-panel"
          role="tabpanel"
          aria-labelledby={`tab-${active}`}
          ref={panel}
        >
          <Buttons shown={inTab} first={0} {...rest} />
        </div>
      ) : (
        <div class="candidate-panel" ref={panel}>
          <Buttons shown={inTab} first={0} {...rest} />
        </div>
      )}
    </div>
  );
};
