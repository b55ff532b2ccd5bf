import { useEffect, useMemo, useState } from 'preact/hooks';
import type { CandidateItem, LineItem } from '../../shared/protocol.ts';
import type { SeatKind } from '../../shared/turn.ts';
import { type Looks, surveysOf } from '../beliefs/course.ts';
import { useBeliefs } from '../beliefs/use-beliefs.ts';
import { ApiError, getReplay, type Replay, type ReplayFrame } from '../net/api.ts';
import { replayHash } from '../route.ts';
import { text } from '../text.ts';
import { BeliefPanel } from '../widgets/belief-panel.tsx';
import { useLanding, useRoleWords, useSeatLooks } from '../widgets/hooks.ts';
import { PageBar } from '../widgets/page-bar.tsx';
import { ReplayControls } from '../widgets/replay-controls.tsx';
import { ReplaySeats } from '../widgets/replay-seats.tsx';
import { StageSection } from '../widgets/stage-section.tsx';
import { Transcript } from '../widgets/transcript.tsx';

const NONE: readonly CandidateItem[] = [];
/** Time a step is shown at speed 1, ms: a base, and reading time for what is said in it. */
const STEP_MS = 900;
const LETTER_MS = 28;
const LONGEST_MS = 5000;

const durationOf = (frame: ReplayFrame | undefined): number => {
  const letters = (frame?.lines ?? []).reduce((sum, { text: words }) => sum + words.length, 0);
  return Math.min(LONGEST_MS, STEP_MS + letters * LETTER_MS);
};

interface Loaded {
  replay: Replay | undefined;
  problem: string;
  /** Whose view the replay shows: the one asked for, or the public one where that is still secret. */
  shown: string;
}
const sentence = (error: unknown): string => {
  if (error instanceof ApiError && error.code === 'unknown-episode') return text.replay.unknown;
  return error instanceof Error ? error.message : String(error);
};

const useReplay = (episode: string, viewer: string): Loaded => {
  const [loaded, setLoaded] = useState<Loaded>({ replay: undefined, problem: '', shown: viewer });
  useEffect(() => {
    const stop = new AbortController();
    const load = async (shown: string): Promise<void> => {
      try {
        const replay = await getReplay(episode, shown, stop.signal);
        setLoaded({ replay, problem: '', shown });
      } catch (error) {
        if (stop.signal.aborted) return;
        if (error instanceof ApiError && error.code === 'secret-until-end' && shown !== 'public')
          return load('public');
        setLoaded({ replay: undefined, problem: sentence(error), shown });
      }
    };
    void load(viewer);
    return () => stop.abort();
  }, [episode, viewer]);
  return loaded;
};

/** Lines up to each frame, numbered anew so that every viewer's transcript counts from 0. */
const useLines = (replay: Replay | undefined): { all: LineItem[]; upTo: number[] } =>
  useMemo(() => {
    const all: LineItem[] = [];
    const upTo = (replay?.frames ?? []).map(({ lines }) => {
      for (const line of lines) all.push({ ...line, n: all.length });
      return all.length;
    });
    return { all, upTo };
  }, [replay]);

interface Player {
  frame: number;
  go(frame: number): void;
  playing: boolean;
  setPlaying(playing: boolean): void;
  speed: number;
  setSpeed(speed: number): void;
}
const usePlayer = (frames: readonly ReplayFrame[], start: number): Player => {
  const [wanted, setFrame] = useState(start);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const last = Math.max(0, frames.length - 1);
  // Before the record is there, the step that the address names is kept.
  const frame = frames.length > 0 ? Math.min(wanted, last) : wanted;
  useEffect(() => {
    if (!playing || frames.length === 0) return undefined;
    if (frame >= last) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => setFrame(frame + 1), durationOf(frames[frame]) / speed);
    return () => clearTimeout(timer);
  }, [playing, frame, speed, frames, last]);
  return {
    frame,
    go: (to) => setFrame(Math.max(0, Math.min(last, to))),
    playing,
    setPlaying,
    speed,
    setSpeed,
  };
};

