// A customer who reads its errand off the page's own cards and says it in its own words. It knows the page
// as a person does, by what is written there, and nothing of the rules.

import type { Page } from 'playwright-core';

export interface Row {
  readonly label: string;
  readonly value: string;
  readonly done: boolean;
}
export interface Card {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** The cards as they stand on the page, shown or folded away. */
export const readCards = (page: Page): Promise<Card[]> =>
  page.evaluate(() => {
    const facts = document.querySelector('.stage-facts');
    const words = (box: Element, what: string): string => box.querySelector(what)?.textContent?.trim() ?? '';
    return [...(facts?.querySelectorAll('.card') ?? [])].map((card) => ({
      title: words(card, 'h3'),
      rows: [...card.querySelectorAll('dl > div')].map((row) => ({
        label: words(row, 'dt'),
        value: words(row, 'dd'),
        done: row.classList.contains('done'),
      })),
    }));
  });

/** What the errand says of one thing: values in the order in which they are to be tried. */
interface Wish {
  readonly label: string;
  readonly values: readonly {
    readonly words: string;
    /** It is wanted as soon as anything has been offered for the one before it. */
    readonly atOffer: boolean;
  }[];
}

export interface Errand {
  readonly thing: string;
  readonly info: readonly Wish[];
  readonly book: readonly Wish[];
}

const LATER = /(, if that cannot be had |, and at the first offer you change to |, then )/;

const wishOf = ({ label, value }: Row): Wish => {
  const parts = value.replace(' (only if asked)', '').split(LATER);
  return {
    label: label.replace('Book: ', ''),
    values: parts
      .filter((_, at) => at % 2 === 0)
      .map((words, at) => ({ words, atOffer: (parts[2 * at - 1] ?? '').includes('first offer') })),
  };
};

const isWish = ({ label }: Row): boolean => !label.startsWith('Ask: ') && label !== 'Reference';

/** Whatever hangs on another thing comes last. */
const hangs = ({ info }: Errand): number =>
  Number(info.some(({ values }) => /^the .* (you find|of the)/.test(values[0]?.words ?? '')));

export const errandsOf = (cards: readonly Card[]): Errand[] =>
  cards
    .filter(({ title }) => title.startsWith('Errand: '))
    .map(({ title, rows }) => ({
      thing: title.replace('Errand: ', ''),
      info: rows.filter((row) => isWish(row) && !row.label.startsWith('Book: ')).map(wishOf),
      book: rows.filter(({ label }) => label.startsWith('Book: ')).map(wishOf),
    }))
    .sort((a, b) => hangs(a) - hangs(b));

const plural = (count: string, one: string): string => `${count} ${one}${count === '1' ? '' : 's'}`;

/** One wish in a person's own words. */
export const inWords = (label: string, value: string): string => {
  switch (label) {
    case 'Food':
      return `serving ${value} food`;
    case 'Area':
      return `in the ${value}`;
    case 'Price range':
      return `in the ${value} price range`;
    case 'Kind':
      return `of the kind ${value}`;
    case 'Stars':
      return `with ${plural(value, 'star')}`;
    case 'Parking':
      return value === 'yes' ? 'with free parking' : 'without parking';
    case 'Internet':
      return value === 'yes' ? 'with free wifi' : 'without internet';
    case 'From':
      return `from ${value}`;
    case 'To':
      return `to ${value}`;
    case 'Name':
      return `called ${value}`;
    case 'Leaving after':
      return `leaving after ${value}`;
    case 'Arriving by':
      return `arriving by ${value}`;
    case 'day':
    case 'Day':
      return `on ${value}`;
    case 'time':
      return `at ${value}`;
    case 'people':
      return `for ${value === '1' ? 'one person' : `${value} people`}`;
    case 'nights':
      return `for ${plural(value, 'night')}`;
    default:
      return `${label} ${value}`;
  }
};
