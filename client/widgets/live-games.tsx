import type { Leaderboard } from '../../shared/tournament.ts';
import { roleWord, type ScenarioItem } from '../net/api.ts';
import { roomHash } from '../route.ts';
import { text } from '../text.ts';

/** Who plays what in a game: "greedy as crew". */
export const sidesText = (sides: Readonly<Record<string, string>>, word: (role: string) => string): string =>
  Object.entries(sides)
    .map(([role, entrant]) => text.board.as(entrant.replace('scripted:', ''), word(role)))
    .join(' · ');

/** Games of a tournament that are being played now; all of them can be watched. */
export const LiveGames = ({ games, scenario }: { games: Leaderboard['live']; scenario: ScenarioItem }) => {
  if (games.length === 0) return null;
  return (
    <section aria-labelledby="board-live">
      <h2 id="board-live">{text.lobby.live}</h2>
      <ul class="rows board-live">
        {games.map(({ episode, game, sides }) => (
          <li key={episode} class="row">
            <div class="row-words">
              <b>{text.board.game(game + 1)}</b>
              <span class="muted">{sidesText(sides, (role) => roleWord(scenario, role))}</span>
            </div>
            <a class="button" href={roomHash(episode, true)}>
              {text.lobby.watch}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
};