/** Who the seats are, for the chart. */
const useLooks = ({ header }: Replay, colours: Looks['colours']): Looks =>
  useMemo(() => {
    const names = new Map(header.seats.map(({ name }, seat) => [seat, name]));
    const those = (wanted: SeatKind): Set<number> =>
      new Set(header.seats.flatMap(({ kind }, seat) => (kind === wanted ? [seat] : [])));
    return { names, colours, people: those('human'), models: those('llm') };
  }, [header, colours]);

const EpisodeView = ({
  replay,
  player,
  shown,
  onViewer,
}: {
  replay: Replay;
  player: Player;
  shown: string;
  onViewer(viewer: string): void;
}) => {
  const { frames, header } = replay;
  const { frame } = player;
  const stage = frames[frame]?.stage;
  const main = useLanding();
  const { colours } = useSeatLooks(frames[0]?.stage, stage);
  const looks = useLooks(replay, colours);
  const word = useRoleWords(header.scenario);
  const { all, upTo } = useLines(replay);
  const lines = useMemo(() => all.slice(0, upTo[frame] ?? 0), [all, upTo, frame]);
  const asked = useMemo(() => surveysOf(frames, replay.questions ?? {}), [frames, replay]);
  const beliefs = useBeliefs(asked.surveys, all);
  const at = asked.frames.findLastIndex((one) => one <= frame);
  return (
    <main class="table table-replay" ref={main} tabIndex={-1}>
      <div class="stage-column">
        <StageSection stage={stage} candidates={NONE} onPick={() => undefined} />
        <ReplayControls
          {...player}
          last={frames.length - 1}
          viewer={shown}
          seats={header.seats}
          onViewer={onViewer}
        />
      </div>
      <section class="talk" aria-label={text.transcript.title}>
        <ReplaySeats seats={header.seats} colours={colours} end={replay.end} word={word} />
        <Transcript
          lines={lines}
          colours={colours}
          since={upTo[frame - 1] ?? 0}
          changes={beliefs.changes}
          whose={beliefs.pick.whose}
          names={looks.names}
        />
        <BeliefPanel
          beliefs={beliefs}
          looks={looks}
          at={at}
          past={at >= 0 && asked.frames[at] !== frame}
          onScrub={(survey) => {
            player.setPlaying(false);
            player.go(asked.frames[survey] ?? 0);
          }}
        />
        {shown === 'all' && asked.surveys.length === 0 && looks.models.size > 0 && (
          <p class="beliefs muted">{text.beliefs.unaskedHere}</p>
        )}
      </section>
    </main>
  );
};

interface Props {
  episode: string;
  frame: number;
  viewer: string;
}
export const ReplayPage = ({ episode, frame: start, viewer: asked }: Props) => {
  const [viewer, setViewer] = useState(asked);
  const { replay, problem, shown } = useReplay(episode, viewer);
  const player = usePlayer(replay?.frames ?? [], start);
  useEffect(() => {
    document.title = `${replay?.header.title ?? text.lobby.replay} · ${text.app}`;
  }, [replay]);
  useEffect(() => {
    const timer = setTimeout(
      () => history.replaceState(null, '', replayHash(episode, player.frame, viewer)),
      200,
    );
    return () => clearTimeout(timer);
  }, [episode, player.frame, viewer]);
  const empty = replay && replay.frames.length === 0 ? text.replay.empty : '';
  return (
    <div class="page page-table">
      <PageBar>
        <span class="bar-title">{replay?.header.title}</span>
        <span class="muted">{text.lobby.replay}</span>
        {replay?.header.practice && <span class="tag">{text.room.practice}</span>}
      </PageBar>
      {replay && shown !== viewer && <p class="problem">{text.replay.secret}</p>}
      {replay && !empty ? (
        <EpisodeView replay={replay} player={player} shown={shown} onViewer={setViewer} />
      ) : (
        <main class="message">
          <p>{problem || empty || text.replay.loading}</p>
          {(problem || empty) && (
            <a class="button" href="#/">
              {text.result.lobby}
            </a>
          )}
        </main>
      )}
    </div>
  );
};
