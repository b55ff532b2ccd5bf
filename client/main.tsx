// Entry of the page. Paths such as /replay/ID are links that people pass on; inside the page the
// route lives in the hash.

import { render } from 'preact';
import { App } from './app.tsx';
import { hashOfPath } from './route.ts';

const hash = hashOfPath(location.pathname, location.search);
if (hash) history.replaceState(null, '', `/${hash}`);

const root = document.getElementById('app');
if (root) render(<App />, root);
