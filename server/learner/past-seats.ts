// Seats played by members of the league. An episode's seats of one role are all played by the same member,
// drawn from the episode's key.

import type { Scenario } from '../../shared/scenario.ts';
import type { Episode } from '../episode/episode.ts';
import type { Seat } from '../episode/seat.ts';
import { stream } from '../episode/streams.ts';
import { Encoder } from '../policy/encode.ts';
import { Inference } from '../policy/inference.ts';
import { Network } from '../policy/network.ts';
import { AgentSeat, type Playing } from '../seats/agent-seat.ts';
import type { Member, Past } from './league.ts';

export class PastSeats {
  readonly #scenario: Scenario;
  #past: Past = {};
  readonly #playing = new Map<string, Playing>();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  /** Replaces the members; networks of those that have left go. Nobody may be playing. */
  enter(past: Past): void {
    this.#past = past;
    const names = new Set(Object.values(past).flatMap((members) => members.map(({ name }) => name)));
    for (const [name, { inference }] of this.#playing) {
      if (names.has(name)) continue;
      inference.network.dispose();
      this.#playing.delete(name);
    }
  }

  /** Undefined: the role has no past yet. */
  seat(role: string, { key, seatCount: seats }: Episode): Seat | undefined {
    const members = this.#past[role] ?? [];
    const drawn = members[stream(key, `past:${role}`, 0).int(Math.max(1, members.length))];
    if (!drawn) return undefined;
    const playing = this.#of(drawn);
    const scenario = this.#scenario;
    return new AgentSeat({ scenario, occupant: drawn.name, policy: () => playing, seats, mute: true });
  }

  #of({ name, shape, weights }: Member): Playing {
    const known = this.#playing.get(name);
    if (known) return known;
    const inference = new Inference(new Network(shape, weights), name, { batch: 4096 });
    const playing = { encoder: new Encoder(this.#scenario, shape), inference };
    this.#playing.set(name, playing);
    return playing;
  }
}
