// Counts for Prometheus, in a registry of this server's own.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Telemetry } from '../rooms/services.ts';

export interface Metrics {
  readonly telemetry: Telemetry;
  readonly contentType: string;
  /** The text of /metrics. */
  text(): Promise<string>;
}

const LATENCY_BUCKETS = [0.001, 0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 20, 40, 60, 120];

export const createMetrics = (): Metrics => {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const rooms = new Gauge({ name: 'parlor_rooms', help: 'Rooms that are open', registers });
  const seats = new Gauge({ name: 'parlor_seats', help: 'Seats in play', labelNames: ['kind'], registers });
  const turns = new Counter({ name: 'parlor_turns_total', help: 'Accepted decisions in rooms', registers });
  const latency = new Histogram({
    name: 'parlor_turn_latency_seconds',
    help: 'Time from the opening of a turn to its acceptance',
    buckets: LATENCY_BUCKETS,
    registers,
  });
  const episodes = new Counter({
    name: 'parlor_episodes_total',
    help: 'Episodes that ended in rooms',
    labelNames: ['scenario', 'end'],
    registers,
  });
  const rejections = new Counter({
    name: 'parlor_rejections_total',
    help: 'Requests and joins that were refused',
    labelNames: ['code'],
    registers,
  });
  const telemetry: Telemetry = {
    rooms: (change) => rooms.inc(change),
    seats: (kind, change) => seats.inc({ kind }, change),
    turn: (latencyMs) => {
      turns.inc();
      if (latencyMs !== undefined) latency.observe(latencyMs / 1000);
    },
    episode: (scenario, end) => episodes.inc({ scenario, end }),
    rejection: (code) => rejections.inc({ code }),
  };
  return { telemetry, contentType: register.contentType, text: () => register.metrics() };
};
