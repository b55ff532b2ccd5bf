// The whole thing as people meet it: a real server, a real Chromium. One person plays as crew and one
// as impostor to the end, a second browser watches, a third comes back in the middle of a meeting.

import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Opened, Size } from './doubles/browser.ts';
import { served } from './doubles/served.ts';
import { composer, lines, result, setUp } from './doubles/visitor.ts';

const site = served();

const LINE = '[role=log] .line';
const inMeeting = (page: Page): Locator => page.getByRole('region', { name: /^Your (turn|vote)$/ });

interface Table {
  /** Agents wherever one is trained, instead of bots. */
  agents?: boolean;
  role: 'crew' | 'impostor' | '';
  size: Size;
  open?: number;
  seed?: number;
}

/** Opens the lobby and starts a table, by hand. */
const start = async ({ role, size, open = 0, agents = false, seed }: Table): Promise<Opened> => {
  const opened = await site.browser.open(site.server.url, size);
  const { page } = opened;
  await page.getByLabel('Your name').fill('Ada');
  const card = await setUp(page, 'Impostor');
  if (role) await card.getByLabel('Your role').selectOption(role);
  if (agents) await card.getByRole('combobox', { name: /^The others/ }).selectOption('agents');
  if (open > 0) await card.getByLabel('Open seats').selectOption(String(open));
  await card.getByLabel('Pace').selectOption('fast');
  if (seed !== undefined) {
    await card.getByText('More settings').click();
    await card.getByLabel('Seed').fill(String(seed));
  }
  await card.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForURL(/#\/room\//);
  return opened;
};

const WANTED = [/^Report/, /^Kill/, /task|work/i, /^(Walk|Go)/];
const seen = new Set<string>();

/** Takes one decision as a person would: a word in its own words now and then, else a button. */
const decide = async (page: Page, count: number): Promise<void> => {
  const panel = composer(page);
  const kind = await panel.getAttribute('aria-label', { timeout: 1000 }).catch(() => null);
  if (kind === null) return;
  seen.add(kind);
  if (kind === 'Your turn' && count % 2 === 0) {
    const box = page.getByLabel('Say it in your own words');
    await box.fill('where was everyone? i was doing tasks', { timeout: 1000 });
    await box.press('Enter', { timeout: 1000 });
    return;
  }
  const buttons = panel.locator('button.candidate:enabled');
  const labels = await buttons.allInnerTexts();
  const wanted = WANTED.map((pattern) =>
    labels.findIndex((label) => pattern.test(label.replace(/^\d\s*/, ''))),
  ).find((index) => index >= 0);
  await buttons.nth(wanted ?? count % Math.max(1, labels.length)).click({ timeout: 1000 });
};

/** Plays until the result is shown; `onTurn` may look on. */
const playToEnd = async (page: Page, onTurn?: (kind: string) => Promise<void>): Promise<void> => {
  for (let count = 0; count < 400; count++) {
    await composer(page).or(result(page)).first().waitFor({ timeout: 30_000 });
    if (await result(page).isVisible()) return;
    const kind = await composer(page)
      .getAttribute('aria-label', { timeout: 500 })
      .catch(() => null);
    if (kind) await onTurn?.(kind);
    // The table may have gone on between the look and the click.
    await decide(page, count).catch(() => undefined);
  }
  throw new Error('the episode did not end');
};

const shootOnce = (page: Page, prefix: string): ((kind: string) => Promise<void>) => {
  const shot = new Set<string>();
  return async (kind) => {
    if (shot.has(kind)) return;
    shot.add(kind);
    await site.browser.shoot(page, `live-${prefix}-${kind.replace('Your ', '')}`);
  };
};

test.each([
  { role: 'crew', size: 'desktop' },
  { role: 'impostor', size: 'desktop' },
  { role: 'crew', size: 'phone' },
  { role: 'impostor', size: 'phone' },
] as const)(
  'a person plays as $role at $size size and sees the end',
  { timeout: 180_000 },
  async ({ role, size }) => {
    const { page, problems } = await start({ role, size });
    await page.getByText(new RegExp(`Your role: ${role}`, 'i')).waitFor({ timeout: 10_000 });
    await page.getByText(/Your role/).click();
    await site.browser.shoot(page, `live-${role}-${size}-role`);
    await page.getByText(/Your role/).click();
    await playToEnd(page, shootOnce(page, `${role}-${size}`));
    await expect.poll(() => result(page).innerText()).toMatch(/You won|You lost|Nobody won/);
    await site.browser.shoot(page, `live-${role}-${size}-end`);
    expect(await result(page).innerText()).toMatch(/impostor/i);
    expect((await lines(page)).length).toBeGreaterThan(2);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.getByRole('link', { name: 'Watch the replay' }).click();
    await page.getByRole('slider', { name: 'Step' }).waitFor();
    await page.getByRole('slider', { name: 'Step' }).press('End');
    await expect.poll(() => lines(page).then((all) => all.length)).toBeGreaterThan(2);
    await site.browser.shoot(page, `live-${role}-${size}-replay`);
    expect(problems).toEqual([]);
  },
);

/** One table with a watcher, and Bob, who comes back in his first meeting; how often he did. */
const evening = async (seed: number): Promise<number> => {
  const ada = await start({ role: '', size: 'desktop', open: 1, seed });
  const room = /room\/([\w-]+)/.exec(ada.page.url())?.[1] ?? '';
  const watcher = await site.browser.open(site.server.url, 'desktop');
  await watcher.page.locator(`a[href*="${room}?as=spectator"]`).click();
  const bob = await site.browser.open(site.server.url, 'phone');
  await bob.page.getByLabel('Your name').fill('Bob');
  await bob.page.locator(`a[href$="${room}"]`).click();

  let returned = 0;
  const comeBack = async (kind: string): Promise<void> => {
    if (returned > 0 || kind === 'Your move') return;
    const before = await lines(bob.page);
    const seat = await bob.page.locator('.roster').innerText();
    returned++;
    await bob.page.reload();
    await inMeeting(bob.page).or(bob.page.locator(LINE)).first().waitFor();
    await expect.poll(async () => (await lines(bob.page)).slice(0, before.length)).toEqual(before);
    expect((await bob.page.locator('.roster').innerText()).match(/\w+ you/)?.[0]).toBe(
      seat.match(/\w+ you/)?.[0],
    );
    await site.browser.shoot(bob.page, 'live-returned-phone');
    await site.browser.shoot(watcher.page, 'live-watcher-desktop');
  };
  await Promise.all([playToEnd(ada.page), playToEnd(bob.page, comeBack)]);
  await result(watcher.page).waitFor({ timeout: 20_000 });
  await site.browser.shoot(watcher.page, 'live-watcher-desktop-end');
  const heard = await lines(watcher.page);
  // Without a meeting everybody hears of the beginning and the end alone.
  expect(heard.length).toBeGreaterThan(returned > 0 ? 2 : 1);
  for (const line of heard) expect(line).not.toMatch(/You (kill|saw|finish)/);
  expect(new Set([...ada.problems, ...bob.problems, ...watcher.problems])).toEqual(new Set());
  await Promise.all([ada, bob, watcher].map(({ page }) => page.context().close()));
  return returned;
};

test('a second browser watches, and a third comes back in the middle of a meeting', {
  timeout: 240_000,
}, async () => {
  // Deals in which a body tends to be found; an episode may still end before Bob lives to see a meeting.
  let returned = 0;
  for (const seed of [10, 8, 3, 5, 12]) if (returned === 0) returned = await evening(seed);
  expect(returned).toBe(1);
});

test('people walked, talked and voted', () => {
  expect([...seen].sort()).toEqual(['Your move', 'Your turn', 'Your vote']);
});

test('a person plays the impostor among trained agents, who are shown as such', {
  timeout: 180_000,
}, async () => {
  const { page, problems } = await start({ role: 'impostor', size: 'desktop', agents: true });
  const badges = page.locator('.roster').getByText('AI, trained agent');
  await badges.first().waitFor();
  expect(await badges.count()).toBe(4);
  expect(await page.locator('.roster').getByText('bot', { exact: true }).count()).toBe(0);
  await site.browser.shoot(page, 'live-agents-desktop');
  await playToEnd(page);
  await expect.poll(() => result(page).innerText()).toMatch(/You won|You lost/);
  expect(problems).toEqual([]);
});

test('a person watches bots play, with everything shown, and sees the end', {
  timeout: 120_000,
}, async () => {
  const { page, problems } = await site.browser.open(site.server.url, 'desktop');
  const card = await setUp(page, 'Impostor');
  await card.getByLabel('Pace').selectOption('fast');
  await card.getByRole('button', { name: 'Watch bots play' }).click();
  await page.waitForURL(/#\/room\/.*as=spectator/);
  await result(page).waitFor({ timeout: 60_000 });
  const heard = await lines(page);
  expect(
    heard.some((line) => /kill|finish a task/.test(line)),
    'private lines are shown where no person plays',
  ).toBe(true);
  await site.browser.shoot(page, 'live-bots-desktop-end');
  expect(problems).toEqual([]);
});
