// Dialogues made up here, in the layouts of the corpora of human dialogues.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PublishedDialogue } from './multiwoz-folder.ts';
import { GOALS } from './multiwoz-folder.ts';

type Acts = Readonly<Record<string, readonly (readonly [string, string])[]>>;
interface Line {
  readonly text: string;
  readonly dialog_act: Acts;
}
const line = (text: string, dialog_act: Acts = {}): Line => ({ text, dialog_act });
const alone = [['none', 'none']] as const;

/** A table that is first not to be had, then booked; the last words are the clerk's. */
export const TABLE: PublishedDialogue & { readonly log: readonly Line[] } = {
  ...GOALS.failing,
  log: [
    line('I need a cheap restaurant with martian food .', {
      'Restaurant-Inform': [
        ['Price', 'cheap'],
        ['Food', 'Martian'],
      ],
    }),
    line('Sorry , there are no such restaurants .', { 'Restaurant-NoOffer': alone }),
    line('Then one with italian food , please .', { 'Restaurant-Inform': [['Food', 'italian']] }),
    line('I would recommend the Blue Door in the center . Shall I book it ?', {
      'Restaurant-Recommend': [
        ['Name', 'the Blue Door'],
        ['Area', 'center'],
      ],
      'Booking-Inform': alone,
    }),
    line('Yes , please book it for 2 people on friday at 09:15 .', {
      'Restaurant-Inform': [
        ['People', '2'],
        ['Day', 'friday'],
        ['Time', '9:15'],
      ],
    }),
    line('It is booked . The reference number is QX7RT2PA . Anything else ?', {
      'Booking-Book': [['Ref', 'QX7RT2PA']],
      'general-reqmore': alone,
    }),
    line('What is the phone number ?'),
    line('You will find it on the door .', { 'general-welcome': alone }),
    line('Thank you , goodbye .', { 'general-thank': alone, 'general-bye': alone }),
    line('Goodbye !', { 'general-bye': alone }),
  ],
};

const quoted = (cells: readonly (string | number)[]): string =>
  cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',');

const csv = (rows: readonly (readonly (string | number)[])[]): string => `${rows.map(quoted).join('\n')}\n`;

export interface Talk {
  readonly id: string;
  /** Seat and words, in order; each seat once an exchange. */
  readonly said: readonly (readonly [seat: 0 | 1, text: string, ...labels: string[]])[];
  /** Dollars. */
  readonly gave: number;
  readonly extrovert?: number;
}

/** Writes a folder in the layout of PersuasionForGood; only talks with labels count as annotated. */
export const writeTalks = (folder: string, talks: readonly Talk[]): void => {
  mkdirSync(folder, { recursive: true });
  const put = (file: string, rows: readonly (readonly (string | number)[])[]): void =>
    writeFileSync(join(folder, file), csv(rows));
  const turnsOf = ({ said }: Talk): [number, 0 | 1, string, string[]][] => {
    const made = [0, 0];
    return said.map(([seat, text, ...labels]) => {
      const turn = made[seat] ?? 0;
      made[seat] = turn + 1;
      return [turn, seat, text, labels];
    });
  };
  const spoken = talks.flatMap((talk) =>
    turnsOf(talk).map(([turn, seat, text]) => [text, turn, seat, talk.id]),
  );
  put('full_dialog.csv', [['Unit', 'Turn', 'B4', 'B2'], ...spoken]);
  const info = talks.flatMap(({ id, said, gave, extrovert = 3 }) => {
    const turns = said.filter(([seat]) => seat === 1).length;
    return [0, 1].map((seat) => [id, `who${seat}`, seat, seat === 0 ? 0 : gave, turns, extrovert, 4, 5]);
  });
  put('full_info.csv', [['B2', 'B3', 'B4', 'B6', 'B7', 'extrovert.x', 'agreeable.x', 'care.x'], ...info]);
  const labelled = talks.flatMap((talk) =>
    turnsOf(talk).flatMap(([turn, seat, text, [one, two = '']]) => {
      if (one === undefined) return [];
      const labels = seat === 0 ? [one, '', two, ''] : ['', one, '', two];
      return [[talk.id, seat, turn, text, ...labels]];
    }),
  );
  const head = ['B2', 'B4', 'Turn', 'Unit', 'er_label_1', 'ee_label_1', 'er_label_2', 'ee_label_2'];
  if (labelled.length > 0) put('annotated_300.csv', [head, ...labelled]);
};
