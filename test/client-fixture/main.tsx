// ?show=NAME draws a table without a server; without it the real pages, whose answers the test gives.

import { render } from 'preact';
import { App } from '../../client/app.tsx';
import { RoomPage } from '../../client/pages/room.tsx';
import { Toasts } from '../../client/widgets/toast.tsx';
import { fixtureTable, SHOWS } from './tables.ts';

const wanted = new URLSearchParams(location.search).get('show');
const show = SHOWS.find((one) => one === wanted);
const requests = document.createElement('meta');
requests.name = 'requests';
document.head.append(requests);
const noted = (request: string): void => {
  requests.content += `${request}\n`;
};

const root = document.getElementById('app');
if (root)
  render(
    show ? (
      <>
        <RoomPage table={fixtureTable(show, noted)} />
        <Toasts />
      </>
    ) : (
      <App />
    ),
    root,
  );
