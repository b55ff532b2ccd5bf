// Reads what people type: tokens, then clauses, then one rule a clause, then the acts put together.
// Deterministic and linear in the text; sees nothing but the observation. A text that says nothing
// in the scenario's own words is a remark: no acts.

import { MAX_ACTS } from '../../shared/scenario.ts';
import { EVENTS, PLACES } from './reading/claims.ts';
import { type Clause, clausesOf } from './reading/clauses.ts';
import { QUESTIONS } from './reading/questions.ts';
import { JUDGEMENTS, STANCES } from './reading/stances.ts';
import { tokensOf } from './reading/tokens.ts';
import { type Context, goOn, type Rule, type View, viewOf } from './reading/view.ts';
import type { Act, Observation, SpeechAct } from './types.ts';

/** The first rule that knows a clause decides. */
const RULES: readonly Rule[] = [...QUESTIONS, ...STANCES, ...EVENTS, ...JUDGEMENTS, ...PLACES];

const read = (view: View): readonly SpeechAct[] => {
  // What is only supposed, or only sets the time, is not claimed.
  if (view.clause.link === 'if' || view.clause.link === 'when') return [];
  for (const rule of RULES) {
    const acts = rule(view);
    if (acts) return acts;
  }
  return [];
};

const same = (a: SpeechAct, b: SpeechAct): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether `rich` says all that `poor` says and more: "not me" beside "i was in the lab". */
const covers = (rich: SpeechAct, poor: SpeechAct): boolean => {
  if (poor.type === 'alibi' && rich.type === 'alibi')
    return poor.room === null && poor.tick === null && poor.with === null && poor.doing === null;
  if (poor.type !== 'saw' || rich.type !== 'saw' || poor.who !== rich.who || poor.who === null) return false;
  return poor.room === null && poor.tick === null && poor.doing === 'idle' && poor.victim === null;
};

/** A clause that names nobody and only adds a place, a time or an occupation to what was just said. */
const isDetail = ({ tokens, link, strange }: Clause): boolean => {
  if (link !== 'comma' || strange > 0) return false;
  const first = tokens[0]?.class;
  if (first === 'be' || first === 'walk' || first === 'see') return false;
  return tokens.every((token) => !['seat', 'self', 'you', 'third', 'some'].includes(token.class));
};

/** The last act with the detail in it, or undefined where it has its own already. */
const detailed = (last: SpeechAct | undefined, detail: SpeechAct): SpeechAct | undefined => {
  if ((last?.type !== 'alibi' && last?.type !== 'saw') || detail.type !== 'alibi') return undefined;
  if (last.room !== null && detail.room !== null) return undefined;
  if (last.tick !== null && detail.tick !== null) return undefined;
  const room = last.room ?? detail.room;
  const tick = last.tick ?? detail.tick;
  if (last.type === 'alibi')
    return last.doing && detail.doing
      ? undefined
      : { ...last, room, tick, doing: last.doing ?? detail.doing };
  if (detail.doing !== null && last.doing !== 'idle') return undefined;
  return { ...last, room, tick, doing: detail.doing ?? last.doing };
};

const add = (acts: SpeechAct[], act: SpeechAct, apart: boolean): void => {
  if (acts.some((old) => same(old, act))) return;
  if (!apart) {
    if (acts.some((old) => covers(old, act))) return;
    const poor = acts.findIndex((old) => covers(act, old));
    if (poor >= 0) acts.splice(poor, 1);
  }
  acts.push(act);
};

/** A further place that is only named ("i went to lab and cargo"): the same occupation. */
const carried = (act: SpeechAct, last: SpeechAct | undefined, clause: Clause): SpeechAct => {
  if (act.type !== 'alibi' || last?.type !== 'alibi' || act.doing !== null) return act;
  const named = clause.tokens.every(({ class: name }) => name === 'room' || name === 'to' || name === 'in');
  return named && (clause.link === 'then' || clause.link === 'and') ? { ...act, doing: last.doing } : act;
};

/** Acts of an utterance, in the order said, at most MAX_ACTS; [] for a remark. Never throws. */
export const interpret = (text: string, observation: Observation): readonly Act[] => {
  const context: Context = { observation, called: undefined, named: undefined, group: [], room: null };
  const acts: SpeechAct[] = [];
  for (const clause of clausesOf(tokensOf(text, observation))) {
    const view = viewOf(clause, context);
    for (const act of read(view)) {
      const last = acts[acts.length - 1];
      const merged = isDetail(clause) ? detailed(last, act) : undefined;
      if (merged) acts[acts.length - 1] = merged;
      else add(acts, carried(act, last, clause), clause.link === 'also');
    }
    goOn(view);
  }
  return acts.slice(0, MAX_ACTS);
};
