// parlor replay: an episode as text, from the view of anybody.

import { RejectionError } from '../../shared/result.ts';
import { reaches, type Scenario, type Viewer } from '../../shared/scenario.ts';
import type { EpisodeRecord } from '../../shared/turn.ts';
import { replay } from '../episode/replay.ts';
import { openLog } from './open-log.ts';
import { type Common, finish, must, say } from './output.ts';
import { scenarioOf } from './play.ts';

export interface ReplayFlags extends Common {
  verify?: boolean;
  as: string;
}

const viewerOf = (text: string, seats: number): Viewer => {
  if (text === 'all' || text === 'public') return text;
  const seat = Number(text);
  if (Number.isInteger(seat) && seat >= 0 && seat < seats) return seat;
  throw new RejectionError(
    'unknown-seat',
    `--as takes all, public or a seat from 0 to ${seats - 1}, not "${text.slice(0, 20)}".`,
  );
};

/** Lines of the episode as this viewer saw them, each behind the number of the turn that brought it. */
const linesOf = (record: EpisodeRecord, scenario: Scenario, viewer: Viewer, verify: boolean): string[] => {
  const lines: string[] = [];
  replay(record, scenario, {
    verify,
    onStep: (episode, step) => {
      for (const line of scenario.narrate(episode.state)) {
        if (!reaches(line, viewer)) continue;
        const who = line.seat === null ? '' : `${scenario.seatName(episode.state, line.seat)}: `;
        const only =
          line.to && viewer === 'all'
            ? ` (only ${line.to.map((seat) => scenario.seatName(episode.state, seat)).join(', ')})`
            : '';
        lines.push(`${String(step.turn).padStart(5)}  ${who}${line.text}${only}`);
      }
    },
  });
  return lines;
};

export const replayCommand = async (id: string, flags: ReplayFlags): Promise<void> => {
  const log = openLog(flags.data, 'read');
  try {
    const record = must(log.read(id));
    const scenario = scenarioOf(record.header.scenario);
    if (!record.end)
      throw new RejectionError(
        'secret-until-end',
        `Episode ${id} is still being played; replay it when it has ended.`,
      );
    const viewer = viewerOf(flags.as, record.header.seats.length);
    const lines = linesOf(record, scenario, viewer, flags.verify ?? false);
    if (!flags.json) for (const line of lines) say(line);
    const turns = record.entries.filter((entry) => entry.type === 'turn').length;
    const { end, reason, winners, roles } = record.end;
    const won = [...new Set(winners.map((seat) => roles[seat]))].join(', ') || 'nobody';
    const checked = flags.verify ? '; every candidate list, reward and state hash as logged' : '';
    const result = {
      episode: id,
      scenario: scenario.id,
      turns,
      lines,
      end,
      reason,
      winners,
      roles,
      verified: flags.verify ?? false,
    };
    finish(flags, result, `${turns} turns, ended by ${reason}; ${won} won${checked}`);
  } finally {
    await log.close();
  }
};
