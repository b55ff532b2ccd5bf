// A tournament in a real Chromium: its table, and one of its games opened while it is played, with everything
// shown. Pictures go to test-results/ for people to look at.

import { expect, test } from 'vitest';
import type { Opened, Size } from './doubles/browser.ts';
import { parlor } from './doubles/cli.ts';
import { served } from './doubles/served.ts';
import { freshData, startServerProcess } from './doubles/server.ts';
import { isSound } from './doubles/sound-page.ts';

const SLOW = { timeout: 180_000 };
const data = freshData();
const ENTRANTS = 'scripted:greedy~0,scripted:greedy~0.4,random,scripted:mimic,scripted:stealth';
const args = (games: number): string[] => [
  ...['tournament', '--scenario', 'impostor', '--entrants', ENTRANTS, '--episodes', String(games)],
  ...['--seed', '2', '--data', data],
];

const site = served(async () => {
  const played = await parlor(args(90));
  if (played.code !== 0) throw new Error(played.stderr);
  // It goes on with more games than were asked for before, at a pace that people can follow.
  const more = ['bin/parlor.mjs', ...args(180), '--resume', '--serve', '--port', '0', '--pace', 'live'];
  return startServerProcess({ data, args: more });
});

/** Opens a page that waits as long as a busy machine needs. */
const open = async (size: Size): Promise<Opened> => {
  const opened = await site.browser.open(`${site.server.url}/leaderboard/impostor`, size);
  opened.page.setDefaultTimeout(90_000);
  return opened;
};

test.each<Size>(['desktop', 'phone'])('the leaderboard on a %s', SLOW, async (size) => {
  const { page, problems } = await open(size);
  const crew = page.getByRole('table', { name: 'As crew' });
  await crew.waitFor();
  expect(await crew.getByRole('rowheader').allInnerTexts()).toHaveLength(3);
  expect((await crew.getByRole('rowheader').first().innerText()).split('\n')[0]).toBe('greedy');
  await page.getByText(/of 180 games played/).waitFor();
  await page.getByText('Now playing').waitFor();
  await isSound(page);
  await site.browser.shoot(page, `leaderboard-${size}`);
  await page.getByRole('link', { name: 'Donation' }).click();
  await page.getByText('No tournament has been played here yet').waitFor();
  await isSound(page);
  await page.getByRole('link', { name: 'Lobby' }).click();
  await page.getByRole('link', { name: 'Leaderboard' }).waitFor();
  expect(problems).toEqual([]);
});

test('a game that is being played is opened live, and shows who the impostor is', SLOW, async () => {
  const { page, problems } = await open('desktop');
  await page.getByRole('link', { name: 'Watch' }).last().click();
  await page.getByText('You are watching').waitFor();
  await page.locator('.stage-picture canvas').first().waitFor();
  const id = /room\/([\w-]+)/.exec(page.url())?.[1] ?? '';
  const live = await (await fetch(`${site.server.url}/api/episodes?live=1`)).json();
  expect(live.find(({ roomId }: { roomId: string }) => roomId === id)).toMatchObject({
    spectators: 1,
    tournament: { sides: { crew: expect.any(String), impostor: expect.any(String) } },
  });
  await site.browser.shoot(page, 'tournament-watched');
  expect(problems).toEqual([]);
});
