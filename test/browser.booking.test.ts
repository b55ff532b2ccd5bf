// A person books, as customer and as clerk, in the generated town and in MultiWOZ's, in a real Chromium
// from the lobby to the end. The customer types everything in its own words; the clerk uses the desk.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Size } from './doubles/browser.ts';
import { playClerk } from './doubles/clerk.ts';
import { parlor } from './doubles/cli.ts';
import { playCustomer } from './doubles/customer.ts';
import { readCards } from './doubles/errand.ts';
import { describeWithData, hasOutsideData, outsideData } from './doubles/outside-data.ts';
import { served } from './doubles/served.ts';
import { freshData, type ServerProcess, startServerProcess } from './doubles/server.ts';
import { isSound } from './doubles/sound-page.ts';
import { lines, result, sitDown } from './doubles/visitor.ts';

const withImports = async (): Promise<ServerProcess> => {
  const data = freshData();
  if (hasOutsideData) {
    const { code, stderr } = await parlor(['import', 'multiwoz', outsideData('multiwoz'), '--data', data]);
    expect(code, stderr).toBe(0);
  }
  return startServerProcess({ data });
};
const site = served(withImports);

/** Whatever there is to decide with stands inside the window. */
const composerInside = async (page: Page): Promise<void> => {
  const box = await page.getByLabel('Say it in your own words').boundingBox();
  expect((box?.y ?? 1e6) + (box?.height ?? 0)).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
};

const titles = async (page: Page): Promise<string[]> => (await readCards(page)).map(({ title }) => title);

/** The replay: everything can be seen, step by step, and each step has its cards. */
const replayed = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('link', { name: 'Watch the replay' }).click();
  const slider = page.getByRole('slider', { name: 'Step' });
  await slider.waitFor();
  await slider.press('Home');
  await expect.poll(() => titles(page)).toContainEqual(expect.stringMatching(/^Errand: /));
  const atStart = (await lines(page)).length;
  const last = Number(await slider.getAttribute('max'));
  for (let step = 0; step < last / 2; step++) await slider.press('ArrowRight');
  await expect.poll(() => titles(page)).toContainEqual(expect.stringMatching(/^Wanted: /));
  await isSound(page);
  await site.browser.shoot(page, `${name}-replay`);
  await slider.press('End');
  await expect.poll(() => titles(page)).toContain('Served');
  expect((await lines(page)).length).toBeGreaterThan(atStart + 4);
};

interface Play {
  world: 'town' | 'multiwoz';
  size: Size;
  seed: number;
}

const asCustomer = async ({ world, size, seed }: Play): Promise<void> => {
  const name = `booking-user-${world}-${size}`;
  const { page, problems } = await sitDown(site.browser, site.server.url, {
    title: 'Booking',
    role: 'user',
    size,
    seed,
    settings: { World: world },
    look: async (lobby) => {
      await isSound(lobby);
      await site.browser.shoot(lobby, `${name}-lobby`);
    },
  });
  const shown: string[] = [];
  const said = await playCustomer(page, async () => {
    const now = await titles(page);
    if (!shown.includes('Offered to you') && now.includes('Offered to you')) {
      await composerInside(page);
      await isSound(page);
      await site.browser.shoot(page, `${name}-offer`);
    }
    shown.push(...now);
  });
  await site.browser.shoot(page, `${name}-end`);
  expect(said).toMatch(/You won\s+Served/);
  expect(shown).toContain('Offered to you');
  expect(await titles(page)).toContain('Served');
  await isSound(page);
  await replayed(page, name);
  expect(problems).toEqual([]);
  await page.context().close();
};

const asClerk = async ({ world, size, seed }: Play): Promise<void> => {
  const name = `booking-agent-${world}-${size}`;
  const { page, problems } = await sitDown(site.browser, site.server.url, {
    title: 'Booking',
    role: 'agent',
    size,
    seed,
    settings: { World: world },
  });
  const seen = new Set<string>();
  const once = async (what: string, look: () => Promise<void>): Promise<void> => {
    if (seen.has(what)) return;
    seen.add(what);
    await look();
    await isSound(page);
    await composerInside(page);
    await site.browser.shoot(page, `${name}-${what}`);
  };
  let deeds: ReadonlySet<string> = new Set();
  const said = await playClerk(page, async (done) => {
    deeds = done;
    if ((await page.locator('.news').count()) === 0) return;
    const [news = ''] = await page.locator('.news').allInnerTexts();
    const again = page.getByRole('heading', { name: 'Still your turn' });
    if (/^The desk finds \d/.test(news))
      await once('found', async () => {
        expect(await again.count()).toBe(1);
        expect(news).toMatch(/Now answer the customer/);
        expect(await page.getByRole('tab').first().innerText()).toBe('Desk');
        expect(await titles(page)).toContainEqual(expect.stringMatching(/^Looked up: /));
      });
    if (/^Booked: /.test(news)) await once('booked', async () => expect(await again.count()).toBe(1));
  });
  await site.browser.shoot(page, `${name}-end`);
  expect(said).toMatch(/You won\s+Served/);
  expect([...deeds]).toEqual(expect.arrayContaining(['Desk', 'Offer', 'Book', 'said']));
  expect([...seen].sort()).toEqual(['booked', 'found']);
  expect(await result(page).innerText()).not.toContain('undefined');
  await isSound(page);
  await replayed(page, name);
  expect(problems).toEqual([]);
  await page.context().close();
};

test('a person books in the town as customer, typing in its own words, and is served', {
  timeout: 180_000,
}, async () => {
  await asCustomer({ world: 'town', size: 'desktop', seed: 8 });
});

test('a person on a phone serves a customer in the town with the desk and its own words', {
  timeout: 180_000,
}, async () => {
  await asClerk({ world: 'town', size: 'phone', seed: 10 });
});

describeWithData('booking on MultiWOZ, in the browser', () => {
  test('a person on a phone books as customer, typing in its own words, and is served', {
    timeout: 180_000,
  }, async () => {
    await asCustomer({ world: 'multiwoz', size: 'phone', seed: 6 });
  });

  test('a person serves a customer with the desk and its own words', { timeout: 180_000 }, async () => {
    await asClerk({ world: 'multiwoz', size: 'desktop', seed: 1 });
  });
});
