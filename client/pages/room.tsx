import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Answer, CandidateItem, YouMessage } from '../../shared/protocol.ts';
import type { Stage } from '../../shared/stage.ts';
import { useBeliefs } from '../beliefs/use-beliefs.ts';
import { keptSetup } from '../net/kept.ts';
import type { LinkState, Table, TableState } from '../net/table.ts';
import { startRoom, takeTable } from '../net/tables.ts';
import { roomHash } from '../route.ts';
import { text } from '../text.ts';
import { Composer } from '../widgets/composer.tsx';
import {
  type SeatLooks,
  useLanding,
  useNews,
  useRoleWords,
  useSeatLooks,
  useTable,
} from '../widgets/hooks.ts';
import { Icon } from '../widgets/icon.tsx';
import { LiveBeliefs } from '../widgets/live-beliefs.tsx';
import { PageBar } from '../widgets/page-bar.tsx';
import { Refused } from '../widgets/refused.tsx';
import { Result } from '../widgets/result.tsx';
import { RoleCard } from '../widgets/role-card.tsx';
import { Roster } from '../widgets/roster.tsx';
import { StageSection } from '../widgets/stage-section.tsx';
import { Suspicion } from '../widgets/suspicion.tsx';
import { toast } from '../widgets/toast.tsx';
import { Transcript } from '../widgets/transcript.tsx';
import { Writing } from '../widgets/writing.tsx';

/** After the deadline the server takes a default act; it gets this long to say so, ms. */
const AFTER_DEADLINE_MS = 2000;
const NONE: readonly CandidateItem[] = [];
/** Answers that mean: what this client believes to be open is not. */
const OUTDATED: readonly string[] = ['stale', 'not-your-turn', 'episode-over'];

interface Deeds {
  pending: boolean;
  cast: { turn: number; index: number } | undefined;
  act(candidate: CandidateItem, more: boolean): void;
  say(words: string): Promise<boolean>;
  believe(question: string, answer: number | null): void;
  timeUp(you: YouMessage): void;
}

/** What a person can do at a table, each request with its answer. */
const useDeeds = (table: Table): Deeds => {
  const [pending, setPending] = useState(false);
  const [cast, setCast] = useState<Deeds['cast']>();
  const sync = (): Promise<Answer> => table.request('sync', { from: table.state().lines.length });
  const decide = async (
    you: YouMessage | undefined,
    closes: boolean,
    ask: (turn: number) => Promise<Answer>,
  ) => {
    if (!you) return false;
    setPending(true);
    const answer = await ask(you.turn);
    setPending(false);
    if (answer.ok) {
      if (closes) table.settle(you);
      return true;
    }
    toast(answer.message);
    if (OUTDATED.includes(answer.code)) {
      table.settle(you);
      await sync();
    }
    return false;
  };
  return {
    pending,
    cast,
    act: (candidate, more) => {
      const closes = !more || candidate.closes === true;
      const { index } = candidate;
      const asked = decide(table.state().you, closes, (turn) => {
        setCast({ turn, index });
        return table.request('act', { turn, index, ...(more ? { more } : {}) });
      });
      void asked.then((taken) => {
        if (!taken) setCast(undefined);
      });
    },
    say: (words) => decide(table.state().you, true, (turn) => table.request('say', { turn, text: words })),
    believe: async (question, answer) => {
      const reply = await table.request('believe', { question, answer });
      if (!reply.ok) toast(reply.message);
    },
    timeUp: (you) => {
      setTimeout(() => {
        if (table.state().you !== you) return;
        table.settle(you);
        void sync();
      }, AFTER_DEADLINE_MS);
    },
  };
};

const idleOf = ({ open, seated }: TableState): string => {
  if (open?.status === 'waiting') return text.room.waiting;
  if (open?.status === 'ended' || open?.status === 'aborted') return text.composer.ended;
  return seated ? text.composer.wait : text.composer.spectator;
};

const playAgain = (setup: NonNullable<ReturnType<typeof keptSetup>>): void => {
  startRoom(setup).then(
    (roomId) => {
      location.hash = roomHash(roomId);
    },
    (problem: Error) => toast(problem.message),
  );
};

const LinkStatus = ({ link, onRetry }: { link: LinkState; onRetry(): void }) => (
  <span class={`link link-${link}`} role="status">
    {link !== 'open' && text.room.link[link]}
    {link === 'lost' && (
      <button type="button" onClick={onRetry}>
        {text.room.retry}
      </button>
    )}
  </span>
);

