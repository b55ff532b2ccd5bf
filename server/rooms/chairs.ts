// Who sits in which seat of a room: bots, people with their tokens, and seats kept for people.

import type { PublicSeat } from '../../shared/protocol.ts';
import { ok, RejectionError, type Result, reject } from '../../shared/result.ts';
import type { Scenario, SeatId } from '../../shared/scenario.ts';
import type { Driver } from '../episode/place.ts';
import type { Reader } from '../episode/reader.ts';
import type { Seat } from '../episode/seat.ts';
import type { Agents } from '../seats/agents.ts';
import type { LanguageModels } from '../seats/language-models.ts';
import { readerOf } from '../seats/llm-reader.ts';
import { ScriptedSeat } from '../seats/scripted-seat.ts';
import { type Seating, seatBot } from '../seats/seating.ts';
import { assignSeats, type SeatSpec } from '../seats/spec.ts';
import type { Member } from './member.ts';
import { newToken, sameSecret, tokenHash } from './token.ts';

export interface Person {
  readonly name: string;
  readonly tokenHash: string;
  readonly consent: boolean;
}

export interface Chair {
  readonly seat: SeatId;
  spec: SeatSpec;
  /** Whose seat it is; undefined: a bot's, or kept for a person. */
  person: Person | undefined;
  /** The person's connection. */
  member: Member | undefined;
  /** A bot plays for the person. */
  standIn: boolean;
  /** The person has left of their own will. */
  left: boolean;
  /** Takes back the timer that would seat a stand-in. */
  cancelGrace: (() => void) | undefined;
  /** Turns in a row that its agent or language model has not decided. */
  failures: number;
}

const chairOf = (seat: SeatId, spec: SeatSpec, person?: Person): Chair => ({
  seat,
  spec,
  person,
  member: undefined,
  standIn: false,
  left: false,
  cancelGrace: undefined,
  failures: 0,
});

/** Where occupants that are no scripts come from. */
export interface Sources {
  readonly agents?: Agents | undefined;
  readonly models?: LanguageModels | undefined;
}

export class Chairs {
  readonly all: readonly Chair[];
  readonly #scenario: Scenario;
  readonly #state: unknown;
  /** With what this episode may spend on language models. */
  readonly #sources: Pick<Seating, 'agents' | 'models' | 'budget'>;

  /** `state`: the first state, for roles. */
  constructor(scenario: Scenario, state: unknown, specs: readonly SeatSpec[], sources: Sources) {
    const { agents, models } = sources;
    this.#sources = { agents, models, budget: models?.budget() };
    this.#scenario = scenario;
    this.#state = state;
    this.all = specs.map((spec, seat) => chairOf(seat, spec));
  }

  get people(): Chair[] {
    return this.all.filter((chair) => chair.person !== undefined);
  }
  /** Seats kept for people who have not come. */
  get open(): Chair[] {
    return this.all.filter((chair) => chair.person === undefined && chair.spec.kind === 'human');
  }

  at(seat: SeatId): Chair {
    const chair = this.all[seat];
    if (!chair) throw new RangeError(`no seat ${seat} in this room`);
    return chair;
  }

  /** Seats a person; the token is theirs alone. */
  seat(seat: SeatId, name: string, consent: boolean): string {
    const token = newToken();
    const chair = this.at(seat);
    chair.spec = { kind: 'human' };
    chair.person = { name, tokenHash: tokenHash(token), consent };
    return token;
  }

  /** The chair that this token opens. */
  byToken(token: string): Result<Chair> {
    const hash = tokenHash(token);
    const chair = this.people.find(({ person }) => person && sameSecret(person.tokenHash, hash));
    return chair ? ok(chair) : reject('bad-token', 'That seat token fits no seat here; join without one.');
  }

  /** Bots take the seats that nobody came for. */
  closeOpen(): void {
    for (const chair of this.open) chair.spec = this.#standInSpec(chair.seat);
  }

  driver(chair: Chair): Driver {
    const { seat, person, standIn } = chair;
    if (person && !standIn) return { kind: 'human', occupant: person.name };
    const { spec } = chair;
    if (spec.kind === 'agent' || spec.kind === 'llm') {
      const seated = this.#seated(chair, spec);
      if (seated) return seated;
      this.replaceBot(chair);
    }
    return this.bot(seat, spec.kind === 'scripted' ? spec : this.#standInSpec(seat));
  }

  /** Reads what people here type, where somebody does. */
  get reader(): Reader | undefined {
    const { models, budget } = this.#sources;
    return models && budget ? readerOf(models, budget) : undefined;
  }

  /** A script plays on in the seat of an agent or of a language model. */
  replaceBot(chair: Chair): void {
    chair.spec = this.#standInSpec(chair.seat);
  }

  /** What was asked for; where a checkpoint is gone (the room is older than it), the current one, or else a script. */
  #seated({ seat }: Chair, spec: SeatSpec & { kind: 'agent' | 'llm' }): Seat | undefined {
    const scenario = this.#scenario;
    const seating = {
      ...this.#sources,
      scenario,
      role: scenario.role(this.#state, seat),
      seats: this.all.length,
    };
    const wanted =
      spec.kind === 'agent' && spec.checkpoint ? [spec, { ...spec, checkpoint: undefined }] : [spec];
    for (const one of wanted)
      try {
        return seatBot(seating, one);
      } catch (error) {
        if (!(error instanceof RejectionError)) throw error;
      }
    return undefined;
  }

  bot(seat: SeatId, spec: SeatSpec & { kind: 'scripted' }): ScriptedSeat {
    return new ScriptedSeat(this.#scenario, spec.script, this.#scenario.role(this.#state, seat));
  }

  /** What everybody may know of who sits there: a script's name can give its role away. */
  shown({ person, spec, member, standIn }: Chair): Pick<PublicSeat, 'occupant' | 'kind' | 'presence'> {
    if (person)
      return { occupant: person.name, kind: 'human', presence: standIn ? 'bot' : member ? 'here' : 'away' };
    if (spec.kind === 'human') return { occupant: '', kind: 'open', presence: 'away' };
    return { occupant: 'bot', kind: spec.kind, presence: 'bot' };
  }

  /** The script that the scenario itself would seat in this role; never one that sees the truth. */
  #standInSpec(seat: SeatId): SeatSpec & { kind: 'scripted' } {
    const fill = assignSeats([], this.#scenario, this.#state, this.all.length);
    const spec = fill.ok ? fill.value[seat] : undefined;
    const script = spec?.kind === 'scripted' ? spec.script : 'random';
    return { kind: 'scripted', script: this.#scenario.scripts[script]?.privileged ? 'random' : script };
  }
}
