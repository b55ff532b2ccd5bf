// Outside data (MultiWOZ, PersuasionForGood) is never in the repository. PARLOR_DATA names its folder;
// where it is not at hand, what needs it is left out, and one test says so by name.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const folder = resolve(process.env.PARLOR_DATA ?? join('..', 'shared', 'data'));

export const hasOutsideData: boolean = existsSync(folder);

/** Path of a file or folder of the outside data. */
export const outsideData = (...parts: readonly string[]): string => join(folder, ...parts);

/** As describe, where the outside data is at hand; else one test that names what was left out. */
export const describeWithData = (name: string, body: () => void): void => {
  if (hasOutsideData) describe(name, body);
  else
    test(`NOT MEASURED, outside data is not at hand (set PARLOR_DATA): ${name}`, () => {
      // A folder that was asked for by name must be there.
      expect(process.env.PARLOR_DATA).toBeUndefined();
    });
};