const RoomBar = ({ table, state }: { table: Table; state: TableState }) => (
  <PageBar>
    <span class="bar-title">{state.open?.scenario}</span>
    {state.open?.practice && (
      <span class="tag" title={text.room.practiceNote}>
        {text.room.practice}
      </span>
    )}
    {!state.seated && state.link === 'open' && (
      <span class="tag">
        <Icon name="eye" />
        <span class="watching">{text.room.watching}</span>
      </span>
    )}
    <span class="bar-space" />
    <span class="muted spectators">{text.room.spectators(state.open?.spectators ?? 0)}</span>
    <LinkStatus link={state.link} onRetry={table.retry} />
  </PageBar>
);

const Talk = ({
  table,
  state,
  looks,
  deeds,
}: {
  table: Table;
  state: TableState;
  looks: SeatLooks;
  deeds: Deeds;
}) => {
  const { seated, view, end, you } = state;
  const seats = state.open?.seats ?? [];
  const models = useMemo(
    () => new Set(state.open?.seats.flatMap(({ kind }, seat) => (kind === 'llm' ? [seat] : []))),
    [state.open],
  );
  const word = useRoleWords(state.open?.scenario);
  const news = useNews(state);
  const beliefs = useBeliefs(state.surveys, state.lines);
  const setup = end ? keptSetup(table.roomId) : undefined;
  const seatOf = (answer: string): number | undefined =>
    [...looks.names].find(([, name]) => name === answer)?.[0];
  const colourOf = (answer: string): string | undefined => looks.colours.get(seatOf(answer) ?? -1);
  return (
    <section class="talk" aria-label={text.transcript.title}>
      <Roster seats={seats} colours={looks.colours} mine={seated?.seat} />
      {seated?.role && (
        <RoleCard
          name={seated.name}
          role={word(seated.role)}
          brief={you?.brief ?? seated.brief}
          stage={view?.stage}
        />
      )}
      <Transcript
        lines={state.lines}
        colours={looks.colours}
        changes={beliefs.changes}
        whose={beliefs.pick.whose}
        names={looks.names}
        streaming={models}
      />
      <Writing seats={seats} />
      <LiveBeliefs beliefs={beliefs} looks={looks} models={models} ended={end !== undefined} />
      {end ? (
        <Result
          outcome={end}
          phase={(view?.stage ?? state.publicStage)?.phase}
          mine={seated?.seat}
          colours={looks.colours}
          word={word}
          {...(setup ? { onAgain: () => playAgain(setup) } : {})}
        />
      ) : (
        <>
          {seated && view && view.questions.length > 0 && (
            <Suspicion questions={view.questions} colourOf={colourOf} onBelieve={deeds.believe} />
          )}
          <Composer
            you={you}
            news={news}
            idle={idleOf(state)}
            clockSkew={state.clockSkew}
            cast={deeds.cast}
            pending={deeds.pending || state.link !== 'open'}
            {...looks}
            onAct={deeds.act}
            onSay={deeds.say}
            onTimeUp={deeds.timeUp}
          />
        </>
      )}
    </section>
  );
};

const meets = (stage: Stage | undefined): boolean =>
  stage?.places.some(({ tone }) => tone === 'meeting') ?? false;

/** A table, played at or watched, over whatever connection it was given. */
export const RoomPage = ({ table }: { table: Table }) => {
  const state = useTable(table);
  const deeds = useDeeds(table);
  const main = useLanding();
  const stage = state.view?.stage ?? state.publicStage;
  const looks = useSeatLooks(state.publicStage, stage);
  const title = stage ? `${stage.phase} · ${text.app}` : text.app;
  useEffect(() => {
    document.title = title;
  }, [title]);
  const { notice } = state;
  useEffect(() => {
    if (notice) toast(notice.text);
  }, [notice]);
  return (
    <div class="page page-table">
      <RoomBar table={table} state={state} />
      {state.problem && <p class="problem">{state.problem}</p>}
      <main class="table" ref={main} tabIndex={-1}>
        <StageSection
          stage={stage}
          talking={state.seated !== undefined && !state.end && meets(stage)}
          candidates={deeds.pending ? NONE : (state.you?.candidates ?? NONE)}
          onPick={(candidate) => deeds.act(candidate, false)}
        />
        <Talk table={table} state={state} looks={looks} deeds={deeds} />
      </main>
    </div>
  );
};

/** Takes a place in the room that the address names, and gives it up when the address changes. */
export const RoomRoute = ({ roomId, spectator }: { roomId: string; spectator: boolean }) => {
  const [table, setTable] = useState<Table>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let gone = false;
    let taken: Table | undefined;
    takeTable(roomId, spectator ? 'spectator' : 'player').then(
      (opened) => {
        taken = opened;
        if (gone) opened.leave();
        else setTable(opened);
      },
      (error: Error) => setProblem(error.message || text.errors.unreachable),
    );
    return () => {
      gone = true;
      taken?.leave();
    };
  }, [roomId, spectator]);
  return table ? (
    <RoomPage table={table} />
  ) : (
    <Refused problem={problem} roomId={roomId} spectator={spectator} />
  );
};
