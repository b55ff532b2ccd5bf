// parlor export: ended episodes as training or analysis files.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Scenario } from '../../shared/scenario.ts';
import type { EpisodeRecord } from '../../shared/turn.ts';
import { replay } from '../episode/replay.ts';
import { Transcript } from '../episode/transcript.ts';
import { type ExportFormat, type ExportItem, exportRows, type SeatTranscript } from '../log/export.ts';
import type { TurnLog } from '../log/turn-log.ts';
import { openLog } from './log-sink.ts';
import { type Common, finish, must } from './output.ts';
import { scenarioOf } from './play.ts';

export interface ExportFlags extends Common {
  format: ExportFormat;
  out?: string;
  scenario?: string;
}

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
    if (!record.end || (flags.scenario && record.header.scenario !== flags.scenario)) continue;
    if (flags.format === 'jsonl') yield { record };
    else yield { record, transcripts: transcriptsOf(record, scenarioOf(record.header.scenario)) };
  }
}

export const exportCommand = async (flags: ExportFlags): Promise<void> => {
  if (flags.scenario) scenarioOf(flags.scenario);
  const log = openLog(flags.data, 'read');
  const out = flags.out ? createWriteStream(flags.out) : process.stdout;
  let rows = 0;
  let bytes = 0;
  try {
    if (flags.out) await once(out, 'open');
    for await (const row of exportRows(items(log, flags), flags.format)) {
      rows++;
      bytes += Buffer.byteLength(row) + 1;
      if (!out.write(`${row}\n`)) await once(out, 'drain');
    }
    if (flags.out) await new Promise<void>((resolve) => out.end(resolve));
  } finally {
    await log.close();
  }
  const result = { format: flags.format, rows, bytes, ...(flags.out ? { out: flags.out } : {}) };
  if (flags.out || flags.json) finish(flags, result, `${rows} rows, ${bytes} bytes in ${flags.out}`);
};
