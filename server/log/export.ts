// Ended episodes as files for training and analysis. Keys and roles are in them, which is why a live
// episode is left out unless asked for. Formats: jsonl is this project's own, one whole episode a
// line; chatml ({messages}) and sharegpt ({conversations}) hold one row a seat, that seat being the
// assistant and everybody else the user, by name.

import type { EpisodeRecord } from '../../shared/turn.ts';
import { released, SOMEBODY, WITHHELD } from './consent.ts';
import { settled } from './turn-log.ts';

export const EXPORT_FORMATS = ['jsonl', 'chatml', 'sharegpt'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Version of the jsonl rows; goes up when their shape changes. */
export const EXPORT_VERSION = 1;

/** One thing that a seat said or heard. `seat: null` is the game speaking. */
interface TranscriptLine {
  readonly seat: number | null;
  readonly name: string;
  readonly text: string;
}

/** An episode as one seat lived through it, in words. */
export interface SeatTranscript {
  readonly seat: number;
  /** What the seat is told before the first turn. */
  readonly system: string;
  readonly lines: readonly TranscriptLine[];
}

export interface ExportItem {
  readonly record: EpisodeRecord;
  /** For chatml and sharegpt. */
  readonly transcripts?: readonly SeatTranscript[];
}

export interface ExportOptions {
  /** Live episodes too. Their keys are still secret: for the operator alone. */
  readonly live?: boolean;
}

/** Rows of a file, one JSON text each and without the line end, in the order of the items. */
export async function* exportRows(
  items: AsyncIterable<ExportItem> | Iterable<ExportItem>,
  format: ExportFormat,
  options: ExportOptions = {},
): AsyncGenerator<string> {
  for await (const item of items) {
    if (!item.record.end && options.live !== true) continue;
    if (format === 'jsonl') yield JSON.stringify(episodeRow(item.record));
    else yield* seatRows(item, format);
  }
}

const episodeRow = (record: EpisodeRecord): object => {
  const { header, entries, withheld } = released(record);
  return {
    export: 'parlor-episode',
    version: EXPORT_VERSION,
    withheld: [...withheld],
    header,
    entries: settled(entries),
  };
};

interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

function* seatRows(
  { record, transcripts = [] }: ExportItem,
  format: 'chatml' | 'sharegpt',
): Generator<string> {
  const { withheld } = released(record);
  for (const transcript of transcripts) {
    if (withheld.has(transcript.seat)) continue;
    const messages = messagesOf(transcript, withheld);
    if (!messages.some((message) => message.role === 'assistant')) continue;
    const about = {
      episode: record.header.episode,
      scenario: record.header.scenario,
      origin: record.header.origin,
      seat: transcript.seat,
      role: record.end?.roles[transcript.seat] ?? null,
      won: record.end?.winners.includes(transcript.seat) ?? null,
    };
    yield JSON.stringify(format === 'chatml' ? { messages, ...about } : { ...shareGpt(messages), ...about });
  }
}

/** Said before an assistant that opens the conversation: many chat templates insist on a user first. */
const OPENING = '(You speak first.)';

/** Neighbouring lines of one side become one message, so that user and assistant take turns. */
const messagesOf = (transcript: SeatTranscript, withheld: ReadonlySet<number>): Message[] => {
  const messages: Message[] = [];
  let role: Message['role'] = 'system';
  let parts = [transcript.system];
  const close = (): void => {
    if (parts.length > 0) messages.push({ role, content: parts.join('\n') });
  };
  for (const line of transcript.lines) {
    const next = line.seat === transcript.seat ? 'assistant' : 'user';
    if (next !== role) {
      close();
      parts = [];
      if (role === 'system' && next === 'assistant') messages.push({ role: 'user', content: OPENING });
      role = next;
    }
    parts.push(next === 'assistant' ? line.text : heard(line, withheld));
  }
  close();
  return messages;
};

const heard = ({ seat, name, text }: TranscriptLine, withheld: ReadonlySet<number>): string => {
  if (seat === null) return text;
  return withheld.has(seat) ? `${SOMEBODY}: ${WITHHELD}` : `${name}: ${text}`;
};

const FROM = { system: 'system', user: 'human', assistant: 'gpt' } as const;

const shareGpt = (messages: readonly Message[]): object => ({
  conversations: messages.map(({ role, content }) => ({ from: FROM[role], value: content })),
});
