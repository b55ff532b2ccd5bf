// parlor import: data of others, read from the folder that its publishers give out. A corpus has parts;
// every part reads and checks all it needs before any part keeps anything.

import { RejectionError } from '../../shared/result.ts';
import type { ImportPart, Prepared } from './import-part.ts';
import { persuasionPart } from './import-persuasion.ts';
import { bookingDialogues, worldPart } from './import-world.ts';
import { type Common, finish } from './output.ts';

/** By corpus, in the order in which they are read and kept. */
const PARTS: Readonly<Record<string, readonly ImportPart[]>> = {
  multiwoz: [(folder) => worldPart(folder), bookingDialogues],
  'persuasion-for-good': [persuasionPart],
};

export const importCommand = async (corpus: string, folder: string, flags: Common): Promise<void> => {
  const parts = Object.hasOwn(PARTS, corpus) ? PARTS[corpus] : undefined;
  if (!parts)
    throw new RejectionError(
      'bad-options',
      `There is no "${corpus.slice(0, 40)}" to import; there are: ${Object.keys(PARTS).join(', ')}.`,
    );
  const prepared: Prepared[] = [];
  for (const part of parts) prepared.push(await part(folder));
  for (const one of prepared) await one.ready?.(flags.data);
  for (const one of prepared) await one.keep(flags.data);
  const result = Object.assign({ corpus }, ...prepared.map((one) => one.result));
  finish(flags, result, prepared.flatMap((one) => one.lines).join('\n'));
};
