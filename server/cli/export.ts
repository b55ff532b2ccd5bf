// parlor export: ended episodes as training or analysis files.

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { EpisodeRecord, Header } from '../../shared/turn.ts';
import { replay } from '../episode/replay.ts';
import { Transcript } from '../episode/transcript.ts';
import { type ExportFormat, type ExportItem, exportRows, type SeatTranscript } from '../log/export.ts';
import type { TurnLog } from '../log/turn-log.ts';
import { openLog } from './open-log.ts';
import { type Common, finish, must } from './output.ts';
import { scenarioOf } from './play.ts';

export interface ExportFlags extends Common {
  format: ExportFormat;
  out?: string;
  scenario?: string;
  origin?: Header['origin'];
}

/** Whether the flags ask for an episode. */
const isWanted = ({ header, end }: EpisodeRecord, flags: ExportFlags): boolean =>
  end !== undefined &&
  (flags.scenario === undefined || header.scenario === flags.scenario) &&
  (flags.origin === undefined || header.origin === flags.origin);

/** The episode as each seat lived through it. */
export const transcriptsOf = (record: EpisodeRecord, scenario: Scenario): SeatTranscript[] => {
  const briefs: string[] = [];
  let transcript: Transcript | undefined;
  replay(record, scenario, {
    onStep: (episode) => {
      const { state } = episode;
      if (!transcript) {
        transcript = new Transcript(episode.seatCount);
        for (let seat = 0; seat < episode.seatCount; seat++)
          briefs.push(scenario.brief(scenario.observe(state, seat)));
      }
      transcript.add(scenario.narrate(state), (seat) => scenario.seatName(state, seat));
    },
  });
  return briefs.map((system, seat) => ({ seat, system, lines: transcript?.items(seat, 0) ?? [] }));
};

function* items(log: TurnLog, flags: ExportFlags): Generator<ExportItem> {
  for (const id of log.episodes()) {
    const record = must(log.read(id));
    if (!isWanted(record, flags)) continue;
    if (flags.format === 'jsonl') yield { record };
    else yield { record, transcripts: transcriptsOf(record, scenarioOf(record.header.scenario)) };
  }
}

interface Written {
  rows: number;
  bytes: number;
}

async function* counted(rows: AsyncIterable<string>, written: Written): AsyncGenerator<string> {
  for await (const row of rows) {
    written.rows++;
    written.bytes += Buffer.byteLength(row) + 1;
    yield `${row}\n`;
  }
}

/** Writes lines to the file, or to stdout, which stays open; what goes wrong there main.ts tells. */
const writeOut = async (lines: AsyncIterable<string>, file: string | undefined): Promise<void> => {
  const out = file === undefined ? process.stdout : createWriteStream(file);
  try {
    await pipeline(Readable.from(lines), out, { end: file !== undefined });
  } catch (error) {
    if (error instanceof RejectionError || !(error instanceof Error) || !('code' in error)) throw error;
    if (file === undefined) return;
    throw new RejectionError('bad-options', `${file} cannot be written (${error.message}).`);
  }
};

export const exportCommand = async (flags: ExportFlags): Promise<void> => {
  if (flags.scenario) scenarioOf(flags.scenario);
  const log = openLog(flags.data, 'read');
  const written: Written = { rows: 0, bytes: 0 };
  try {
    await writeOut(counted(exportRows(items(log, flags), flags.format), written), flags.out);
  } finally {
    await log.close();
  }
  const { out, format } = flags;
  const result = { format, ...written, ...(out ? { out } : {}) };
  if (out || flags.json) finish(flags, result, `${written.rows} rows, ${written.bytes} bytes in ${out}`);
};
