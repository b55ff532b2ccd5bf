// What a person does on the pages: choose a scenario, sit down, say something, press a button.

import type { Locator, Page } from 'playwright-core';
import type { Browser, Opened, Size } from './browser.ts';

export const lines = (page: Page): Promise<string[]> => page.locator('[role=log] .line').allInnerTexts();
export const result = (page: Page): Locator => page.locator('.result');
export const composer = (page: Page): Locator =>
  page.getByRole('region', { name: /^Your (move|turn|vote)$/ });

/** The lobby's form for a scenario, after its tab was chosen. */
export const setUp = async (page: Page, title: string): Promise<Locator> => {
  await page.getByRole('tab', { name: new RegExp(`^${title}`) }).click();
  return page.getByRole('form', { name: title });
};

interface Wanted {
  title: string;
  /** '' leaves the role to chance. */
  role: string;
  size: Size;
  /** More settings: label -> choice. */
  settings?: Readonly<Record<string, string>>;
  seed?: number;
  /** Looks on before the table is opened. */
  look?(page: Page): Promise<void>;
}

/** Opens the lobby and starts a table at which the others answer at once. */
export const sitDown = async (browser: Browser, url: string, wanted: Wanted): Promise<Opened> => {
  const { title, role, size, settings = {}, seed, look } = wanted;
  const opened = await browser.open(url, size);
  const { page } = opened;
  await page.getByLabel('Your name').fill('Ada');
  const card = await setUp(page, title);
  const roles = card.getByLabel('Your role');
  if (role) await roles.selectOption(role);
  const called = await roles.locator('option:checked').innerText();
  await card.getByLabel('Pace').selectOption('fast');
  await card.getByText('More settings').click();
  if (seed !== undefined) await card.getByLabel('Seed').fill(String(seed));
  for (const [label, choice] of Object.entries(settings))
    await card.getByRole('combobox', { name: new RegExp(`^${label}`) }).selectOption(choice);
  await card.getByText('More settings').click();
  await look?.(page);
  await card.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForURL(/#\/room\//);
  if (role) await page.getByText(new RegExp(`Your role: ${called}`, 'i')).waitFor();
  return opened;
};

export const say = async (page: Page, words: string): Promise<void> => {
  const box = page.getByLabel('Say it in your own words');
  await box.fill(words);
  await box.press('Enter');
};

/** The first open button whose words are these, whatever group it is in; undefined: there is none. */
export const findButton = async (page: Page, wanted: RegExp): Promise<Locator | undefined> => {
  const panel = composer(page);
  const tabs = panel.getByRole('tab');
  const count = await tabs.count();
  for (let tab = -1; tab < count; tab++) {
    if (tab >= 0) await tabs.nth(tab).click();
    const button = panel.locator('button.candidate:enabled').filter({ hasText: wanted }).first();
    if (await button.isVisible()) return button;
  }
  return undefined;
};

export const press = async (page: Page, wanted: RegExp): Promise<void> => {
  const button = await findButton(page, wanted);
  if (!button) throw new Error(`no button says ${wanted}`);
  await button.click();
};

/** Waits until it is this person's turn, or the end. */
export const myTurn = async (page: Page): Promise<'turn' | 'over'> => {
  await composer(page).or(result(page)).first().waitFor({ timeout: 30_000 });
  return (await result(page).isVisible()) ? 'over' : 'turn';
};
