import type { PastEpisode } from '../net/api.ts';
import { replayHash } from '../route.ts';
import { text } from '../text.ts';

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const Row = ({ episode }: { episode: PastEpisode }) => (
  <li class="row">
    <div class="row-words">
      <b>{episode.scenario}</b>
      <span class="muted">
        {[
          episode.startedAt > 0 && WHEN.format(episode.startedAt),
          text.lobby.turns(episode.turns),
          episode.ended ? episode.reason : text.lobby.running,
          episode.practice && text.lobby.practice,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </div>
    <a class="button" href={replayHash(episode.episode)}>
      {text.lobby.replay}
    </a>
  </li>
);

export const PastList = ({ episodes }: { episodes: readonly PastEpisode[] | undefined }) => {
  if (!episodes) return <p class="empty">{text.lobby.loading}</p>;
  if (episodes.length === 0) return <p class="empty">{text.lobby.noPast}</p>;
  return (
    <ul class="rows">
      {episodes.map((episode) => (
        <Row key={episode.episode} episode={episode} />
      ))}
    </ul>
  );
};
