import { replayHash, roomHash } from '../route.ts';
import { text } from '../text.ts';
import { PageBar } from './page-bar.tsx';

/** Before there is a table: that it is being joined, or why it is not and where else to go. */
export const Refused = ({
  problem,
  roomId,
  spectator,
}: {
  problem: string;
  roomId: string;
  spectator: boolean;
}) => (
  <div class="page">
    <PageBar />
    <main class="message">
      <p>{problem || text.room.joining}</p>
      {problem && (
        <div class="actions">
          {spectator || problem === text.errors.noTable ? (
            // A room has the id of its episode: what has ended meanwhile can be watched from the log.
            <a class="button" href={replayHash(roomId)}>
              {text.result.replay}
            </a>
          ) : (
            <a class="button" href={roomHash(roomId, true)}>
              {text.room.watchInstead}
            </a>
          )}
          <a class="button" href="#/">
            {text.result.lobby}
          </a>
        </div>
      )}
    </main>
  </div>
);
