// The client's pages in a real browser, without a server: they are built as the client is, served
// with the strict content policy, drawn at two sizes, looked over by axe and used by mouse and keys.
// Pictures go to test-results/ for people to look at.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerTo } from './client-fixture/answers.ts';
import { MARKUP } from './client-fixture/stages.ts';
import { launchChromium, picturesFolder, SIZES, type Size } from './doubles/browser.ts';
import { isSound } from './doubles/sound-page.ts';

const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' ws: wss:";

let server: PreviewServer;
let base = '';
let profile = '';
let browser: Browser;
let out = '';

beforeAll(async () => {
  out = await picturesFolder();
  profile = await mkdtemp(join(tmpdir(), 'parlor-fixture-'));
  const common = {
    configFile: false as const,
    root: resolve('test/client-fixture'),
    logLevel: 'error' as const,
    oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
  };
  const outDir = join(profile, 'site');
  await build({ ...common, build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 4000 } });
  const headers = { 'Content-Security-Policy': POLICY };
  server = await preview({ ...common, build: { outDir }, preview: { port: 0, host: '127.0.0.1', headers } });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('the preview has no port');
  base = `http://127.0.0.1:${address.port}/`;
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  if (profile) await rm(profile, { recursive: true, force: true });
});

interface Opened {
  page: Page;
  /** Console errors and exceptions so far. */
  problems: string[];
}
const open = async (path: string, size: Size, empty = false): Promise<Opened> => {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.route('**/api/**', (route) => {
    const body = answerTo(new URL(route.request().url()), empty);
    return body === undefined ? route.fulfill({ status: 404, json: {} }) : route.fulfill({ json: body });
  });
  await page.setViewportSize(SIZES[size]);
  await page.goto(base + path);
  return { page, problems };
};

/** Waits until the stage has been drawn, so that a picture of the page has it. */
const drawn = async (page: Page): Promise<void> => {
  await page.locator('.stage-top').waitFor();
  if ((await page.locator('.stage-folded').count()) > 0) return;
  await page.locator('.stage-picture canvas').waitFor();
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.stage-picture canvas');
    return canvas !== null && canvas.width > 100;
  });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
};

const shoot = (page: Page, name: string, size: Size): Promise<Buffer> =>
  page.screenshot({ path: join(out, `client-${name}-${size}.png`), animations: 'disabled' });

const requests = async (page: Page): Promise<unknown[]> => {
  const content = (await page.locator('meta[name=requests]').getAttribute('content')) ?? '';
  return content
    .split('\n')
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line));
};

const PAGES: { name: string; path: string; stage: boolean; empty?: boolean }[] = [
  { name: 'lobby', path: '#/', stage: false },
  { name: 'lobby-empty', path: '#/', stage: false, empty: true },
  { name: 'replay', path: '#/replay/ep-1?t=4&as=all', stage: true },
  { name: 'replay-ship', path: '#/replay/ep-1?t=1&as=all', stage: true },
  ...['ship', 'meeting', 'talking', 'vote', 'end', 'spectator', 'lost'].map((name) => ({
    name,
    path: `?show=${name}`,
    stage: true,
  })),
];
const VIEWS = PAGES.flatMap((page) => (Object.keys(SIZES) as Size[]).map((size) => ({ ...page, size })));

test.each(VIEWS)(
  '$name at $size size is drawn, accessible, within its width, and breaks no content policy',
  async ({ name, path, stage, empty, size }) => {
    const { page, problems } = await open(path, size, empty);
    if (stage) await drawn(page);
    else await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await shoot(page, name, size);
    await isSound(page);
    expect(problems).toEqual([]);
    await page.close();
  },
);

test.each(['desktop', 'phone'] as const)(
  'at %s size a scenario is chosen by keys, its settings are kept, and Play needs no scrolling',
  async (size) => {
    const { page, problems } = await open('#/', size);
    const first = page.getByRole('tab', { name: /^The impostor/ });
    await first.click();
    await page.getByRole('form', { name: 'The impostor' }).getByLabel('Your role').selectOption('crew');
    await first.press('ArrowDown');
    const second = page.getByRole('tab', { name: /^A visit/ });
    await expect.poll(() => second.evaluate((tab) => tab === document.activeElement)).toBe(true);
    expect(await second.getAttribute('aria-selected')).toBe('true');
    expect(await page.getByRole('tabpanel').count()).toBe(1);
    await page.getByText('a bot takes the other seat', { exact: false }).waitFor();
    await second.press('ArrowRight');
    const form = page.getByRole('form', { name: 'The impostor' });
    expect(await form.getByLabel('Your role').inputValue()).toBe('crew');
    await form.getByRole('combobox', { name: /^The others/ }).selectOption('agents');
    await form.getByText('trained agents and bots take the other 5', { exact: false }).waitFor();
    const play = await form.getByRole('button', { name: 'Play', exact: true }).boundingBox();
    expect((play?.y ?? 1e6) + (play?.height ?? 0)).toBeLessThan(SIZES[size].height);
    await shoot(page, 'lobby-agents', size);
    await isSound(page);
    expect(problems).toEqual([]);
    await page.close();
  },
);

