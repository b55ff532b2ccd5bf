// The world and the goals of MultiWOZ, kept as a resource of the booking scenario.

import { z } from 'zod';
import { findScenario } from '../../scenarios/index.ts';
import type { Resource } from '../../shared/resource.ts';
import { RejectionError } from '../../shared/result.ts';
import { licenceOf } from '../corpora/files.ts';
import { readMultiwoz } from '../corpora/multiwoz-world.ts';
import { keepResource } from '../resources.ts';
import { dialoguesPart, offered } from './import-dialogues.ts';
import type { Prepared } from './import-part.ts';

const SCENARIO = 'booking';
const NAME = 'multiwoz';

const Counts = z.record(z.string(), z.number());
/** What is told of the converter's report. */
const ReportSchema = z.looseObject({
  digest: z.string(),
  venues: Counts,
  goals: z.number(),
  kept: z.number(),
  impossible: z.number(),
  pruned: Counts,
  leftOut: Counts,
  refused: z.record(z.string(), z.object({ count: z.number(), first: z.array(z.string()) })),
});

const resourceOf = (): Resource => {
  const resource = findScenario(SCENARIO)?.resources?.[NAME];
  if (resource) return resource;
  throw new RejectionError(
    'unknown-scenario',
    'The booking scenario, which MultiWOZ is for, is not offered here.',
  );
};

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

const linesOf = (report: z.infer<typeof ReportSchema>): string[] => [
  `database: ${listed(report.venues)}; left out: ${listed(report.leftOut)}`,
  `goals: ${report.kept} of ${report.goals} kept, ${report.impossible} of them impossible; ` +
    `first choices that would not fail, left away: ${listed(report.pruned)}`,
  ...Object.entries(report.refused).map(
    ([reason, { count, first }]) => `  refused for ${reason}: ${count} (${first.join('; ')})`,
  ),
  `digest ${report.digest}; play it with --options '{"world": "multiwoz"}'`,
];

/** Reads and converts the folder, and tries that it loads, before anything is written. */
export const worldPart = (folder: string, resource: Resource = resourceOf()): Prepared => {
  const { source, given } = readMultiwoz(folder);
  const { content, report } = resource.convert(given);
  const told = ReportSchema.parse(report);
  resource.load(content);
  const origin = { title: 'MultiWOZ', licence: licenceOf(source), files: [...source.read] };
  return {
    result: told,
    lines: linesOf(told),
    keep: (data) => {
      keepResource(data, SCENARIO, NAME, { source: origin, content });
    },
  };
};

/** What people said in the folder, for the world that `worldPart` has just read from it. */
export const bookingDialogues = (folder: string): Prepared => {
  const recorded = resourceOf().dialogues?.(readMultiwoz(folder).given);
  return dialoguesPart(offered(SCENARIO), 'mwoz', recorded ?? { dialogues: [], refused: {} });
};
