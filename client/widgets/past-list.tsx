import { useState } from 'preact/hooks';
import type { PastEpisode } from '../net/api.ts';
import { replayHash } from '../route.ts';
import { text } from '../text.ts';

const WHEN = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

const Row = ({ episode }: { episode: PastEpisode }) => (
  <li class="row">
    <div class="row-words">
      <b>{episode.title}</b>
      <span class="muted">
        {[
          episode.ended ? episode.ending : text.lobby.running,
          episode.turns > 0 && text.lobby.turns(episode.turns),
          episode.practice && text.lobby.practice,
          episode.origin === 'imported' && text.lobby.recorded,
          episode.startedAt > 0 && WHEN.format(episode.startedAt),
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

/** Shown until more are asked for. */
const FEW = 6;

export const PastList = ({ episodes }: { episodes: readonly PastEpisode[] | undefined }) => {
  const [all, setAll] = useState(false);
  if (!episodes) return <p class="empty">{text.lobby.loading}</p>;
  if (episodes.length === 0) return <p class="empty">{text.lobby.noPast}</p>;
  return (
    <>
      <ul class="rows">
        {episodes.slice(0, all ? undefined : FEW).map((episode) => (
          <Row key={episode.episode} episode={episode} />
        ))}
      </ul>
      {!all && episodes.length > FEW && (
        <button type="button" class="all-past" onClick={() => setAll(true)}>
          {text.lobby.allPast(episodes.length)}
        </button>
      )}
    </>
  );
};
