// Seats with a language model, as they are written:
//   llm[:MODEL][+MOVER][@STYLE]             the model speaks and votes; MOVER decides moves: a script, "self"
//                                           (the model), or agent[:CHECKPOINT], which then also picks among
//                                           what the model proposes to say
//   agent[:CHECKPOINT]+llm[:MODEL][@STYLE]  the agent decides, the model finds the words
// STYLE is words of style.ts, joined by dots.

import { ok, type Result, reject } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { PLAIN, parseStyle, type Style } from '../llm/style.ts';
import { findScript } from './handicap.ts';
import { type AgentSpec, parseAgent } from './spec-agent.ts';

export interface LlmWords {
  /** undefined: the first model that the server has. */
  readonly model: string | undefined;
  readonly style: Style;
  /** The style as it was written, with its "@"; empty: none. */
  readonly styleText: string;
}

export interface LlmSpec extends LlmWords {
  readonly kind: 'llm';
  /** Who decides moves: undefined: the script that the scenario itself seats in the role. */
  readonly mover:
    | { readonly by: 'script'; readonly script: string }
    | ({ readonly by: 'agent' } & AgentSpec)
    | { readonly by: 'self' }
    | undefined;
}

/** Longest kind that the log has room for, without its "llm:". */
const LONGEST = 60;

const MODEL = /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/;

const wordsOf = (text: string): Result<LlmWords> => {
  const at = text.lastIndexOf('@');
  const styleText = at < 0 ? '' : text.slice(at);
  const head = at < 0 ? text : text.slice(0, at);
  const model = head === 'llm' ? undefined : head.slice('llm:'.length);
  if (text.length > LONGEST)
    return reject('bad-seat-kind', 'That seat kind is too long; use fewer words of style.');
  if (model !== undefined && (!MODEL.test(model) || model.includes('..')))
    return reject(
      'bad-seat-kind',
      `"${model.slice(0, 40)}" is no name of a model; see \`parlor models list\`.`,
    );
  if (at < 0) return ok({ model, style: PLAIN, styleText });
  const parsed = parseStyle(styleText.slice(1));
  return 'style' in parsed
    ? ok({ model, style: parsed.style, styleText })
    : reject('bad-seat-kind', parsed.problem);
};

const moverOf = (text: string, scenario: Scenario): Result<LlmSpec['mover']> => {
  if (text === 'self') return ok({ by: 'self' });
  const agent = parseAgent(text);
  if (agent) return agent.ok ? ok({ by: 'agent', ...agent.value }) : agent;
  const script = findScript(scenario, text);
  if (!script)
    return reject(
      'bad-seat-kind',
      `${scenario.id} has no script "${text.slice(0, 40)}" to move for a language model; it has ${Object.keys(scenario.scripts).join(', ')}.`,
    );
  if (script.privileged)
    return reject(
      'bad-seat-kind',
      `"${text.slice(0, 40)}" sees the truth and cannot move for a language model.`,
    );
  return ok({ by: 'script', script: text });
};

/** Reads "llm..."; undefined: it is no such kind. */
export const parseLlm = (text: string, scenario: Scenario): Result<LlmSpec> | undefined => {
  if (!/^llm(?=$|[:+@])/.test(text)) return undefined;
  const at = text.lastIndexOf('@');
  const [head, style] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
  const plus = head.indexOf('+');
  const words = wordsOf((plus < 0 ? head : head.slice(0, plus)) + style);
  if (!words.ok) return words;
  const mover = plus < 0 ? ok(undefined) : moverOf(head.slice(plus + 1), scenario);
  return mover.ok ? ok({ kind: 'llm', ...words.value, mover: mover.value }) : mover;
};

/** Splits "agent...+llm..." into the agent's kind and the words'; undefined: nobody words for it. */
export const parseWorded = (text: string): Result<{ agent: string; words: LlmWords }> | undefined => {
  const found = /^(agent(?:[:@][^+]+)?)\+(llm(?=$|[:@]).*)$/.exec(text);
  if (!found) return undefined;
  const words = wordsOf(found[2] ?? '');
  return words.ok ? ok({ agent: found[1] ?? '', words: words.value }) : words;
};

/** The script that the scenario itself seats in a role; never one that sees the truth. */
export const usualScript = (scenario: Scenario, role: string): string => {
  const own = scenario.fill.find((text) => text.startsWith(`${role}=`))?.slice(role.length + 1);
  const kind = own ?? scenario.fill.find((text) => !text.includes('=')) ?? 'random';
  const script = kind.startsWith('scripted:') ? kind.slice('scripted:'.length) : 'random';
  return findScript(scenario, script)?.privileged ? 'random' : script;
};
