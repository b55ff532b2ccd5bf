// Which of an episode's words may leave the server. People are asked; a person who has not said yes
// stays out: their texts and their name. Bots always may.

import type { EpisodeRecord, Occupant, SeatEntry } from '../../shared/turn.ts';
import type { LogEntry } from './turn-log.ts';

export const WITHHELD = '[withheld]';
export const SOMEBODY = 'person';

/** A seat in one pair of hands. */
interface Stint {
  readonly by: Occupant;
  tokenHash: string | undefined;
  consent: boolean;
}

export interface Consent {
  /** Seats in which somebody who did not consent has played, by seat number. */
  readonly withheld: ReadonlySet<number>;
  readonly header: EpisodeRecord['header'];
  readonly entries: readonly LogEntry[];
}

/** The record without what people have not released; room settings and token hashes go as well. */
export const released = ({ header, entries }: EpisodeRecord): Consent => {
  const hands = header.seats.map((by, seat): Stint[] => [
    { by, tokenHash: undefined, consent: by.kind !== 'human' || header.consent[seat] === true },
  ]);
  const stints = entries.map((entry) => {
    if (entry.type === 'seat') return seatStint(hands[entry.seat] ?? [], entry);
    return entry.type === 'turn' ? hands[entry.seat]?.at(-1) : undefined;
  });
  const hidden = (stint: Stint | undefined): boolean => stint?.by.kind === 'human' && !stint.consent;
  const withheld = new Set<number>();
  hands.forEach((all, seat) => {
    if (all.some(hidden)) withheld.add(seat);
  });
  const { room: _, ...shown } = header;
  const seats = shown.seats.map((by, seat) =>
    hidden(hands[seat]?.[0]) ? { ...by, occupant: SOMEBODY } : by,
  );
  return {
    withheld,
    header: { ...shown, seats },
    entries: entries.map((entry, index) => redact(entry, hidden(stints[index]), withheld)),
  };
};

/** The stint that a seat entry begins or goes on with. */
const seatStint = (all: Stint[], entry: SeatEntry): Stint => {
  const current = all.at(-1);
  const same = (stint: Stint): boolean =>
    stint.by.kind === entry.by.kind &&
    stint.by.occupant === entry.by.occupant &&
    (entry.tokenHash === undefined || stint.tokenHash === undefined || stint.tokenHash === entry.tokenHash);
  if (current && same(current)) {
    current.consent = entry.consent ?? current.consent;
    current.tokenHash ??= entry.tokenHash;
    return current;
  }
  const known = all.findLast((stint) => entry.tokenHash !== undefined && stint.tokenHash === entry.tokenHash);
  if (known) {
    known.consent = entry.consent ?? known.consent;
    all.push(known);
    return known;
  }
  const consent = entry.by.kind !== 'human' || entry.consent === true;
  const stint: Stint = { by: entry.by, tokenHash: entry.tokenHash, consent };
  all.push(stint);
  return stint;
};

const redact = (entry: LogEntry, hidden: boolean, withheld: ReadonlySet<number>): LogEntry => {
  if (entry.type === 'seat') {
    const { tokenHash: _, ...shown } = entry;
    return hidden ? { ...shown, by: { ...entry.by, occupant: SOMEBODY } } : shown;
  }
  if (entry.type !== 'turn') return entry;
  const driver = entry.by?.kind;
  const person = driver === 'human' ? hidden || withheld.has(entry.seat) : driver === undefined && hidden;
  if (!person) return entry;
  const shown = { ...entry, text: entry.text === '' ? '' : WITHHELD };
  return entry.by ? { ...shown, by: { ...entry.by, occupant: SOMEBODY } } : shown;
};
