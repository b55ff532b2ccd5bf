// Pictures of the documentation, taken anew: `node test/bench/pictures.ts` writes them to test-results/,
// as docs-booking.png, docs-donation.png and docs-beliefs.png; with names behind it, those alone. All are
// of what this repository makes up, never of outside data.

import { type Browser, startBrowser } from '../doubles/browser.ts';
import { playClerk } from '../doubles/clerk.ts';
import { startServerProcess } from '../doubles/server.ts';
import { composer, lines, myTurn, press, result, say, setUp, sitDown } from '../doubles/visitor.ts';

/** A clerk reads that the table is booked. */
const booking = async (browser: Browser, url: string): Promise<void> => {
  const { page } = await sitDown(browser, url, {
    title: 'Booking',
    role: 'agent',
    size: 'desktop',
    seed: 10,
  });
  await playClerk(page, async () => {
    const news = await page.locator('.news').allInnerTexts();
    if (news[0]?.startsWith('Booked')) await browser.shoot(page, 'docs-booking');
  });
};

/** The jar is opened, and there is a dollar in it. */
const donation = async (browser: Browser, url: string): Promise<void> => {
  const seat = { title: 'Donation', role: 'persuadee', size: 'desktop', seed: 12 } as const;
  const { page } = await sitDown(browser, url, seat);
  const talk = ['Hi! What is this about?', /React warmly/, 'I could give a dollar.', /Thank/];
  while ((await myTurn(page)) !== 'over') {
    const before = (await lines(page)).length;
    const jar = (await composer(page).getAttribute('aria-label')) === 'Your move';
    const next = jar ? /Put in \$1\.00/ : (talk.shift() ?? 'Goodbye!');
    if (typeof next === 'string') await say(page, next);
    else await press(page, next);
    await page.waitForFunction(
      (count) => document.querySelectorAll('[role=log] .line').length > count,
      before,
    );
  }
  await browser.shoot(page, 'docs-donation');
};

/** A deal in which the impostor is caught in a lie, and talks itself out of it with another. */
const beliefs = async (browser: Browser, url: string): Promise<void> => {
  const { page } = await browser.open(url, 'desktop');
  const card = await setUp(page, 'Impostor');
  await card.getByLabel('Pace').selectOption('fast');
  await card.getByText('More settings').click();
  await card.getByLabel('Seed').fill('5');
  await card.getByRole('button', { name: 'Watch bots play' }).click();
  await result(page).waitFor({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Watch the replay' }).click();
  const chart = page.getByRole('slider', { name: /^Beliefs over time/ });
  await chart.press('End');
  await chart.press('ArrowLeft');
  await chart.blur();
  await browser.shoot(page, 'docs-beliefs');
};

const pictures = { booking, donation, beliefs };
const wanted = process.argv.slice(2);
const [server, browser] = await Promise.all([startServerProcess(), startBrowser()]);
try {
  for (const [name, take] of Object.entries(pictures))
    if (wanted.length === 0 || wanted.includes(name)) await take(browser, server.url);
} finally {
  await browser.close();
  await server.clean();
}
