// Seats on the command line and in create options: "scripted:greedy", "scripted:greedy~0.2" (at random on a
// fifth of its turns, handicap.ts), "random" (= scripted:random), "agent" (the checkpoint that is current for
// the role), "agent:CHECKPOINT", "agent@0" (spec-agent.ts), "llm..." and "agent...+llm..." (spec-llm.ts),
// "human", and ROLE=KIND, which fixes that role's seats. Fewer kinds than seats: the last repeats.

import { ok, type Result, reject } from '../../shared/result.ts';
import type { Scenario, SeatId } from '../../shared/scenario.ts';
import { findScript } from './handicap.ts';
import { type AgentSpec, parseAgent } from './spec-agent.ts';
import { type LlmSpec, type LlmWords, parseLlm, parseWorded } from './spec-llm.ts';

export type SeatSpec =
  | { kind: 'scripted'; script: string }
  | { kind: 'human' }
  | ({ kind: 'agent'; words?: LlmWords } & AgentSpec)
  | LlmSpec;
interface Wanted {
  role: string | undefined;
  spec: SeatSpec;
}

/** One kind, without a role. */
export const parseKind = (text: string, scenario: Scenario): Result<SeatSpec> => {
  const llm = parseLlm(text, scenario);
  if (llm) return llm;
  const worded = parseWorded(text);
  if (worded) {
    if (!worded.ok) return worded;
    const agent = parseKind(worded.value.agent, scenario);
    return agent.ok && agent.value.kind === 'agent'
      ? ok({ ...agent.value, words: worded.value.words })
      : agent;
  }
  if (text === 'human') return ok({ kind: 'human' });
  const agent = parseAgent(text);
  if (agent) return agent.ok ? ok({ kind: 'agent', ...agent.value }) : agent;
  const script = text === 'random' ? 'random' : text.startsWith('scripted:') ? text.slice(9) : undefined;
  if (script === undefined)
    return reject(
      'bad-seat-kind',
      `"${text.slice(0, 40)}" is no seat kind; use random, scripted:NAME, agent, agent:CHECKPOINT, llm, llm:MODEL or human.`,
    );
  if (!findScript(scenario, script))
    return reject(
      'bad-seat-kind',
      `${scenario.id} has no script "${script.slice(0, 40)}"; it has ${Object.keys(scenario.scripts).join(', ')}.`,
    );
  return ok({ kind: 'scripted', script });
};

const parseWanted = (text: string, scenario: Scenario): Result<Wanted> => {
  const split = text.indexOf('=');
  const role = split < 0 ? undefined : text.slice(0, split);
  if (role !== undefined && !scenario.roles.includes(role))
    return reject(
      'bad-seat-kind',
      `${scenario.id} has no role "${role.slice(0, 40)}"; it has ${scenario.roles.join(', ')}.`,
    );
  const spec = parseKind(split < 0 ? text : text.slice(split + 1), scenario);
  return spec.ok ? ok({ role, spec: spec.value }) : spec;
};

const parseAll = (texts: readonly string[], scenario: Scenario, seatCount: number): Result<Wanted[]> => {
  const ofRoles = texts.filter((one) => one.includes('=')).length;
  const named = Math.max(ofRoles, texts.length - ofRoles);
  if (named > seatCount)
    return reject(
      'too-many-seats',
      `${named} seats are named, but this episode has ${seatCount}; name fewer.`,
    );
  const wanted: Wanted[] = [];
  for (const text of texts) {
    const one = parseWanted(text.trim(), scenario);
    if (!one.ok) return one;
    wanted.push(one.value);
  }
  return ok(wanted);
};

/** What was asked for, sorted by what it is for. */
interface Lists {
  /** Seats kept open whatever their role turns out to be: bare "human" entries beside ROLE=KIND entries. */
  readonly open: number;
  /** Occupants in seat order; of a role that is named, its own. */
  readonly byRole: ReadonlyMap<string | undefined, readonly SeatSpec[]>;
}

/** Roles that nobody names get the scenario's own fill, unless bare entries are there for everybody. */
const listsOf = (wanted: readonly Wanted[], scenario: Scenario): Result<Lists> => {
  const named = wanted.some(({ role }) => role !== undefined);
  const isOpen = ({ role, spec }: Wanted): boolean => named && role === undefined && spec.kind === 'human';
  const all = wanted.filter((one) => !isOpen(one));
  const byRole = new Map<string | undefined, SeatSpec[]>();
  const add = ({ role, spec }: Wanted): unknown => byRole.set(role, [...(byRole.get(role) ?? []), spec]);
  for (const one of all) add(one);
  const roles = new Set(byRole.keys());
  if (!roles.has(undefined))
    for (const text of scenario.fill) {
      const one = parseWanted(text, scenario);
      if (!one.ok) return one;
      if (!roles.has(one.value.role)) add(one.value);
    }
  return ok({ open: wanted.length - all.length, byRole });
};

/** One entry a seat, roles known. Seats whose occupant the scenario fixes are never a person's. */
export const assignSeats = (
  texts: readonly string[],
  scenario: Scenario,
  state: unknown,
  seatCount: number,
): Result<SeatSpec[]> => {
  const wanted = parseAll(texts, scenario, seatCount);
  if (!wanted.ok) return wanted;
  const lists = listsOf(wanted.value, scenario);
  if (!lists.ok) return lists;
  const fixed = scenario.fixedSeats(state);
  const used = new Map<string | undefined, number>();
  const next = (role: string | undefined): SeatSpec | undefined => {
    const list = lists.value.byRole.get(role) ?? [];
    const index = used.get(role) ?? 0;
    used.set(role, index + 1);
    return list[Math.min(index, list.length - 1)];
  };
  let { open } = lists.value;
  const specs: SeatSpec[] = [];
  for (let seat: SeatId = 0; seat < seatCount; seat++) {
    const override = fixed[seat];
    if (override !== undefined) {
      const spec = parseKind(override, scenario);
      if (!spec.ok) return spec;
      specs.push(spec.value);
    } else if (open-- > 0) specs.push({ kind: 'human' });
    else
      specs.push(
        next(scenario.role(state, seat)) ?? next(undefined) ?? { kind: 'scripted', script: 'random' },
      );
  }
  return ok(specs);
};
