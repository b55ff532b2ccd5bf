import { useEffect, useState } from 'preact/hooks';
import {
  type CheckpointItem,
  getCheckpoints,
  getLive,
  getModels,
  getPast,
  getScenarios,
  type ScenarioItem,
} from '../net/api.ts';
import { keepName, keepScenario, keptName, keptScenario } from '../net/kept.ts';
import { leaderboardHash } from '../route.ts';
import { text } from '../text.ts';
import { usePolled } from '../widgets/hooks.ts';
import { LiveList } from '../widgets/live-list.tsx';
import { PageBar } from '../widgets/page-bar.tsx';
import { PastList } from '../widgets/past-list.tsx';
import { ScenarioCard } from '../widgets/scenario-card.tsx';
import { panelId, ScenarioTabs, tabId } from '../widgets/scenario-tabs.tsx';

const POLL_MS = 5000;
/** The list of scenarios only changes with the server. */
const RARELY_MS = 60_000;
/** Longest name that the server takes. */
const NAME = 24;

const NameField = ({ name, onName }: { name: string; onName(name: string): void }) => (
  <label class="name-field">
    <span>{text.lobby.name}</span>
    <input
      type="text"
      value={name}
      maxLength={NAME}
      placeholder={text.lobby.namePlaceholder}
      autocomplete="nickname"
      onInput={(event) => onName(event.currentTarget.value)}
    />
  </label>
);

const trainedFor = (checkpoints: readonly CheckpointItem[] | undefined, id: string): ReadonlySet<string> =>
  new Set(
    (checkpoints ?? []).flatMap(({ scenario, role, current }) => (scenario === id && current ? [role] : [])),
  );

/** One scenario is chosen; the others' settings are kept as they were. */
const Tables = ({ scenarios }: { scenarios: readonly ScenarioItem[] }) => {
  const checkpoints = usePolled(getCheckpoints, RARELY_MS);
  const models = usePolled(getModels, RARELY_MS);
  const [wanted, setWanted] = useState(keptScenario);
  const chosen = scenarios.some(({ id }) => id === wanted) ? wanted : (scenarios[0]?.id ?? '');
  const choose = (id: string): void => {
    setWanted(id);
    keepScenario(id);
  };
  return (
    <div class="tables">
      <ScenarioTabs scenarios={scenarios} chosen={chosen} onChoose={choose} />
      {scenarios.map((scenario) => (
        <div
          key={scenario.id}
          role="tabpanel"
          id={panelId(scenario.id)}
          aria-labelledby={tabId(scenario.id)}
          hidden={scenario.id !== chosen}
        >
          <ScenarioCard
            scenario={scenario}
            trained={trainedFor(checkpoints.value, scenario.id)}
            models={models.value}
          />
        </div>
      ))}
    </div>
  );
};

const Body = () => {
  const scenarios = usePolled(getScenarios, RARELY_MS);
  const live = usePolled(getLive, POLL_MS);
  const past = usePolled(getPast, POLL_MS);
  const problem = scenarios.error || live.error || past.error;
  return (
    <>
      {problem && (
        <p class="problem" role="status">
          {problem}
        </p>
      )}
      <div class="lobby-grid">
        <section class="lobby-play" aria-labelledby="play-title">
          <h2 id="play-title">{text.lobby.scenarios}</h2>
          {scenarios.value && scenarios.value.length > 0 && <Tables scenarios={scenarios.value} />}
          {!scenarios.value && !problem && <p class="empty">{text.lobby.loading}</p>}
          {scenarios.value?.length === 0 && <p class="empty">{text.lobby.noScenarios}</p>}
        </section>
        <div class="lobby-side">
          <section aria-labelledby="live-title">
            <h2 id="live-title">{text.lobby.live}</h2>
            <LiveList
              episodes={live.value?.filter(({ status }) => status === 'waiting' || status === 'playing')}
            />
          </section>
          <section aria-labelledby="past-title">
            <h2 id="past-title">{text.lobby.past}</h2>
            <PastList episodes={past.value} />
          </section>
        </div>
      </div>
    </>
  );
};

export const LobbyPage = () => {
  const [name, setName] = useState(keptName);
  useEffect(() => {
    document.title = text.app;
  }, []);
  return (
    <div class="page page-lobby">
      <PageBar>
        <span class="muted tagline">{text.tagline}</span>
        <span class="bar-space" />
        <a class="bar-link" href={leaderboardHash()}>
          {text.board.title}
        </a>
        <NameField
          name={name}
          onName={(next) => {
            setName(next);
            keepName(next.trim());
          }}
        />
      </PageBar>
      <main class="lobby">
        <h1 class="visually-hidden">{text.app}</h1>
        <Body />
      </main>
    </div>
  );
};
