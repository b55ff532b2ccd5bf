// The MultiWOZ world and dialogues from the outside data, converted once a process. Nothing is kept on disk.

import type { World } from '../../scenarios/booking/types.ts';
import { openContent } from '../../scenarios/booking/world/multiwoz/content.ts';
import { convert } from '../../scenarios/booking/world/multiwoz/convert.ts';
import { type MultiwozFiles, readMultiwoz } from '../../server/corpora/multiwoz-world.ts';
import type { Dialogues } from './booking-corpus.ts';
import { outsideData } from './outside-data.ts';

let files: MultiwozFiles | undefined;
const multiwozFiles = (): MultiwozFiles => {
  files ??= readMultiwoz(outsideData('multiwoz'));
  return files;
};

let world: World | undefined;
export const multiwozWorld = (): World => {
  world ??= openContent(convert(multiwozFiles().given).content).world;
  return world;
};

/** The annotated dialogues by id. */
export const multiwozDialogues = (): Dialogues => multiwozFiles().given.dialogues['val.json'] as Dialogues;
