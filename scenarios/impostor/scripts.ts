// The fixed players that learned ones are compared with. What they do on the ship is in
// script-moves.ts, what they say in script-talk.ts; here are their votes, their beliefs and the list.
//
// The votes follow the baselines of Sarkar et al. 2025's setting: a seat without evidence votes for a
// random other seat (paper), which standard rules replace by voting for nobody.

import type { Question, Script, SeatId } from '../../shared/scenario.ts';
import { killClaims, suspects, suspicion, witnessed } from './judge.ts';
import { feign, hunt, prowl, toil, type View, wander, wanderAndReport } from './script-moves.ts';
import { babble, lie, testify } from './script-talk.ts';
import { impostorOf, type State } from './state.ts';
import type { Act, Observation } from './types.ts';

type Choice = (view: View) => SeatId | null;

const others = ({ living, seat }: Observation): SeatId[] => living.filter((who) => who !== seat);

/** Whom to vote for without evidence. */
const shrug: Choice = ({ observation, rng }) =>
  observation.mode === 'paper' ? rng.pick(others(observation)) : null;

const byWitness: Choice = (view) => witnessed(view.observation) ?? shrug(view);

/** The seat that most living and dead witnesses say they saw kill. */
const mostNamed = ({ observation, rng }: View): SeatId | undefined => {
  const score = new Array<number>(observation.names.length).fill(0);
  for (const { against } of killClaims(observation))
    if (against !== observation.seat) score[against] = (score[against] ?? 0) + 1;
  const worst = suspects(observation, score, 0);
  return worst.length > 0 ? rng.pick(worst) : undefined;
};

const byReports: Choice = (view) => witnessed(view.observation) ?? mostNamed(view) ?? shrug(view);

/** Evidence weighed: contradictions count, and mere accusations are not enough. */
const byJudgement: Choice = (view) => {
  if (view.observation.mode === 'paper') return byReports(view);
  const worst = suspects(view.observation, suspicion(view.observation), 2.5);
  return worst.length > 0 ? view.rng.pick(worst) : shrug(view);
};

/** Votes with the crowd against somebody else. */
const bySpite: Choice = (view) => {
  const worst = suspects(view.observation, suspicion(view.observation), 0);
  return view.rng.pick(worst.length > 0 ? worst : others(view.observation));
};

const byTruth: Choice = (view) => (view.truth ? impostorOf(view.truth) : shrug(view));

/** Nine tenths by suspicion, the rest spread evenly over the other living seats. */
const believeAsCrew = (question: Question, view: View): readonly number[] => {
  const score = suspicion(view.observation);
  const candidates = others(view.observation);
  const top = Math.max(...candidates.map((who) => score[who] ?? 0));
  const weight = question.answers.map((_, who) =>
    candidates.includes(who) ? Math.exp(((score[who] ?? 0) - top) / 3) : 0,
  );
  const sum = weight.reduce((total, one) => total + one, 0);
  return weight.map(
    (one, who) => (0.9 * one) / sum + (candidates.includes(who) ? 0.1 / candidates.length : 0),
  );
};

/** No opinion: even over the living others, who are the ones asked. */
const shrugAt = ({ answers, asked }: Question, { seat }: View): readonly number[] =>
  answers.map((_, who) => (who !== seat && asked.includes(who) ? 1 / (asked.length - 1) : 0));

const believe = (question: Question, view: View): readonly number[] =>
  view.observation.role === 'crew' ? believeAsCrew(question, view) : shrugAt(question, view);

const believeTruth = (question: Question): readonly number[] =>
  question.answers.map((_, who) => (who === question.truth ? 1 : 0));

interface Parts {
  readonly summary: string;
  readonly roles: readonly string[];
  move(view: View): Act;
  talk(view: View): readonly Act[];
  vote: Choice;
  believe?: NonNullable<Script<State, Act, Observation>['believe']>;
  readonly privileged?: boolean;
}

const script = ({ move, talk, vote, ...rest }: Parts): Script<State, Act, Observation> => ({
  believe,
  ...rest,
  decide: (view) => {
    if (view.kind === 'move') return [move(view)];
    return view.kind === 'speak' ? talk(view) : [{ type: 'vote', for: vote(view) }];
  },
});

/** Uniform over everybody, itself and nobody included. */
const blindly: Script<State, Act, Observation>['decide'] = (view) =>
  view.kind === 'speak' ? babble(view) : [wander(view)];

const random: Script<State, Act, Observation> = {
  summary: 'Uniformly random; mostly silent.',
  roles: ['crew', 'impostor'],
  decide: blindly,
  believe: shrugAt,
};

const reporter: Script<State, Act, Observation> = {
  summary: 'Random, but reports every body.',
  roles: ['crew'],
  decide: (view) => (view.kind === 'move' ? [wanderAndReport(view)] : blindly(view)),
  believe: shrugAt,
};

const crew = { roles: ['crew'], talk: testify };
const impostor = { roles: ['impostor'], talk: lie, vote: bySpite };

export const scripts = {
  random,
  reporter,
  witness: script({
    ...crew,
    summary: 'Wanders, reports, votes for whom it saw kill.',
    move: wanderAndReport,
    vote: byWitness,
  }),
  'shared-witness': script({
    ...crew,
    summary: 'Wanders, reports, believes whoever says that they saw a kill.',
    move: wanderAndReport,
    vote: byReports,
  }),
  greedy: script({
    ...crew,
    summary: 'Reports, works, walks to the nearest task; weighs what it saw and heard.',
    move: toil,
    vote: byJudgement,
  }),
  oracle: script({
    ...crew,
    summary: 'As greedy, but knows the impostor.',
    move: toil,
    vote: byTruth,
    believe: believeTruth,
    privileged: true,
  }),
  killer: script({ ...impostor, summary: 'Kills on sight.', move: hunt }),
  stealth: script({ ...impostor, summary: 'Kills only when alone with the victim, and lies.', move: prowl }),
  mimic: script({
    ...impostor,
    summary: 'Pretends to work, kills when alone with the victim, reports its own victims, and lies.',
    move: feign,
  }),
} satisfies Record<string, Script<State, Act, Observation>>;
