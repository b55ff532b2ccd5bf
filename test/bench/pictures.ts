// Pictures of the documentation, taken anew: `node test/bench/pictures.ts` writes them to test-results/,
// as docs-booking.png and docs-donation.png. Both are of what this repository makes up, never of outside data.

import { startBrowser } from '../doubles/browser.ts';
import { playClerk } from '../doubles/clerk.ts';
import { startServerProcess } from '../doubles/server.ts';
import { myTurn, press, result, say, sitDown } from '../doubles/visitor.ts';

const [server, browser] = await Promise.all([startServerProcess(), startBrowser()]);
try {
  const desk = await sitDown(browser, server.url, {
    title: 'Booking',
    role: 'agent',
    size: 'desktop',
    seed: 10,
  });
  await playClerk(desk.page, async () => {
    const news = await desk.page.locator('.news').allInnerTexts();
    if (news[0]?.startsWith('Booked')) await browser.shoot(desk.page, 'docs-booking');
  });
  const jar = await sitDown(browser, server.url, {
    title: 'Donation',
    role: 'persuadee',
    size: 'desktop',
    seed: 12,
  });
  const talk = [
    'Hi! What is this about?',
    /React warmly/,
    'I could give a dollar.',
    /Thank/,
    'Goodbye!',
    /Put in \$1\.00/,
  ];
  for (const next of talk) {
    if ((await myTurn(jar.page)) === 'over') break;
    if (typeof next === 'string') await say(jar.page, next);
    else await press(jar.page, next);
    await jar.page.waitForFunction(
      (words) => ![...document.querySelectorAll('textarea')].some(({ value }) => value === words),
      String(next),
    );
  }
  await result(jar.page).waitFor({ timeout: 30_000 });
  await browser.shoot(jar.page, 'docs-donation');
} finally {
  await browser.close();
  await server.clean();
}
