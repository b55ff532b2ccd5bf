// A person asks for a gift, and a person is asked for one, in a real Chromium, from the lobby to the open jar.

import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, type Opened, type Size, startBrowser } from './doubles/browser.ts';
import { type ServerProcess, startServerProcess } from './doubles/server.ts';

let server: ServerProcess;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServerProcess(), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.clean();
});

const lines = (page: Page): Promise<string[]> => page.locator('[role=log] .line').allInnerTexts();
const result = (page: Page): Locator => page.locator('.result');
const composer = (page: Page): Locator => page.getByRole('region', { name: /^Your (move|turn)$/ });

const start = async (role: string, size: Size): Promise<Opened> => {
  const opened = await browser.open(server.url, size);
  const { page } = opened;
  await page.getByLabel('Your name').fill('Ada');
  const card = page.getByRole('form', { name: 'Donation' });
  await card.getByLabel('Your role').selectOption(role);
  await card.getByLabel('Pace').selectOption('fast');
  await card.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForURL(/#\/room\//);
  await page.getByText(new RegExp(`Your role: ${role}`, 'i')).waitFor();
  return opened;
};

/** Presses the first button of any group whose words are these. */
const press = async (page: Page, wanted: RegExp): Promise<void> => {
  const panel = composer(page);
  const tabs = panel.getByRole('tab');
  for (let tab = -1; tab < (await tabs.count()); tab++) {
    if (tab >= 0) await tabs.nth(tab).click();
    const button = panel.locator('button.candidate:enabled').filter({ hasText: wanted }).first();
    if (await button.isVisible()) return button.click();
  }
  throw new Error(`no button says ${wanted}`);
};

const say = async (page: Page, words: string): Promise<void> => {
  const box = page.getByLabel('Say it in your own words');
  await box.fill(words);
  await box.press('Enter');
};

/** What a person in each role does, turn by turn: own words, or a button. */
const PLANS: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  persuader: [
    'Hello! Have you heard of Save the Children?',
    /Tell a story/,
    'Would you give 50 cents of your payment?',
    /Explain how giving works/,
    'Thank you for listening. Goodbye!',
  ],
  persuadee: ['Hi there. What is this about?', /React warmly/, 'I would give 35 cents.', /Thank/, 'Goodbye!'],
};

const playToEnd = async (page: Page, role: string, look: (turn: number) => Promise<void>): Promise<void> => {
  const plan = PLANS[role] ?? [];
  for (let turn = 0; turn < 30; turn++) {
    await composer(page).or(result(page)).first().waitFor({ timeout: 30_000 });
    if (await result(page).isVisible()) return;
    const before = (await lines(page)).length;
    await look(turn);
    const jar = (await composer(page).getAttribute('aria-label')) === 'Your move';
    const next = jar ? /Put in \$0\.35/ : (plan[turn] ?? /Say nothing/);
    if (typeof next === 'string') await say(page, next);
    else await press(page, next);
    await expect.poll(async () => (await lines(page)).length, { timeout: 20_000 }).toBeGreaterThan(before);
  }
  throw new Error('the jar was never opened');
};

test.each([
  ['persuader', 'desktop'],
  ['persuadee', 'desktop'],
  ['persuadee', 'phone'],
] as const)(
  'a person plays %s at %s size until the jar is open',
  { timeout: 180_000 },
  async (role, size) => {
    const { page, problems } = await start(role, size);
    const secret = role === 'persuader' ? 0 : 1;
    await playToEnd(page, role, async (turn) => {
      expect(await page.getByText(/mood to give/).count()).toBe(secret);
      if (turn === 3) await browser.shoot(page, `donation-${role}-${size}-talk`);
      if (await page.getByRole('region', { name: 'Your move' }).isVisible())
        await browser.shoot(page, `donation-${role}-${size}-jar`);
    });
    const told = (await lines(page)).join('\n');
    expect(told).toMatch(/The jar is opened/);
    if (role === 'persuadee') expect(told).toContain('gave $0.35');
    await browser.shoot(page, `donation-${role}-${size}-end`);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(problems).toEqual([]);
  },
);
