// Plays the clerk of a booking to the end: buttons for the desk, offers and answers, own words for the rest.
// It goes by what stands on the page: the notes, the form's cards and the buttons.

import type { Locator, Page } from 'playwright-core';
import { type Card, readCards } from './errand.ts';
import { composer, findButton, lines, myTurn, result, say } from './visitor.ts';

/** What it remembers of its own doings. */
interface Memory {
  greeted: boolean;
  /** The customer's words that it has already looked things up for, and made an offer for. */
  searched: string;
  offered: string;
  /** Offers that it has made. */
  readonly made: Set<string>;
}

const notes = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...(document.querySelector('.stage-facts')?.querySelectorAll('.notes li') ?? [])].map(
      (note) => note.textContent ?? '',
    ),
  );

const QUESTIONS: Readonly<Record<string, string>> = {
  'Book: people': 'For how many people?',
  'Book: day': 'From which day?',
  'Book: nights': 'For how many nights?',
  'Book: time': 'At what time?',
  From: 'Where do you leave from?',
  To: 'Where do you want to go?',
  'Leaving after': 'When do you want to leave?',
};

/** What the form still lacks for a booking, as questions. */
const missing = (cards: readonly Card[], thing: string): string[] => {
  const rows = cards.find(({ title }) => title === `Wanted: ${thing}`)?.rows ?? [];
  const open = rows.filter(({ label, done }) => !done && QUESTIONS[label] !== undefined);
  const timed = rows.some(({ label, done }) => label === 'Arriving by' && done);
  const bare = open.filter(({ label }) => thing === 'taxi' || thing === 'train' || label.startsWith('Book'));
  return bare
    .filter(({ label }) => !(timed && label === 'Leaving after'))
    .map(({ label }) => QUESTIONS[label] ?? '');
};

const customerSays = async (page: Page): Promise<string> =>
  (await lines(page)).findLast((line) => line.startsWith('Customer\n')) ?? '';

type Choice = Locator | string | undefined;

/** What the desk has just answered is passed on. */
const passOn = async (page: Page): Promise<Choice> => {
  const news = await page.locator('.news').allInnerTexts();
  if (/^Booked/.test(news[0] ?? '')) return findButton(page, /Say that the .* is booked/);
  return /refused/.test(news[0] ?? '') ? findButton(page, /could not be booked/) : undefined;
};

/** Questions are answered, and bookings made, or what is missing for them is asked. */
const serve = async (page: Page, cards: readonly Card[]): Promise<Choice> => {
  const asked = await notes(page);
  for (const note of asked) {
    const [, slot, thing] = /^The customer asked: (.*) \((.*)\)\.$/.exec(note) ?? [];
    const answer = slot && (await findButton(page, new RegExp(`${thing}: ${slot} `, 'i')));
    if (answer) return answer;
  }
  const [, thing] = /^The customer wants the (\w+) booked/m.exec(asked.join('\n')) ?? [];
  if (!thing) return undefined;
  const book = await findButton(page, new RegExp(`Book the ${thing}`));
  return book ?? (missing(cards, thing).join(' ') || undefined);
};

/** Looks things up once for every word of the customer's, and then says what there is. */
const lookUp = async (page: Page, memory: Memory): Promise<Choice> => {
  const heard = await customerSays(page);
  if (memory.searched !== heard) {
    memory.searched = heard;
    const search = await findButton(page, /Look up/);
    if (search) return search;
  }
  if (memory.offered === heard) return undefined;
  memory.offered = heard;
  const none = await findButton(page, /Say that there is no such/);
  if (none) return none;
  const offer = await findButton(page, /^\d?\s*Offer /);
  const offering = (await offer?.innerText()) ?? '';
  if (!offer || memory.made.has(offering)) return undefined;
  memory.made.add(offering);
  return offer;
};

/** A taxi needs no offer: it is booked, or what is missing is asked. */
const sendTaxi = async (page: Page, cards: readonly Card[]): Promise<Choice> => {
  const wanted = cards.some(({ title }) => title === 'Wanted: taxi');
  const booked = cards.some(({ title, rows }) => title === 'Booked' && rows.some(isTaxi));
  if (!wanted || booked) return undefined;
  return (await findButton(page, /Book the taxi/)) ?? (missing(cards, 'taxi').join(' ') || undefined);
};

const isTaxi = ({ label }: Card['rows'][number]): boolean => label.endsWith('Taxi');

const WISHES: Readonly<Record<string, string>> = {
  'Price range': 'Do you have a price range in mind?',
  Area: 'Which part of town would you like?',
  Day: 'On which day do you travel?',
  Stars: 'How many stars should it have?',
  'Leaving after': 'When would you like to leave?',
};

/** The first reply is in its own words: a question about the first wish that has not been told. */
const greet = (cards: readonly Card[], memory: Memory): Choice => {
  if (memory.greeted) return undefined;
  memory.greeted = true;
  const open = cards
    .filter(({ title }) => title.startsWith('Wanted: '))
    .flatMap(({ rows }) => rows.filter(({ label, done }) => !done && WISHES[label] !== undefined));
  const [first] = open;
  return first && `Hello, I am glad to help. ${WISHES[first.label]}`;
};

/** The next thing to do, as a button to press or words to say. */
const next = async (page: Page, memory: Memory): Promise<Locator | string> => {
  const cards = await readCards(page);
  return (
    greet(cards, memory) ??
    (await passOn(page)) ??
    (await serve(page, cards)) ??
    (await sendTaxi(page, cards)) ??
    (await lookUp(page, memory)) ??
    'Is there anything else I can do for you?'
  );
};

/** What was pressed or said, as short words. */
export type Deed = 'said' | 'Desk' | 'Offer' | 'Book' | 'pressed';

const deedOf = (label: string): Deed => {
  if (/Look up/.test(label)) return 'Desk';
  if (/Offer /.test(label)) return 'Offer';
  return /Book the/.test(label) ? 'Book' : 'pressed';
};

/** Plays until the customer leaves; resolves with the result's words. */
export const playClerk = async (
  page: Page,
  look: (deeds: ReadonlySet<Deed>) => Promise<void>,
): Promise<string> => {
  const memory: Memory = { greeted: false, searched: '', offered: '', made: new Set() };
  const deeds = new Set<Deed>();
  for (let turn = 0; turn < 60 && (await myTurn(page)) === 'turn'; turn++) {
    await look(deeds);
    const before = await lines(page);
    const deed = await next(page, memory);
    if (typeof deed === 'string') {
      deeds.add('said');
      await say(page, deed);
    } else {
      deeds.add(deedOf(await deed.innerText()));
      await deed.click();
    }
    await page.waitForFunction(
      (count) => document.querySelectorAll('[role=log] .line').length > count,
      before.length,
      { timeout: 30_000 },
    );
    await composer(page).or(result(page)).first().waitFor();
  }
  return result(page).innerText();
};
