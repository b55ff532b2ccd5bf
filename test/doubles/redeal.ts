// What a redeal may not change: everything that reaches the seat or the public.

import { rngFromState } from '../../shared/rng.ts';
import { type Line, reaches, type Scenario, type SeatId, type Viewer } from '../../shared/scenario.ts';

/** Lines as they are sent: whom else they go to is not told. */
const linesFor = (lines: readonly Line[], viewer: Viewer): string =>
  JSON.stringify(
    lines.filter((line) => reaches(line, viewer)).map(({ seat, kind, text }) => ({ seat, kind, text })),
  );

/** All that a seat and the public can see of a state, by name, as bytes. */
export const visible = (scenario: Scenario, state: unknown, seat: SeatId): Record<string, string> => {
  const observation = scenario.observe(state, seat);
  const mover = scenario.toMove(state).find((one) => one.seat === seat);
  const offered = mover ? scenario.candidates(state, seat, []) : [];
  const rng = rngFromState([5, 6, 7, 8]);
  const lines = scenario.narrate(state);
  return {
    observation: JSON.stringify(observation),
    turn: JSON.stringify(mover ?? null),
    candidates: JSON.stringify(offered),
    'next candidates': JSON.stringify(
      mover?.kind === 'speak' ? scenario.candidates(state, seat, offered.slice(0, 1)) : [],
    ),
    labels: JSON.stringify(offered.map((act) => scenario.label(act, observation))),
    default: JSON.stringify(mover ? scenario.defaultAct(state, seat) : null),
    legality: JSON.stringify(offered.map((act) => scenario.legal(state, seat, act))),
    phrases: JSON.stringify(offered.slice(0, 6).map((act) => scenario.phrase([act], observation, rng))),
    brief: scenario.brief(observation),
    features: scenario.features(observation).join(),
    stage: JSON.stringify(scenario.stage(state, seat)),
    lines: linesFor(lines, seat),
    'public stage': JSON.stringify(scenario.stage(state, 'public')),
    'public lines': linesFor(lines, 'public'),
    role: scenario.role(state, seat),
    questions: JSON.stringify(
      scenario.questions(state).map(({ id, text, asked, answers }) => ({ id, text, asked, answers })),
    ),
    over: JSON.stringify(scenario.outcome(state) !== undefined),
  };
};

export interface RedealReport {
  readonly differences: readonly string[];
  /** Whether a question's truth changed; undefined where nothing was asked. */
  readonly truthChanged: boolean | undefined;
}

/** Redeals once and compares. An ended episode has nothing left to hide. */
export const redealDifferences = (
  scenario: Scenario,
  state: unknown,
  seat: SeatId,
  seed: number,
): RedealReport => {
  if (scenario.outcome(state)) return { differences: [], truthChanged: undefined };
  const other = scenario.redeal(state, seat, rngFromState([seed | 0, 17, 23, 1]));
  const before = visible(scenario, state, seat);
  const after = visible(scenario, other, seat);
  const differences = Object.keys(before)
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name}: ${before[name]?.slice(0, 300)} -> ${after[name]?.slice(0, 300)}`);
  const questions = scenario.questions(state);
  if (questions.length === 0) return { differences, truthChanged: undefined };
  const later = scenario.questions(other);
  return {
    differences,
    truthChanged: questions.some((question, index) => later[index]?.truth !== question.truth),
  };
};
