// Beliefs on screen, in a real Chromium: live where bots play alone, in replays, by mouse, keys and thumb, and
// nowhere that somebody plays.

import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Size } from './doubles/browser.ts';
import { served } from './doubles/served.ts';
import { isSound } from './doubles/sound-page.ts';
import { lines, myTurn, result, say, setUp, sitDown } from './doubles/visitor.ts';

const site = served();

const panel = (page: Page): Locator => page.getByRole('region', { name: 'What the seats believe' });
const chart = (page: Page): Locator => page.getByRole('slider', { name: /^Beliefs over time/ });
const step = (page: Page): Locator => page.getByRole('slider', { name: 'Step' });
const stepShown = async (page: Page): Promise<number> => Number(await step(page).inputValue());
const chips = (page: Page): Promise<string[]> => page.locator('[role=log] .change').allInnerTexts();
const legend = (page: Page): Promise<string[]> =>
  page.getByRole('list', { name: 'At this moment' }).getByRole('listitem').allInnerTexts();
const unfold = (page: Page): Promise<void> => page.getByRole('button', { name: 'Show the beliefs' }).click();

/** Watches bots from the lobby. Seed 5 is a deal in which the impostor is caught in a lie. */
const watch = async (title: string, size: Size, pace: 'live' | 'fast') => {
  const opened = await site.browser.open(site.server.url, size);
  const card = await setUp(opened.page, title);
  await card.getByLabel('Pace').selectOption(pace);
  await card.getByText('More settings').click();
  await card.getByLabel('Seed').fill('5');
  await card.getByRole('button', { name: 'Watch bots play' }).click();
  await opened.page.waitForURL(/#\/room\/.*as=spectator/);
  // The button is gone; keys and readers begin with the page that came up.
  await opened.page.locator('main.table').waitFor();
  await expect.poll(() => opened.page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  return opened;
};

test.each(['desktop', 'phone'] as const)(
  'at %s size bots are watched, and the replay shows the same changes and more',
  { timeout: 120_000 },
  async (size) => {
    const { page, problems } = await watch('Impostor', size, 'fast');
    await result(page).waitFor({ timeout: 60_000 });
    const live = await chips(page);
    expect(live.length).toBeGreaterThan(2);
    for (const chip of live) expect(chip.replace(/\s+/g, ' ')).toMatch(/^belief: ?[+−](\.\d\d|1\.00) ?\w+$/);
    await unfold(page);
    expect((await legend(page)).length).toBeGreaterThan(2);
    await isSound(page);

    await page.getByRole('link', { name: 'Watch the replay' }).click();
    await step(page).press('End');
    await expect.poll(() => chips(page)).toEqual(live);
    if (size === 'phone') {
      expect(await chart(page).count()).toBe(0);
      await unfold(page);
    }
    await isSound(page);
    await site.browser.shoot(page, `beliefs-replay-${size}`);

    await page.getByLabel('Whose beliefs').selectOption('Purple');
    const names = (await page.locator('.seat-name').allInnerTexts()).map((name) => name.trim());
    await expect
      .poll(async () => (await legend(page)).map((row) => row.match(/[A-Z]\w+/)?.[0]))
      .toEqual(names);
    expect(await chips(page)).not.toEqual(live);
    await site.browser.shoot(page, `beliefs-one-seat-${size}`);

    await page.getByLabel('Seen by').selectOption('public');
    await expect.poll(() => panel(page).count()).toBe(0);
    expect(await chips(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  },
);

test('the chart of a replay is scrubbed by a click and by keys, and follows the step', {
  timeout: 60_000,
}, async () => {
  const { page, problems } = await watch('Impostor', 'desktop', 'fast');
  await result(page).waitFor({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Watch the replay' }).click();
  await step(page).press('Home');
  expect(await chart(page).getAttribute('aria-valuetext')).toMatch(/^Nobody has been asked yet/);
  const last = Number(await chart(page).getAttribute('aria-valuemax'));
  const box = await chart(page).boundingBox();
  if (!box) throw new Error('the chart has no box');
  await page.mouse.click(box.x + box.width - 4, box.y + box.height / 2);
  await expect.poll(() => chart(page).getAttribute('aria-valuenow')).toBe(String(last));
  const lastAsked = await stepShown(page);
  expect(lastAsked).toBeGreaterThan(last);
  await chart(page).press('Home');
  await expect.poll(() => chart(page).getAttribute('aria-valuetext')).toMatch(/^Before the first word/);
  const firstAsked = await stepShown(page);
  await chart(page).press('ArrowRight');
  await expect.poll(() => stepShown(page)).toBe(firstAsked + 1);
  const said = (await lines(page)).at(-1) ?? '';
  const words = said.split('\n')[1] ?? '?';
  expect(await chart(page).getAttribute('aria-valuetext')).toContain(words);
  await step(page).press('ArrowRight');
  await expect.poll(() => chart(page).getAttribute('aria-valuenow')).toBe('2');
  expect(problems).toEqual([]);
  await page.context().close();
});

test('while bots talk the chart grows with what they say, and a look back stays where it is', {
  timeout: 90_000,
}, async () => {
  const { page, problems } = await watch('Donation', 'desktop', 'live');
  await chart(page).waitFor({ timeout: 30_000 });
  const asked = async (): Promise<number> => Number(await chart(page).getAttribute('aria-valuemax'));
  const now = async (): Promise<number> => Number(await chart(page).getAttribute('aria-valuenow'));
  await expect.poll(asked, { timeout: 30_000 }).toBeGreaterThan(1);
  expect(await now()).toBe(await asked());
  expect((await legend(page)).map((row) => row.split('\n')[0])).toEqual(['low', 'middle', 'high']);
  await chart(page).press('Home');
  const before = await asked();
  await expect.poll(asked, { timeout: 30_000 }).toBeGreaterThan(before);
  expect(await now()).toBe(0);
  await isSound(page);
  await site.browser.shoot(page, 'beliefs-live-desktop');
  await chart(page).press('End');
  await expect.poll(async () => (await now()) === (await asked())).toBe(true);
  expect(problems).toEqual([]);
  await page.context().close();
});

test('where a person plays nobody sees beliefs; the replay has the person’s clicks as points', {
  timeout: 120_000,
}, async () => {
  const { page, problems } = await sitDown(site.browser, site.server.url, {
    title: 'Donation',
    role: 'persuader',
    size: 'desktop',
    seed: 4,
  });
  const watcher = await site.browser.open(`${page.url()}?as=spectator`, 'desktop');
  const levels = page.getByRole('group', { name: /^How inclined/ });
  const clicks = ['middle', 'high'];
  for (let turn = 0; turn < 30; turn++) {
    if ((await myTurn(page)) === 'over') break;
    const click = clicks.shift();
    if (click) await levels.getByRole('button', { name: click }).click();
    const before = (await lines(page)).length;
    await say(page, turn < 3 ? 'Would you give 50 cents to the children?' : 'Goodbye!');
    await expect.poll(async () => (await lines(page)).length, { timeout: 20_000 }).toBeGreaterThan(before);
    for (const seen of [page, watcher.page]) {
      expect(await panel(seen).count()).toBe(0);
      expect(await chips(seen)).toEqual([]);
    }
  }
  await result(page).waitFor({ timeout: 30_000 });
  await page.getByRole('link', { name: 'Watch the replay' }).click();
  await chart(page).waitFor();
  await chart(page).press('End');
  const fresh = page.locator('.belief-dots:not(.belief-imputed)');
  const drawn = await fresh.evaluateAll((paths) => paths.map((path) => path.getAttribute('d') ?? ''));
  expect(drawn.join('').match(/M/g)?.length).toBe(2 * 3);
  const joined = await page
    .locator('.belief-line')
    .evaluateAll((paths) => paths.map((path) => path.getAttribute('d') ?? ''));
  expect(joined.join('')).toBe('');
  await isSound(page);
  await site.browser.shoot(page, 'beliefs-person-desktop');
  expect([...problems, ...watcher.problems]).toEqual([]);
  await Promise.all([page, watcher.page].map((one) => one.context().close()));
});
