import { useCallback, useEffect } from 'preact/hooks';
import type { Leaderboard, TournamentItem } from '../../shared/tournament.ts';
import { getLeaderboard, getScenarios, roleWord, type ScenarioItem } from '../net/api.ts';
import { leaderboardHash } from '../route.ts';
import { text } from '../text.ts';
import { usePolled } from '../widgets/hooks.ts';
import { LiveGames } from '../widgets/live-games.tsx';
import { PageBar } from '../widgets/page-bar.tsx';
import { RatingTable } from '../widgets/rating-table.tsx';

const POLL_MS = 5000;
const RARELY_MS = 60_000;
const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const ScenarioLinks = ({ scenarios, chosen }: { scenarios: readonly ScenarioItem[]; chosen: string }) => (
  <nav class="board-scenarios" aria-label={text.lobby.choose}>
    {scenarios.map(({ id, title }) => (
      <a
        key={id}
        class="button"
        href={leaderboardHash(id)}
        {...(id === chosen ? { 'aria-current': 'page' as const } : {})}
      >
        {title}
      </a>
    ))}
  </nav>
);

const nameOf = ({ id, startedAt }: TournamentItem): string => (startedAt > 0 ? WHEN.format(startedAt) : id);

/** Which tournament, where there are several, and how far it is. */
const About = ({ board }: { board: Leaderboard }) => {
  const { tournaments, tournament, scenario } = board;
  if (!tournament) return null;
  return (
    <div class="board-about">
      {tournaments.length > 1 ? (
        <label class="field">
          <span class="field-label">{text.board.tournament}</span>
          <select
            value={tournament.id}
            onChange={(event) => {
              location.hash = leaderboardHash(scenario, event.currentTarget.value);
            }}
          >
            {tournaments.map((one) => (
              <option key={one.id} value={one.id}>
                {`${nameOf(one)} (${one.id})`}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <b>{nameOf(tournament)}</b>
      )}
      <span class="muted">{text.board.progress(tournament.played, tournament.games)}</span>
    </div>
  );
};

/** Roles in the order of the scenario, each with its own ratings. */
const Tables = ({ board, scenario }: { board: Leaderboard; scenario: ScenarioItem }) => (
  <>
    {scenario.roles
      .filter((role) => board.table.some(({ perRole }) => perRole[role]))
      .map((role) => (
        <section key={role} class="board-role" aria-labelledby={`board-${role}`}>
          <h2 id={`board-${role}`}>{text.board.role(roleWord(scenario, role))}</h2>
          <RatingTable table={board.table} role={role} labelledBy={`board-${role}`} />
        </section>
      ))}
    <p class="board-note muted">{text.board.note}</p>
    {board.tournament && (
      <small class="muted board-id">{text.board.about(board.tournament.id, board.tournament.seed)}</small>
    )}
  </>
);

const Body = ({
  scenarios,
  scenario,
  tournament,
}: {
  scenarios: readonly ScenarioItem[];
  scenario: ScenarioItem;
  tournament: string;
}) => {
  const ask = useCallback(() => getLeaderboard(scenario.id, tournament), [scenario.id, tournament]);
  const { value: board, error } = usePolled(ask, POLL_MS);
  return (
    <>
      <ScenarioLinks scenarios={scenarios} chosen={scenario.id} />
      {error && (
        <p class="problem" role="status">
          {error}
        </p>
      )}
      {!board && !error && <p class="empty">{text.lobby.loading}</p>}
      {board && !board.tournament && <p class="empty">{text.board.none(scenario.id)}</p>}
      {board?.tournament && (
        <>
          <About board={board} />
          <LiveGames games={board.live} scenario={scenario} />
          <Tables board={board} scenario={scenario} />
        </>
      )}
    </>
  );
};

/** `scenario` '' is the first; `tournament` '' its newest. */
export const LeaderboardPage = ({ scenario, tournament }: { scenario: string; tournament: string }) => {
  const { value: scenarios, error } = usePolled(getScenarios, RARELY_MS);
  const chosen = scenarios?.find(({ id }) => id === scenario) ?? scenarios?.[0];
  useEffect(() => {
    document.title = `${text.board.title} · ${text.app}`;
  }, []);
  return (
    <div class="page page-board">
      <PageBar>
        <h1 class="bar-title">{text.board.title}</h1>
        <span class="bar-space" />
        <a class="button" href="#/">
          {text.room.lobby}
        </a>
      </PageBar>
      <main class="board">
        {scenarios && chosen ? (
          <Body
            key={`${chosen.id}/${tournament}`}
            scenarios={scenarios}
            scenario={chosen}
            tournament={tournament}
          />
        ) : (
          <p class="empty">{error || text.lobby.loading}</p>
        )}
      </main>
    </div>
  );
};
