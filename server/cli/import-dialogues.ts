// Human dialogues of a corpus, brought into the log as episodes. A dialogue has one episode id for ever, so
// that what has been brought in is passed over the next time.

import { findScenario } from '../../scenarios/index.ts';
import type { Recorded } from '../../shared/recorded.ts';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { badData } from '../corpora/files.ts';
import { seal } from '../log/sealed.ts';
import type { SealedEpisode, TurnLog } from '../log/turn-log.ts';
import { Counter } from './counter.ts';
import type { Prepared } from './import-part.ts';
import { openLog } from './open-log.ts';
import { playDialogue } from './recorded-episode.ts';
import { Tally } from './recorded-tally.ts';

/** Dialogues named of each reason why they are not in. */
const NAMED = 10;

export const offered = (id: string): Scenario => {
  const scenario = findScenario(id);
  if (scenario) return scenario;
  throw new RejectionError('unknown-scenario', `The scenario ${id}, which this is for, is not offered here.`);
};

/** "mwoz-PMUL1635"; signs that an episode's id cannot have become dashes. */
export const episodeIdOf = (prefix: string, id: string): string =>
  `${prefix}-${id.replaceAll(/[^A-Za-z0-9_-]/g, '-')}`;

const MAX_ID = 40;

type Counts = Record<string, number>;

/** What is told of an import of dialogues. */
interface Told {
  readonly played: number;
  /** New in the log, and there from before. */
  imported: number;
  already: number;
  readonly utterances: Counts;
  readonly leftOut: Counts;
  readonly refused: Counts;
  /** How they ended under the rules; some had more to say when the rules ended them. */
  readonly ends: Counts;
  readonly endedEarly: Named;
  readonly results: ReturnType<Counter['results']>;
  readonly metrics: Counts;
  readonly notLaidOut: Readonly<Record<string, Named>>;
}

interface Named {
  readonly count: number;
  readonly first: readonly string[];
}

const named = (ids: readonly string[]): Named => ({ count: ids.length, first: ids.slice(0, NAMED) });

/** Plays all of them; nothing is written. */
const playAll = (
  scenario: Scenario,
  prefix: string,
  { dialogues, refused }: Recorded,
): { readonly sealed: readonly SealedEpisode[]; readonly told: Told } => {
  const tally = new Tally();
  const counter = new Counter(scenario.roles);
  const sealed = new Map<string, SealedEpisode>();
  const short: string[] = [];
  for (const dialogue of dialogues) {
    const id = episodeIdOf(prefix, dialogue.id);
    if (id.length > MAX_ID || sealed.has(id))
      throw badData(`Dialogue ${dialogue.id.slice(0, 60)} cannot be named ${id.slice(0, 60)} in the log.`);
    const { header, entries, end, unplayed } = playDialogue(scenario, id, dialogue, tally);
    sealed.set(id, seal(header, entries));
    counter.add(end);
    if (unplayed > 0) short.push(dialogue.id);
  }
  const told: Told = {
    played: sealed.size,
    imported: 0,
    already: 0,
    ...tally.told,
    ends: counter.ends,
    endedEarly: named(short),
    results: counter.results(),
    metrics: counter.metrics(),
    notLaidOut: Object.fromEntries(Object.entries(refused).map(([why, ids]) => [why, named(ids)])),
  };
  return { sealed: [...sealed.values()], told };
};

const put = async (log: TurnLog, sealed: readonly SealedEpisode[]): Promise<number> => {
  const known = new Set(log.episodes());
  const fresh = sealed.filter(({ summary }) => !known.has(summary.episode));
  for (const one of fresh) if (!log.keep(one)) await log.flush();
  await log.flush();
  return fresh.length;
};

/** Counts as they are told: numbers by name. */
const listed = (counts: Readonly<Record<string, unknown>>): string =>
  Object.entries(counts)
    .flatMap(([name, value]) => (typeof value === 'number' ? `${name} ${Number(value.toFixed(3))}` : []))
    .join(', ');

const linesOf = (told: Told): string[] => [
  `dialogues: ${told.played} played, ${told.imported} new in the log, ${told.already} there before`,
  `  ${listed(told.utterances)}`,
  `  annotations without an act: ${listed(told.leftOut) || 'none'}`,
  `  acts that the rules did not allow: ${listed(told.refused) || 'none'}`,
  `  ends: ${listed(told.ends)}`,
  `  ${listed(told.metrics)}`,
  ...Object.entries(told.notLaidOut).map(
    ([why, { count, first }]) => `  not laid out since ${why}: ${count} (${first.join('; ')})`,
  ),
];

/**
 * The part that brings dialogues in, under ids that begin with the prefix; `beside` joins its counts. Throws
 * RejectionError `bad-data` where an id does not fit.
 */
export const dialoguesPart = (
  scenario: Scenario,
  prefix: string,
  recorded: Recorded,
  beside: Readonly<Record<string, number>> = {},
): Prepared => {
  const { sealed, told } = playAll(scenario, prefix, recorded);
  Object.assign(told.utterances, beside);
  return {
    result: { dialogues: told },
    get lines() {
      return linesOf(told);
    },
    ready: (data) => openLog(data, 'write').close(),
    keep: async (data) => {
      const log = openLog(data, 'write');
      try {
        told.imported = await put(log, sealed);
        told.already = sealed.length - told.imported;
      } finally {
        await log.close();
      }
    },
  };
};
