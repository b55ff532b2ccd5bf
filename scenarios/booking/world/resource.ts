// MultiWOZ as a resource of the scenario: imported once, put on the shelf when a process starts.

import type { Resource } from '../../../shared/resource.ts';
import { openContent } from './multiwoz/content.ts';
import { convert } from './multiwoz/convert.ts';
import { HOW, hasWorld, shelve } from './shelf.ts';

export const multiwoz: Resource = {
  hint: HOW,
  convert,
  load: (content) => {
    const { world, goals } = openContent(content);
    shelve(world, goals);
  },
  loaded: () => hasWorld('multiwoz'),
};
