// Plays the customer of a booking to the end, typing everything.

import type { Page } from 'playwright-core';
import { type Card, type Errand, errandsOf, inWords, type Row, readCards } from './errand.ts';
import { composer, lines, myTurn, result, say } from './visitor.ts';

/** Says something and waits for what comes of it; resolves with the clerk's reply. */
type Tell = (words: string) => Promise<string>;

const teller =
  (page: Page, look: (turn: number) => Promise<void>): Tell =>
  async (words) => {
    const before = (await lines(page)).length;
    await say(page, words);
    await page.waitForFunction(
      (count) =>
        document.querySelector('.result') !== null ||
        (document.querySelectorAll('[role=log] .line').length > count + 1 &&
          document.querySelector('.composer-speak') !== null),
      before,
      { timeout: 30_000 },
    );
    await look(before);
    return (await lines(page)).filter((line) => line.startsWith('Clerk\n')).at(-1) ?? '';
  };

const cardOf = (cards: readonly Card[], title: string): readonly Row[] =>
  cards.find((card) => card.title === title)?.rows ?? [];

/** What the customer has found so far, by thing. */
type Found = Map<string, { name: string; time: string }>;

/** "the restaurant you find", "the time of the restaurant": what that has turned out to be. */
const resolved = (value: string, found: Found): string => {
  const [, named] = /^the (\w+) you find$/.exec(value) ?? [];
  const [, timed] = /^the time of the (\w+)$/.exec(value) ?? [];
  if (named) return found.get(named)?.name ?? value;
  return timed ? (found.get(timed)?.time ?? value) : value;
};

/** The name in question that the clerk has just said, if any. */
const offered = (cards: readonly Card[], reply: string): string | undefined =>
  cardOf(cards, 'Offered to you').find(({ label }) => reply.toLowerCase().includes(label.toLowerCase()))
    ?.label;

const listed = (words: readonly string[]): string => words.join(' and the ');

/** One errand: says what is wanted until something fits, asks, books. */
export const runErrand = async (page: Page, errand: Errand, tell: Tell, found: Found): Promise<void> => {
  const { thing, info, book } = errand;
  const at = new Map<string, number>();
  const value = (wish: Errand['info'][number]): string =>
    resolved(wish.values[at.get(wish.label) ?? 0]?.words ?? '', found);
  /** Goes on to the values that are wanted after an offer, or after a no. */
  const moveOn = (wishes: Errand['info'], atOffer: boolean): string[] => {
    const next = wishes.filter((wish) => wish.values[1 + (at.get(wish.label) ?? 0)]?.atOffer === atOffer);
    for (const wish of next) at.set(wish.label, 1 + (at.get(wish.label) ?? 0));
    return next.map((wish) => inWords(wish.label, value(wish)));
  };
  const wanted = (): string => info.map((wish) => inWords(wish.label, value(wish))).join(', ');
  const details = (): string => book.map((wish) => inWords(wish.label, value(wish))).join(' ');
  const rows = async (): Promise<readonly Row[]> => cardOf(await readCards(page), `Errand: ${thing}`);

  let reply = await tell(`I am looking for a ${thing} ${wanted()}.`);
  for (let tries = 0; tries < 6 && thing !== 'taxi'; tries++) {
    const name = offered(await readCards(page), reply);
    const changed = name === undefined && reply.includes('?') ? [] : moveOn(info, name !== undefined);
    if (changed.length > 0) reply = await tell(`Then I would rather have one ${changed.join(', ')}.`);
    else if (name !== undefined) {
      found.set(thing, {
        name,
        time: book.map((wish) => (wish.label === 'time' ? value(wish) : '')).join(''),
      });
      break;
    } else reply = await tell(`Any will do, as long as it is a ${thing} ${wanted()}.`);
  }
  for (let tries = 0; tries < 5; tries++) {
    const now = await rows();
    const open = now.filter((row) => row.label.startsWith('Ask: ') && !row.done);
    const toBook = now.some((row) => row.label === 'Reference' && !row.done);
    if (toBook && tries % 2 === 1) moveOn(book, false);
    if (toBook) reply = await tell(`Please book it ${details()}.`);
    else if (open.length > 0)
      reply = await tell(`What is the ${listed(open.map(({ label }) => label.replace('Ask: ', '')))}?`);
    else break;
  }
};

/** Plays until the customer leaves; resolves with the words of the result. */
export const playCustomer = async (page: Page, look: (turn: number) => Promise<void>): Promise<string> => {
  await composer(page).waitFor({ timeout: 30_000 });
  const tell = teller(page, look);
  const found: Found = new Map();
  for (const errand of errandsOf(await readCards(page))) {
    if ((await myTurn(page)) === 'over') break;
    await runErrand(page, errand, tell, found);
  }
  if ((await myTurn(page)) === 'turn') await tell('That is everything, thank you. Goodbye!');
  await result(page).waitFor();
  return result(page).innerText();
};
