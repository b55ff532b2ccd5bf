// Debian's Chromium, driven as people would use it: every opened page belongs to another person.

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium, type Page, type Browser as PlaywrightBrowser } from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
export type Size = keyof typeof SIZES;

export interface Opened {
  page: Page;
  /** Console errors and exceptions so far. */
  problems: string[];
}

export interface Browser {
  /** A page in a context of its own: nothing is shared with the others. */
  open(url: string, size: Size): Promise<Opened>;
  shoot(page: Page, name: string): Promise<void>;
  close(): Promise<void>;
}

/** Waits until the stage, where there is an open one, has been drawn. */
const drawn = async (page: Page): Promise<void> => {
  if ((await page.locator('.stage-picture').count()) === 0) return;
  await page.waitForFunction(
    () => (document.querySelector<HTMLCanvasElement>('.stage-picture canvas')?.width ?? 0) > 100,
  );
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
};

/** Starts the browser; a sentence says how to get one where there is none. */
export const launchChromium = (): Promise<PlaywrightBrowser> => {
  if (!existsSync(CHROMIUM)) throw new Error(`No browser at ${CHROMIUM}: apt-get install chromium`);
  return chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
};

/** Pictures go to test-results/ for people to look at. */
export const picturesFolder = async (): Promise<string> => {
  const folder = resolve('test-results');
  await mkdir(folder, { recursive: true });
  return folder;
};

export const startBrowser = async (): Promise<Browser> => {
  const out = await picturesFolder();
  const browser = await launchChromium();
  return {
    open: async (url, size) => {
      const context = await browser.newContext({
        viewport: SIZES[size],
        hasTouch: size === 'phone',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      page.on('pageerror', (error) => problems.push(error.message));
      await page.goto(url);
      return { page, problems };
    },
    shoot: async (page, name) => {
      await drawn(page);
      await page.screenshot({ path: join(out, `${name}.png`) });
    },
    close: () => browser.close(),
  };
};
