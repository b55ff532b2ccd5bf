// A person asks for a gift, and a person is asked for one, in a real Chromium, from the lobby to the open jar.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { readCards } from './doubles/errand.ts';
import { served } from './doubles/served.ts';
import { isSound } from './doubles/sound-page.ts';
import { composer, lines, myTurn, press, result, say, sitDown } from './doubles/visitor.ts';

const site = served();

/** What a person in each role does, turn by turn: own words, or a button. */
const PLANS: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  persuader: [
    'Hello! Have you heard of Save the Children?',
    /Tell a story/,
    'Would you give 50 cents of your payment?',
    /Explain how giving works/,
    'Thank you for listening. Goodbye!',
    'Goodbye!',
  ],
  persuadee: ['Hi there. What is this about?', /React warmly/, 'I would give 35 cents.', /Thank/, 'Goodbye!'],
};

const playToEnd = async (page: Page, role: string, look: (turn: number) => Promise<void>): Promise<void> => {
  const plan = PLANS[role] ?? [];
  for (let turn = 0; turn < 30; turn++) {
    if ((await myTurn(page)) === 'over') return;
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

const titles = async (page: Page): Promise<string[]> => (await readCards(page)).map(({ title }) => title);

/** The replay tells who the persuadee was and what it felt, from the first step on. */
const replayed = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('link', { name: 'Watch the replay' }).click();
  const slider = page.getByRole('slider', { name: 'Step' });
  await slider.waitFor();
  await slider.press('Home');
  await expect.poll(() => titles(page)).toContainEqual(expect.stringMatching(/^Who \w+ is$/));
  for (let step = 0; step < 4; step++) await slider.press('ArrowRight');
  await page.getByText(/mood to give/).waitFor();
  await site.browser.shoot(page, `${name}-replay`);
  await isSound(page);
  await slider.press('End');
  await expect.poll(() => titles(page)).toContain('The jar');
};

test.each([
  ['persuader', 'desktop'],
  ['persuadee', 'desktop'],
  ['persuadee', 'phone'],
] as const)(
  'a person plays %s at %s size until the jar is open',
  { timeout: 180_000 },
  async (role, size) => {
    const name = `donation-${role}-${size}`;
    const { page, problems } = await sitDown(site.browser, site.server.url, {
      title: 'Donation',
      role,
      size,
      seed: 4,
      look: async (lobby) => {
        await isSound(lobby);
        await site.browser.shoot(lobby, `${name}-lobby`);
      },
    });
    const secret = role === 'persuader' ? 0 : 1;
    await playToEnd(page, role, async (turn) => {
      expect(await page.getByText(/mood to give/).count()).toBe(secret);
      const jar = await page.getByRole('region', { name: 'Your move' }).isVisible();
      if (turn !== 3 && !jar) return;
      await isSound(page);
      await site.browser.shoot(page, `${name}-${jar ? 'jar' : 'talk'}`);
    });
    const told = (await lines(page)).join('\n');
    expect(told).toMatch(/The jar is opened/);
    expect(await result(page).innerText()).toMatch(/in the jar|The jar is empty/);
    if (role === 'persuadee') expect(told).toContain('gave $0.35');
    await site.browser.shoot(page, `${name}-end`);
    await isSound(page);
    await replayed(page, name);
    expect(problems).toEqual([]);
    await page.context().close();
  },
);
