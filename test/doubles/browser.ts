// Debian's Chromium, driven as a person would use it.

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
export type Size = keyof typeof SIZES;

export interface Browser {
  open(url: string, size: Size): Promise<{ page: Page; problems: string[] }>;
  shoot(page: Page, name: string): Promise<void>;
  close(): Promise<void>;
}

/** A browser with a profile of its own: another person. */
export const startBrowser = async (): Promise<Browser> => {
  if (!existsSync(CHROMIUM)) throw new Error(`No browser at ${CHROMIUM}: apt-get install chromium`);
  const out = resolve('test-results');
  await mkdir(out, { recursive: true });
  const profile = await mkdtemp(join(tmpdir(), 'parlor-browser-'));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    args: [
      '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
  return {
    open: async (url, size) => {
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      page.on('pageerror', (error) => problems.push(error.message));
      await page.setViewportSize(SIZES[size]);
      await page.goto(url);
      return { page, problems };
    },
    shoot: async (page, name) => {
      await page.screenshot({ path: join(out, `${name}.png`) });
    },
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
};