test('the conversation keeps its room while a person speaks or votes', async () => {
  for (const size of ['phone', 'desktop'] as const)
    for (const show of ['meeting', 'talking', 'vote']) {
      const { page } = await open(`?show=${show}`, size);
      await drawn(page);
      const log = await page.locator('.transcript').boundingBox();
      const column = await page.locator(size === 'phone' ? '.page' : '.talk').boundingBox();
      const share = (log?.height ?? 0) / (column?.height ?? 1);
      expect(share, `${show} at ${size} size`).toBeGreaterThan(size === 'phone' ? 0.3 : 0.35);
      await page.close();
    }
});

test('on phones the stage is folded in a meeting, and more candidates are shown when asked for', async () => {
  const { page } = await open('?show=talking', 'phone');
  await page.getByText('Found Purple', { exact: false }).first().waitFor();
  expect(await page.locator('.stage-picture').count()).toBe(0);
  await page.getByRole('tab', { name: 'I saw' }).click();
  const panel = page.getByRole('tabpanel');
  const before = (await panel.boundingBox())?.height ?? 0;
  await page.getByRole('button', { name: /^All \d+/ }).click();
  await expect.poll(async () => (await panel.boundingBox())?.height ?? 0).toBeGreaterThan(before + 60);
  await shoot(page, 'talking-spread', 'phone');
  await page.getByRole('button', { name: 'Fewer' }).click();
  await page.getByRole('button', { name: 'Show the stage' }).click();
  await drawn(page);
  await shoot(page, 'talking-stage', 'phone');
  await page.close();
});

test('what others write stays text', async () => {
  const { page } = await open('?show=meeting', 'desktop');
  await page.getByText(MARKUP, { exact: true }).waitFor();
  expect(await page.locator('.log img, .log script').count()).toBe(0);
  expect(await page.getByText('Grace <b>H</b>').count()).toBe(1);
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  await page.close();
});

test('a candidate is picked by its button, by a number key and on the stage', async () => {
  const { page } = await open('?show=ship', 'desktop');
  await drawn(page);
  await page.getByRole('button', { name: 'Go to Galley' }).click();
  expect(await requests(page)).toEqual([['act', { turn: 3, index: 3 }]]);
  await page.reload();
  await drawn(page);
  await page.keyboard.press('2');
  await expect.poll(() => requests(page)).toEqual([['act', { turn: 3, index: 1 }]]);
  await page.reload();
  await drawn(page);
  const box = await page.locator('.stage-picture').boundingBox();
  if (!box) throw new Error('the stage has no box');
  // Reactor is the middle room of the lower row.
  await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.72);
  await expect.poll(() => requests(page)).toEqual([['act', { turn: 3, index: 4 }]]);
  await page.close();
});

test('several acts are said at once, and one button sends them', async () => {
  const { page } = await open('?show=talking', 'desktop');
  await page.getByLabel('Say several things').check();
  await page.getByRole('tab', { name: 'Accuse' }).click();
  await page.getByRole('button', { name: 'I think it is Orange' }).click();
  await expect.poll(() => requests(page)).toEqual([['act', { turn: 3, index: 1, more: true }]]);
  await page.getByRole('button', { name: 'Say it' }).click();
  await expect.poll(async () => (await requests(page)).at(-1)).toEqual(['act', { turn: 3, index: 57 }]);
  await page.close();
});

test('Enter sends, Shift+Enter does not, and a refusal keeps the words and says why', async () => {
  const { page } = await open('?show=meeting', 'phone');
  const box = page.getByRole('textbox');
  await box.fill('it was orange');
  await box.press('Shift+Enter');
  expect(await requests(page)).toEqual([]);
  await box.press('Enter');
  await expect.poll(() => requests(page)).toEqual([['say', { turn: 3, text: 'it was orange' }]]);
  await page.getByText('The fixture refuses every text; edit it and try again.').waitFor();
  expect(await box.inputValue()).toContain('it was orange');
  await box.press('1');
  expect(await requests(page)).toHaveLength(1);
  await page.close();
});

test('one click says whom one suspects, a second takes it back', async () => {
  const { page } = await open('?show=meeting', 'desktop');
  const chips = page.getByRole('group', { name: 'Who is the impostor?' });
  await chips.getByRole('button', { name: 'Blue' }).click();
  await chips.getByRole('button', { name: 'Orange' }).click();
  expect(await requests(page)).toEqual([
    ['believe', { question: 'impostor', answer: 4 }],
    ['believe', { question: 'impostor', answer: null }],
  ]);
  await page.close();
});

test('a replay is stepped by keys, and its address names the step and the viewer', async () => {
  const { page } = await open('#/replay/ep-1?t=1&as=all', 'desktop');
  await drawn(page);
  expect(await page.locator('.line').count()).toBe(3);
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('.line').count()).toBe(4);
  expect(await page.locator('.line-now').count()).toBe(1);
  await page.getByLabel('Seen by').selectOption('1');
  await page.waitForURL(/t=2&as=1$/);
  await page.keyboard.press('End');
  const step = page.getByRole('slider', { name: 'Step' });
  expect(await step.getAttribute('aria-valuetext')).toBe('Step 7 of 7');
  await page.close();
});
