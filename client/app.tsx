import { LeaderboardPage } from './pages/leaderboard.tsx';
import { LobbyPage } from './pages/lobby.tsx';
import { ReplayPage } from './pages/replay.tsx';
import { RoomRoute } from './pages/room.tsx';
import { useRoute } from './route.ts';
import { Toasts } from './widgets/toast.tsx';

const Page = () => {
  const route = useRoute();
  if (route.page === 'room')
    return (
      <RoomRoute key={`${route.room}${route.spectator}`} roomId={route.room} spectator={route.spectator} />
    );
  if (route.page === 'replay')
    return (
      <ReplayPage key={route.episode} episode={route.episode} frame={route.frame} viewer={route.viewer} />
    );
  if (route.page === 'leaderboard')
    return <LeaderboardPage scenario={route.scenario} tournament={route.tournament} />;
  return <LobbyPage />;
};

export const App = () => (
  <>
    <Page />
    <Toasts />
  </>
);
