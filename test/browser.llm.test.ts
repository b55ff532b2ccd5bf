// A person plays every scenario beside a language model in a real Chromium: it is chosen in the lobby, is seen
// writing, and its words come in. Without a model the lobby tells how to add one.

import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { served } from './doubles/served.ts';
import { freshData, type ServerProcess, startServerProcess } from './doubles/server.ts';
import { isSound } from './doubles/sound-page.ts';
import { composer, findButton, lines, myTurn, say, setUp } from './doubles/visitor.ts';

const llmServer = (...more: string[]): Promise<ServerProcess> => {
  const data = freshData();
  return startServerProcess({ data, args: ['test/doubles/llm-server.ts', data, ...more] });
};
const site = served(() => llmServer());

interface Table {
  readonly title: string;
  readonly role: string;
  readonly size: 'desktop' | 'phone';
  /** What the person says, turn by turn; where nothing is left, the first button is pressed. */
  readonly says: readonly string[];
  readonly seed: number;
}
const TABLES: readonly Table[] = [
  {
    title: 'Donation',
    role: 'persuader',
    size: 'desktop',
    seed: 4,
    says: ['Hello! Have you heard of Save the Children?', 'Would you give 50 cents?', 'Thank you. Goodbye!'],
  },
  {
    title: 'Booking',
    role: 'user',
    size: 'desktop',
    seed: 3,
    says: ['Hello, I need a restaurant.', 'In the centre, please.'],
  },
  {
    title: 'Impostor',
    role: 'crew',
    size: 'phone',
    seed: 7,
    says: ['Where was everyone?', 'It was not me.'],
  },
];

const sit = async ({ title, role, size, seed }: Table): Promise<{ page: Page; problems: string[] }> => {
  const { page, problems } = await site.browser.open(site.server.url, size);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.getByLabel('Your name').fill('Ada');
  const card = await setUp(page, title);
  await card.getByLabel('Your role').selectOption(role);
  await card.getByRole('combobox', { name: /^The others/ }).selectOption('Language model');
  await card.getByLabel('Pace').selectOption('fast');
  await card.getByText('double-1b speaks and votes', { exact: false }).waitFor();
  await card.getByText('More settings').click();
  await card.getByLabel('Seed').fill(String(seed));
  await card.getByText('More settings').click();
  await site.browser.shoot(page, `llm-${title.toLowerCase()}-lobby`);
  await card.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForURL(/#\/room\//);
  await page.getByText(/Your role: /).waitFor();
  return { page, problems };
};

/** Decides once: says the next thing where it may speak, else reports a body or takes the first choice. */
const decide = async (page: Page, words: string | undefined): Promise<boolean> => {
  const speaking = (await composer(page).getAttribute('aria-label')) === 'Your turn';
  if (speaking && words !== undefined) {
    await say(page, words);
    return true;
  }
  const choose = async (): Promise<boolean> => {
    const button = (await findButton(page, /^\W*\d?\s*Report/)) ?? (await findButton(page, /./));
    await button?.click();
    return button !== undefined;
  };
  // Buttons are there a moment after the turn is.
  await expect.poll(choose, { timeout: 10_000 }).toBe(true);
  return speaking;
};

test.each(TABLES.map((table) => [table.title, table] as const))(
  '%s: beside a language model, which is seen writing before it is heard',
  { timeout: 180_000 },
  async (title, table) => {
    const { page, problems } = await sit(table);
    const name = `llm-${title.toLowerCase()}`;
    await page.getByText('AI, language model').first().waitFor();
    const said = [...table.says];
    let wrote = '';
    const writing = page.locator('.writing').getByText(/(is|are) writing…/);
    const caught = writing.waitFor({ timeout: 150_000 }).then(async () => {
      wrote = await writing.innerText();
      await site.browser.shoot(page, `${name}-writing`);
    });
    for (let turn = 0; turn < 60 && (said.length > 0 || !wrote); turn++) {
      if ((await myTurn(page)) === 'over') break;
      const before = (await lines(page)).length;
      if (await decide(page, said[0])) said.shift();
      await expect
        .poll(async () => (await lines(page)).length, { timeout: 30_000 })
        .toBeGreaterThanOrEqual(before);
    }
    await caught;
    expect(wrote).toMatch(/is writing…$/);
    const who = wrote.split(' ')[0] ?? '';
    await expect
      .poll(async () => (await lines(page)).some((line) => line.startsWith(who)), { timeout: 30_000 })
      .toBe(true);
    await site.browser.shoot(page, `${name}-talk`);
    await isSound(page);
    expect(problems).toEqual([]);
    await page.context().close();
  },
);

test('words of a model come in letter by letter, whole for screen readers from the first', {
  timeout: 120_000,
}, async () => {
  const { page } = await sit(TABLES[0] as Table);
  await myTurn(page);
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const words = document.querySelector('.streamed')?.firstChild?.textContent;
      if (words !== undefined && words !== null) seen.push(words);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await say(page, 'Hello!');
  await myTurn(page);
  await expect
    .poll(() => page.evaluate(() => Reflect.get(window, 'seen').length), { timeout: 30_000 })
    .toBeGreaterThan(2);
  const seen = await page.evaluate(() => Reflect.get(window, 'seen') as string[]);
  const lengths = seen.map((words) => words.length);
  expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
  await expect.poll(() => page.locator('.streamed').count(), { timeout: 30_000 }).toBe(0);
  await page.context().close();
});

test('without a model the lobby tells how to add one, and everything else plays', async () => {
  const bare = await llmServer('none');
  onTestFinished(() => bare.clean());
  const { page, problems } = await site.browser.open(bare.url, 'desktop');
  const card = await setUp(page, 'Donation');
  await card.getByText('No language model yet', { exact: false }).waitFor();
  expect(
    await card
      .getByRole('combobox', { name: /^The others/ })
      .locator('option')
      .allInnerTexts(),
  ).not.toContain('Language model');
  await card.getByText('More settings').click();
  await card.getByText('parlor models pull', { exact: false }).waitFor();
  await site.browser.shoot(page, 'llm-none-lobby');
  await isSound(page);
  await card.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForURL(/#\/room\//);
  expect(await myTurn(page)).toBe('turn');
  expect(problems).toEqual([]);
  await page.context().close();
});
