// The scenarios as a list of tabs; what belongs to the chosen one stands beside or below it.

import type { ScenarioItem } from '../net/api.ts';
import { text } from '../text.ts';

interface Props {
  scenarios: readonly ScenarioItem[];
  chosen: string;
  onChoose(id: string): void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

export const tabId = (scenario: string): string => `scenario-${scenario}`;
export const panelId = (scenario: string): string => `setup-${scenario}`;

const Tab = ({ scenario, on, onChoose }: { scenario: ScenarioItem; on: boolean; onChoose(): void }) => (
  <button
    type="button"
    role="tab"
    class="scenario-tab"
    id={tabId(scenario.id)}
    aria-selected={on}
    aria-controls={panelId(scenario.id)}
    tabIndex={on ? 0 : -1}
    onClick={onChoose}
  >
    <b>{scenario.title}</b>
    <span class="muted seats">{text.lobby.seats(scenario.seats.min, scenario.seats.max)}</span>
    <span class="summary">{scenario.summary}</span>
  </button>
);

export const ScenarioTabs = ({ scenarios, chosen, onChoose }: Props) => {
  const move = (event: KeyboardEvent): void => {
    const at = scenarios.findIndex(({ id }) => id === chosen);
    const to = { Home: 0, End: scenarios.length - 1 }[event.key] ?? at + (STEPS[event.key] ?? 0);
    const next = scenarios[(to + scenarios.length) % scenarios.length];
    if (!next || to === at) return;
    event.preventDefault();
    onChoose(next.id);
    document.getElementById(tabId(next.id))?.focus();
  };
  return (
    <div
      class="scenario-tabs"
      role="tablist"
      aria-label={text.lobby.choose}
      aria-orientation="vertical"
      onKeyDown={move}
    >
      {scenarios.map((scenario) => (
        <Tab
          key={scenario.id}
          scenario={scenario}
          on={scenario.id === chosen}
          onChoose={() => onChoose(scenario.id)}
        />
      ))}
    </div>
  );
};
