import { useEffect } from 'preact/hooks';
import type { ReplaySeat } from '../net/api.ts';
import { text } from '../text.ts';
import { Icon, type IconName } from './icon.tsx';
import { toast } from './toast.tsx';

interface Props {
  frame: number;
  last: number;
  go(frame: number): void;
  playing: boolean;
  setPlaying(playing: boolean): void;
  speed: number;
  setSpeed(speed: number): void;
  viewer: string;
  seats: readonly ReplaySeat[];
  onViewer(viewer: string): void;
}
const SPEEDS = [0.5, 1, 2, 4];

/** Arrow keys step, Home and End jump, the space bar plays; not while a control has the key itself. */
const useKeys = ({ frame, last, go, playing, setPlaying }: Props): void => {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const on = event.target instanceof HTMLElement ? event.target : undefined;
      if (event.ctrlKey || event.metaKey || event.altKey || on?.closest('input, select, textarea')) return;
      const to = { ArrowLeft: frame - 1, ArrowRight: frame + 1, Home: 0, End: last }[event.key];
      if (to !== undefined) go(to);
      else if (event.key === ' ' && !on?.closest('button, a, summary')) setPlaying(!playing);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
};

const Key = ({
  icon,
  label,
  onClick,
  off,
  jump = false,
}: {
  icon: IconName;
  label: string;
  onClick(): void;
  off?: boolean;
  /** Left out on small screens: the slider does the same. */
  jump?: boolean;
}) => (
  <button
    type="button"
    class={`icon-button${jump ? ' jump' : ''}`}
    aria-label={label}
    title={label}
    onClick={onClick}
    disabled={off}
  >
    <Icon name={icon} />
  </button>
);

const copyLink = (): void => {
  navigator.clipboard.writeText(location.href).then(
    () => toast(text.replay.copied),
    () => toast(location.href),
  );
};

export const ReplayControls = (props: Props) => {
  const { frame, last, go, playing, setPlaying, speed, setSpeed, viewer, seats, onViewer } = props;
  useKeys(props);
  const step = (to: number): void => {
    setPlaying(false);
    go(to);
  };
  const play = (): void => {
    if (!playing && frame >= last) go(0);
    setPlaying(!playing);
  };
  return (
    <section class="replay-controls" aria-label={text.lobby.replay}>
      <div class="slider">
        <input
          type="range"
          min={0}
          max={last}
          value={frame}
          aria-label={text.replay.slider}
          aria-valuetext={text.replay.frame(frame, last)}
          onInput={(event) => step(Number(event.currentTarget.value))}
        />
        <span class="number">
          {frame}/{last}
        </span>
      </div>
      <div class="keys">
        <Key icon="first" label={text.replay.first} onClick={() => step(0)} off={frame === 0} jump />
        <Key icon="back" label={text.replay.back} onClick={() => step(frame - 1)} off={frame === 0} />
        <Key
          icon={playing ? 'pause' : 'play'}
          label={playing ? text.replay.pause : text.replay.play}
          onClick={play}
        />
        <Key icon="forward" label={text.replay.forward} onClick={() => step(frame + 1)} off={frame >= last} />
        <Key icon="last" label={text.replay.last} onClick={() => step(last)} off={frame >= last} jump />
        <label class="inline">
          <span class="visually-hidden">{text.replay.speed}</span>
          <select value={speed} onChange={(event) => setSpeed(Number(event.currentTarget.value))}>
            {SPEEDS.map((each) => (
              <option key={each} value={each}>
                {each}×
              </option>
            ))}
          </select>
        </label>
        <label class="inline viewer">
          <span class="muted">{text.replay.viewer}</span>
          <select
            value={viewer}
            aria-label={text.replay.viewer}
            onChange={(event) => onViewer(event.currentTarget.value)}
          >
            <option value="all">{text.replay.all}</option>
            <option value="public">{text.replay.public}</option>
            {seats.map(({ name }, seat) => (
              <option key={name} value={String(seat)}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Key icon="link" label={text.replay.copy} onClick={copyLink} />
      </div>
    </section>
  );
};
