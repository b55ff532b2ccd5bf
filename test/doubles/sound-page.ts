// What holds for every page, whatever is on it.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

let axe: Promise<string> | undefined;

/** Serious and critical findings of axe, one line each. */
const findings = async (page: Page): Promise<string[]> => {
  axe ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(`${await axe};0`);
  return page.evaluate(async () => {
    const { axe } = window as typeof window & { axe: typeof import('axe-core') };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
};

/** Pixels by which the page is wider than the window. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** The page has no serious finding and is not wider than its window. */
export const isSound = async (page: Page): Promise<void> => {
  expect(await findings(page)).toEqual([]);
  expect(await sideways(page)).toBe(0);
};
