// A live episode as the log has it: state, everybody's lines, each seat's count of decisions, who
// sits where. A table made from it goes on as if nothing had happened, but for deadlines, which start anew.

import type { SurveyItem } from '../../shared/protocol.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { EpisodeRecord, Occupant, SeatEntry, StepEntry, TurnEntry } from '../../shared/turn.ts';
import type { Episode } from './episode.ts';
import { replay } from './replay.ts';
import { seatLine } from './seat-line.ts';
import { BeliefTally } from './survey.ts';
import { surveyItem } from './survey-item.ts';
import { Transcript } from './transcript.ts';

/** What a table needs to go on from the middle. */
export interface Past {
  readonly transcript: Transcript;
  readonly tally: BeliefTally;
  readonly surveys: readonly SurveyItem[];
  /** Decisions of each seat so far. */
  readonly decided: readonly number[];
  /** The setup is in the log already. */
  readonly begun: boolean;
}

export interface Recalled {
  readonly episode: Episode;
  readonly past: Past;
}

/** Changes of seats before each step of the log, the last list after all of them. */
const seatChanges = (record: EpisodeRecord): SeatEntry[][] => {
  const lists: SeatEntry[][] = [[]];
  for (const entry of record.entries) {
    if (entry.type === 'seat') lists.at(-1)?.push(entry);
    if (entry.type === 'step') lists.push([]);
  }
  return lists;
};

/** Called with every step of the log once its lines are in the transcript. */
export type OnStep = (
  episode: Episode,
  step: StepEntry,
  turns: readonly TurnEntry[],
  transcript: Transcript,
) => void;

/** Replays a record with its lines. Throws RejectionError on a log that does not fit. */
export const recall = (
  record: EpisodeRecord,
  scenario: Scenario,
  onStep?: OnStep,
  verify = true,
): Recalled => {
  const seats = record.header.seats.length;
  const transcript = new Transcript(seats);
  const tally = new BeliefTally();
  const surveys: SurveyItem[] = [];
  let opens = true;
  const decided = new Array<number>(seats).fill(0);
  const changes = seatChanges(record);
  let steps = 0;
  const tell = (episode: Episode): void => {
    for (const entry of changes[steps] ?? []) {
      const line = seatLine(entry, scenario.seatName(episode.state, entry.seat));
      if (line) transcript.system(line);
    }
  };
  const { episode, pending } = replay(record, scenario, {
    verify,
    onStep: (current, step, turns) => {
      tell(current);
      transcript.add(scenario.narrate(current.state), (seat) => scenario.seatName(current.state, seat));
      tally.add(current.questions, step.beliefs);
      if (current.questions.length === 0) opens = true;
      if (step.beliefs) {
        const about = { n: surveys.length, line: transcript.count('all'), opens };
        surveys.push(surveyItem(about, current.questions, step.beliefs));
        opens = false;
      }
      for (const { seat } of turns) decided[seat] = (decided[seat] ?? 0) + 1;
      steps++;
      onStep?.(current, step, turns, transcript);
    },
  });
  tell(episode);
  for (const { turn, acts, text } of pending) episode.submit(turn, { acts, text });
  return { episode, past: { transcript, tally, surveys, decided, begun: steps > 0 } };
};

export interface Sitting {
  /** Who drives the seat now. */
  readonly by: Occupant;
  /** The person whose seat it is, if any: may come back with the token. */
  readonly person: Occupant | undefined;
  readonly tokenHash: string | undefined;
}

/** Who sits where at the end of a record. */
export const sittings = (record: EpisodeRecord): Sitting[] => {
  const seats: Sitting[] = record.header.seats.map((by) => ({
    by,
    person: by.kind === 'human' ? by : undefined,
    tokenHash: undefined,
  }));
  for (const entry of record.entries) {
    const held = seats[entry.type === 'seat' ? entry.seat : -1];
    if (entry.type !== 'seat' || !held) continue;
    seats[entry.seat] = {
      by: entry.by,
      person: entry.by.kind === 'human' ? entry.by : held.person,
      tokenHash: entry.tokenHash ?? held.tokenHash,
    };
  }
  return seats;
};
