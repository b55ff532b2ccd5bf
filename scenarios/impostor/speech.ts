// Says acts in words. Every wording is read back by interpret as exactly the act it was made from, and
// carries nothing that is not in the act; test/impostor.language.test.ts holds both.

import type { Rng } from '../../shared/rng.ts';
import type { SeatId } from '../../shared/scenario.ts';
import { label } from './labels.ts';
import type { Act, Observation, Room, SpeechAct } from './types.ts';
import { ALIBIS, DENIALS, SAWS } from './wordings-claims.ts';
import { ASKS, STANCES } from './wordings-stances.ts';

type Alibi = Extract<SpeechAct, { type: 'alibi' }>;
type Saw = Extract<SpeechAct, { type: 'saw' }>;

const nameOf = (seat: SeatId | null, { names }: Observation): string =>
  seat === null ? 'somebody' : (names[seat] ?? 'somebody');

const placeOf = (room: Room, { roomNames, width }: Observation, rng: Rng): string =>
  rng.int(5) === 0 ? `(${room % width},${Math.floor(room / width)})` : (roomNames[room] ?? 'there');

const momentOf = (tick: number, rng: Rng): string =>
  rng.pick([`at tick ${tick}`, `around tick ${tick}`, `at t${tick}`, `around ${tick}`, `at tick ${tick}`]);

/** " in Electrical at tick 40", in either order; empty where neither is said. */
const whenAndWhere = (act: Alibi | Saw, lead: string, observation: Observation, rng: Rng): string => {
  const place = act.room === null ? '' : ` ${lead} ${placeOf(act.room, observation, rng)}`;
  const moment = act.tick === null ? '' : ` ${momentOf(act.tick, rng)}`;
  return rng.int(3) === 0 ? moment + place : place + moment;
};

const fill = (wording: string, parts: Readonly<Record<string, string>>): string =>
  wording.replace(/\{(\w+)\}/g, (_, part: string) => parts[part] ?? '');

const alibi = (act: Alibi, observation: Observation, rng: Rng): string => {
  const { room, tick, doing } = act;
  if (room === null && tick === null && doing === null && act.with === null) return rng.pick(DENIALS);
  const kind =
    doing === 'walk'
      ? room === null
        ? 'roam'
        : 'walk'
      : (doing ?? (room === null ? (act.with === null ? 'awake' : 'beside') : 'at'));
  const at = whenAndWhere(act, kind === 'walk' ? 'to' : 'in', observation, rng);
  const friend =
    act.with === null ? '' : ` ${rng.pick(['with', 'with', 'w'])} ${nameOf(act.with, observation)}`;
  const wording = rng.pick(ALIBIS[kind]);
  return fill(wording, rng.int(2) === 0 ? { at: at + friend } : { at: friend + at });
};

const sawKind = ({ doing, who, room, victim, tick }: Saw): keyof typeof SAWS => {
  if (doing === 'kill') return who === null && victim !== null ? 'killed' : 'kill';
  if (doing === 'body') {
    if (who !== null) return victim === null ? 'byBody' : 'byTheirBody';
    return victim === null ? 'body' : 'theirBody';
  }
  if (doing === 'walk') return room === null ? 'roam' : 'walk';
  if (doing === 'task') return 'task';
  return room === null && tick === null ? 'seen' : 'idle';
};

const saw = (act: Saw, observation: Observation, rng: Rng): string => {
  const kind = sawKind(act);
  const wording = rng.pick(SAWS[kind]);
  return fill(wording, {
    who: nameOf(act.who, observation),
    victim: nameOf(act.victim, observation),
    at: whenAndWhere(act, kind === 'walk' ? 'to' : 'in', observation, rng),
  });
};

const sentence = (act: SpeechAct, observation: Observation, rng: Rng): string => {
  switch (act.type) {
    case 'alibi':
      return alibi(act, observation, rng);
    case 'saw':
      return saw(act, observation, rng);
    case 'ask':
      return fill(rng.pick(ASKS[act.about][act.who === null ? 'all' : 'one']), {
        who: nameOf(act.who, observation),
      });
    case 'plan':
      return fill(rng.pick(act.vote === null ? STANCES.skip : STANCES.plan), {
        who: nameOf(act.vote, observation),
      });
    case 'agree':
      return fill(rng.pick(act.who === null ? STANCES.agreed : STANCES.agree), {
        who: nameOf(act.who, observation),
      });
    case 'accuse':
    case 'defend':
    case 'doubt':
      return fill(rng.pick(STANCES[act.type]), { who: nameOf(act.who, observation) });
    default:
      return '';
  }
};

/** How the speaker types today: with capitals and stops, or without. */
const dressed = (text: string, casual: boolean): string =>
  casual ? text.toLowerCase() : text.charAt(0).toUpperCase() + text.slice(1);

const ending = (text: string, casual: boolean, rng: Rng): string => {
  if (/[?!]$/.test(text)) return text;
  return text + (casual ? rng.pick(['', '', '!', ' lol']) : rng.pick(['.', '.', '!']));
};

/** A further claim about oneself or the same person must not be taken for a detail of the one before. */
const isClaim = (act: SpeechAct): boolean => act.type === 'alibi' || act.type === 'saw';

const isSpoken = (act: Act): act is SpeechAct =>
  ['accuse', 'defend', 'alibi', 'saw', 'ask', 'agree', 'doubt', 'plan'].includes(act.type);

/**
 * The acts in words, at most MAX_TEXT characters. Silence is "…"; acts of the ship and ballots, which
 * nobody hears, get the text of their button.
 */
export const phrase = (acts: readonly Act[], observation: Observation, rng: Rng): string => {
  const spoken = acts.filter(isSpoken);
  const first = acts[0];
  if (spoken.length === 0)
    return first && first.type !== 'silence' && first.type !== 'done'
      ? label(first, observation).label
      : '\u2026';
  const casual = rng.int(2) === 0;
  let claimed = false;
  const parts = spoken.map((act) => {
    const also = claimed && isClaim(act);
    claimed ||= isClaim(act);
    const text = dressed(`${also ? 'also ' : ''}${sentence(act, observation, rng)}`, casual);
    return text;
  });
  const stop = casual ? rng.pick(['. ', '. ', '; ', ' ... ', '\u2014']) : rng.pick(['. ', '. ', '! ', '; ']);
  const joined = parts.map((part, index) => {
    if (index === parts.length - 1) return ending(part, casual, rng);
    return /[?!]$/.test(part) ? `${part} ` : part + stop;
  });
  return joined.join('');
};
