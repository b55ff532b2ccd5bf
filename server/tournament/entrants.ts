// Who takes part, and in which roles: an entrant plays those that it was made for. A script has its roles, a
// checkpoint the roles that it was trained for, `random` plays all; "ROLE=KIND" plays that role alone.

import { ok, type Rejection, RejectionError, type Result, reject } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { Episode } from '../episode/episode.ts';
import { keyFromSeed } from '../episode/streams.ts';
import { findScript } from '../seats/handicap.ts';
import { type HeadlessRun, seatsFor } from '../seats/headless.ts';
import { assignSeats, type SeatSpec } from '../seats/spec.ts';

export interface Entrant {
  /** As it was named: "scripted:greedy~0.2", "agent". */
  readonly name: string;
  /** Role -> seat as on the command line, checkpoints by their ids. */
  readonly seats: Readonly<Record<string, string>>;
}

export interface Field {
  readonly entrants: readonly Entrant[];
  /** Names of those that nobody asked for: they play roles that no other entrant plays. */
  readonly added: readonly string[];
}

/** Where they are to play, and where trained occupants and language models come from. */
export type Table = Pick<HeadlessRun, 'scenario' | 'options' | 'agents' | 'models' | 'code'>;

const MOST = 32;

/** What a seat text comes to in a role. */
const specIn = (text: string, role: string, { scenario, options }: Table): Result<SeatSpec> => {
  const { state, seatCount } = new Episode({ scenario, options, key: keyFromSeed(0, 0), hashing: false });
  const specs = assignSeats([`${role}=${text}`], scenario, state, seatCount);
  if (!specs.ok) return specs;
  const fixed = scenario.fixedSeats(state);
  const at = specs.value.findIndex(
    (_, seat) => fixed[seat] === undefined && scenario.role(state, seat) === role,
  );
  return ok(specs.value[at] ?? { kind: 'scripted', script: 'random' });
};

const scriptIn = (text: string, script: string, role: string, { scenario }: Table): Result<string> => {
  const { roles = [] } = findScript(scenario, script) ?? {};
  return roles.includes(role) ? ok(text) : reject('bad-seat-kind', `${text} does not play ${role}.`);
};

/** What follows an "@" or a "+" stays as it is: how it draws, and who words what the checkpoint decides. */
const agentIn = (
  text: string,
  checkpoint: string | undefined,
  role: string,
  table: Table,
): Result<string> => {
  if (!table.agents) return reject('bad-seat-kind', 'No trained agents are at hand here.');
  const [manner = ''] = /[@+].*$/.exec(text) ?? [];
  try {
    return ok(`agent:${table.agents.check(table.scenario, role, checkpoint)}${manner}`);
  } catch (error) {
    if (error instanceof RejectionError) return reject(error.code, error.message);
    throw error;
  }
};

/** The same seat where it can be taken and may be rated. */
const seatedIn = (seat: string, role: string, table: Table): Result<string> => {
  const { scenario, options } = table;
  const episode = new Episode({ scenario, options, key: keyFromSeed(0, 0), hashing: false });
  const seats = seatsFor({ ...table, seats: [`${role}=${seat}`] }, episode);
  if (!seats.ok) return seats;
  return seats.value.some(({ privileged }) => privileged)
    ? reject('not-allowed', `${seat} sees the truth and is never rated; leave it out of the tournament.`)
    : ok(seat);
};

/** The seat that an entrant takes in a role, or why it takes none. */
const seatIn = (text: string, role: string, table: Table): Result<string> => {
  const spec = specIn(text, role, table);
  if (!spec.ok) return spec;
  const { value } = spec;
  if (value.kind === 'human') return reject('bad-seat-kind', 'A person cannot take part in a tournament.');
  const seat =
    value.kind === 'scripted'
      ? scriptIn(text, value.script, role, table)
      : value.kind === 'agent'
        ? agentIn(text, value.checkpoint, role, table)
        : ok(text);
  return seat.ok ? seatedIn(seat.value, role, table) : seat;
};

/** Of an entrant that fits nowhere: what is wrong with it, rather than where it is not to be found. */
const worst = (refusals: readonly Rejection[]): Rejection =>
  refusals.find(({ message }) => !message.startsWith('There is no ')) ??
  refusals[0] ?? { code: 'internal', message: 'The scenario has no roles.' };

/** "ROLE=KIND" takes part in that role alone. */
const rolesFor = (text: string, { roles }: Scenario): { kind: string; roles: readonly string[] } => {
  const role = roles.find((one) => text.startsWith(`${one}=`));
  return role === undefined ? { kind: text, roles } : { kind: text.slice(role.length + 1), roles: [role] };
};

const entrantOf = (text: string, table: Table): Result<Entrant> => {
  const { kind, roles } = rolesFor(text, table.scenario);
  const seats: Record<string, string> = {};
  const refusals: Rejection[] = [];
  for (const role of roles) {
    const seat = seatIn(kind, role, table);
    if (seat.ok) seats[role] = seat.value;
    else refusals.push(seat.error);
  }
  if (Object.keys(seats).length > 0) return ok({ name: text, seats });
  const { code, message } = worst(refusals);
  return reject(code, `The entrant ${text.slice(0, 60)} does not fit: ${message}`);
};

/** Somebody for a role that no entrant plays: whom the scenario itself seats there. */
const houseFor = (role: string, table: Table): Result<Entrant> => {
  const fill = table.scenario.fill.find((one) => one.startsWith(`${role}=`));
  const text = fill?.slice(role.length + 1) ?? 'random';
  const seat = seatIn(text, role, table);
  return seat.ok ? ok({ name: text, seats: { [role]: seat.value } }) : seat;
};

const checkNames = (names: readonly string[]): Result<void> => {
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined)
    return reject('bad-options', `The entrant ${twice} is named twice; once is enough.`);
  if (names.length > MOST)
    return reject('bad-options', `${names.length} entrants are too many; at most ${MOST} take part.`);
  return names.length < 2
    ? reject('too-few-entrants', 'A tournament needs at least two entrants; name more with --entrants A,B,C.')
    : ok(undefined);
};

/** The field of a tournament, or the first thing that is wrong with it; nothing has been played then. */
export const fieldOf = (names: readonly string[], table: Table): Result<Field> => {
  const checked = checkNames(names);
  if (!checked.ok) return checked;
  const entrants: Entrant[] = [];
  for (const name of names) {
    const entrant = entrantOf(name, table);
    if (!entrant.ok) return entrant;
    entrants.push(entrant.value);
  }
  const added: Entrant[] = [];
  for (const role of table.scenario.roles) {
    if (entrants.some(({ seats }) => seats[role] !== undefined)) continue;
    const house = houseFor(role, table);
    if (!house.ok) return house;
    added.push(house.value);
  }
  return ok({ entrants: [...entrants, ...added], added: added.map(({ name }) => name) });
};
