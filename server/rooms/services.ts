// What rooms need from the server around them.

import type { Scenario } from '../../shared/scenario.ts';
import type { EndEntry, Header, SeatKind } from '../../shared/turn.ts';
import type { Clock } from '../episode/clock.ts';
import type { Ledger } from '../episode/ledger.ts';
import type { Reporter } from '../episode/round.ts';
import type { TurnLog } from '../log/turn-log.ts';
import type { Agents } from '../seats/agents.ts';
import type { LanguageModels } from '../seats/language-models.ts';

export interface RoomLogger extends Reporter {
  info(about: object, message: string): void;
  debug(about: object, message: string): void;
}

/** Counts for /metrics. */
export interface Telemetry {
  rooms(change: number): void;
  seats(kind: SeatKind, change: number): void;
  turn(latencyMs: number | undefined): void;
  episode(scenario: string, end: string): void;
  rejection(code: string): void;
}

export interface RoomLimits {
  /** A dropped person's seat is played by a bot after this, ms. */
  readonly graceMs: number;
  /** Open seats are filled with bots after this, ms. */
  readonly waitMs: number;
  /** A room stays so long after its end for people to read the result, ms. */
  readonly lingerMs: number;
  /** Requests a client may send: steadily, and at once. */
  readonly ratePerSecond: number;
  readonly rateBurst: number;
  /** Creates and joins an address may ask for. */
  readonly joinsPerMinute: number;
  readonly maxSpectators: number;
  readonly maxRooms: number;
  /** Unsent bytes at which a slow reader is let go. */
  readonly maxUnsent: number;
  /** Allows what only an operator may; undefined: nobody is one. */
  readonly operatorToken: string | undefined;
  /** Origins of pages that may connect, besides the server's own; ["*"]: any. */
  readonly origins: readonly string[];
  /** Believe X-Forwarded-For, X-Real-IP: only behind a proxy that sets them. */
  readonly trustProxy: boolean;
}

export interface Services {
  readonly log: TurnLog;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly logger: RoomLogger;
  readonly telemetry: Telemetry;
  readonly limits: RoomLimits;
  /** Trained occupants; absent: none can be seated. */
  readonly agents?: Agents;
  /** Language models; absent: none can be seated. */
  readonly models?: LanguageModels;
  /** Scenario whose agents learn from these rooms: they sit where nobody else is named. */
  readonly learning?: string;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /** Version of this code, for log headers. */
  readonly code: string;
  /** Told of every episode that ends in a room. */
  readonly ended?: (header: Header, end: EndEntry) => void;
}
