// What is kept of an import, and what happens where the folder or the kept file is damaged.

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { booking } from '../scenarios/booking/index.ts';
import { goalsOf, multiwoz, worldOf } from '../scenarios/booking/world/index.ts';
import { worldPart } from '../server/cli/import-world.ts';
import { loadResources, resourcePath } from '../server/resources.ts';
import { GOALS, numbered, refusal, writeCorpus, writeInto } from './doubles/multiwoz-folder.ts';
import { freshData } from './doubles/server.ts';

let root = '';
let folder = '';
let data = '';
beforeAll(() => {
  root = freshData();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  folder = join(root, `corpus-${Math.floor(performance.now() * 1000)}`);
  data = `${folder}-data`;
});

const imported = (): string => {
  writeCorpus(folder, numbered(GOALS.plain, GOALS.failing));
  worldPart(folder, multiwoz).keep(data);
  return resourcePath(data, 'booking', 'multiwoz');
};

test('what is kept says where it is from and loads again', () => {
  const path = imported();
  const { source, content } = JSON.parse(readFileSync(path, 'utf8'));
  expect(source.licence).toBe('The Licence of Nobody');
  expect(source.files.map(({ file }: { file: string }) => file)).toContain('db/train_db.json');
  loadResources(data, [booking]);
  expect(worldOf('multiwoz').digest).toBe(content.digest);
  expect(goalsOf(worldOf('multiwoz')).map(({ id }) => id)).toEqual(['D0', 'D1']);
  expect(readdirSync(join(data, 'resources'))).toEqual(['booking.multiwoz.json']);
});

test('a folder without imports loads nothing', () => {
  const { digest } = worldOf('multiwoz');
  loadResources(`${data}-none`, [booking]);
  expect(worldOf('multiwoz').digest).toBe(digest);
});

const damages: readonly [string, (text: string) => string, RegExp][] = [
  ['half of it', (text) => text.slice(0, text.length / 2), /JSON/],
  ['something else', () => '{"what": "another"}', /another form/],
  ['a changed fact', (text) => text.replaceAll('italian', 'martian'), /digest/],
  ['a field too many', (text) => text.replace('"edition":1', '"edition":1,"more":2'), /more/],
];
for (const [what, damage, says] of damages)
  test(`a damaged import is refused with the way out: ${what}`, () => {
    const path = imported();
    const { digest } = worldOf('multiwoz');
    writeFileSync(path, damage(readFileSync(path, 'utf8')));
    const { code, message } = refusal(() => loadResources(data, [booking]));
    expect(code).toBe('bad-data');
    expect(message).toMatch(says);
    expect(message).toMatch(/Run `npx parlor import multiwoz DIR`.*, or delete the file\.$/);
    expect(worldOf('multiwoz').digest).toBe(digest);
  });

test('a folder that cannot be written is refused', () => {
  const part = ((): ReturnType<typeof worldPart> => {
    writeCorpus(folder, numbered(GOALS.plain));
    return worldPart(folder, multiwoz);
  })();
  writeFileSync(data, 'a file');
  expect(refusal(() => part.keep(data)).message).toMatch(/cannot be written/);
});

const cases: readonly [string, () => void, RegExp][] = [
  ['no folder', () => rmSync(folder, { recursive: true }), /There is no folder/],
  [
    'a file of the database missing',
    () => rmSync(join(folder, 'db/train_db.json')),
    /train_db.json is missing; copy/,
  ],
  ['no dialogues', () => rmSync(join(folder, 'val.json')), /has no dialogues: one of data.json/],
  [
    'a half-copied file',
    () => writeInto(folder, 'val.json', '{"D0": {"go'),
    /val.json is not JSON, or only a part/,
  ],
  ['no goals', () => writeInto(folder, 'val.json', {}), /val.json holds no dialogues/],
  ['a list of dialogues', () => writeInto(folder, 'val.json', [GOALS.plain]), /dialogues.val.json/],
  ['an empty database', () => writeInto(folder, 'db/hotel_db.json', []), /hotel: is empty/],
  ['a database of another form', () => writeInto(folder, 'db/taxi_db.json', [{ cars: 3 }]), /taxi/],
  [
    'a goal of another form',
    () => writeInto(folder, 'val.json', { D0: { goal: { hotel: { info: 3 } } } }),
    /goal of D0 is not as/,
  ],
  [
    'no goal in a dialogue',
    () => writeInto(folder, 'val.json', { D0: { log: [] } }),
    /goal of D0 is not as published \(goal/,
  ],
  [
    'an unknown domain',
    () => writeInto(folder, 'val.json', { D0: { goal: { spaceship: { info: { area: 'east' } } } } }),
    /the goal of D0 is in the unknown domain "spaceship"/,
  ],
  [
    'nothing that can be played',
    () => writeInto(folder, 'val.json', numbered(GOALS.police)),
    /None of the goals can be played/,
  ],
];
for (const [what, spoil, says] of cases)
  test(`one sentence, and nothing kept: ${what}`, () => {
    writeCorpus(folder, numbered(GOALS.plain));
    spoil();
    const { code, message } = refusal(() => worldPart(folder, multiwoz).keep(data));
    expect(code).toBe('bad-data');
    expect(message).toMatch(says);
    expect(message).toMatch(/^[^\n]{20,400}\.$/);
    expect(() => readdirSync(data)).toThrow('ENOENT');
  });
