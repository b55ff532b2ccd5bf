import type { LiveEpisode } from '../../shared/protocol.ts';
import { roomHash } from '../route.ts';
import { text } from '../text.ts';
import { useRoleWords } from './hooks.ts';
import { sidesText } from './live-games.tsx';

/** Who is in it: a tournament's sides, or how many people. */
const whoIn = ({ tournament, people }: LiveEpisode, word: (role: string) => string): string => {
  if (tournament) return sidesText(tournament.sides, word);
  return people > 0 ? text.lobby.people_(people) : text.lobby.noPeople;
};

const Row = ({ episode }: { episode: LiveEpisode }) => {
  const word = useRoleWords(episode.scenario);
  return (
    <li class="row">
      <div class="row-words">
        <b>{episode.title}</b>
        <span class="muted">
          {[
            whoIn(episode, word),
            episode.open > 0 && text.lobby.open(episode.open),
            episode.spectators > 0 && text.lobby.watching(episode.spectators),
            episode.practice && text.lobby.practice,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      {episode.open > 0 && (
        <a class="button primary" href={roomHash(episode.roomId)}>
          {text.lobby.join}
        </a>
      )}
      <a class="button" href={roomHash(episode.roomId, true)}>
        {text.lobby.watch}
      </a>
    </li>
  );
};

export const LiveList = ({ episodes }: { episodes: readonly LiveEpisode[] | undefined }) => {
  if (!episodes) return <p class="empty">{text.lobby.loading}</p>;
  if (episodes.length === 0) return <p class="empty">{text.lobby.noLive}</p>;
  return (
    <ul class="rows">
      {episodes.map((episode) => (
        <Row key={episode.roomId} episode={episode} />
      ))}
    </ul>
  );
};
