// The fixed players that learned ones are compared with: three simulated users and the clerks.

import type { Script, ScriptView } from '../../shared/scenario.ts';
import { believe } from './agents/belief.ts';
import { careful } from './agents/careful.ts';
import { type Manner, RULE, SILENT, serve } from './agents/clerk.ts';
import type { Act, Observation, State } from './types.ts';
import { speak } from './users/agenda.ts';
import { AGENDA, IMPATIENT, RAMBLING, type Temper } from './users/temper.ts';

type View = ScriptView<State, Act, Observation>;
type Player = Script<State, Act, Observation>;

/** Acts that close an utterance. */
const LAST: readonly Act['type'][] = ['done', 'search', 'book'];

/** Uniform over the candidates, pick by pick. */
const blindly = (view: View): readonly Act[] => {
  const chosen: Act[] = [];
  for (;;) {
    const act = view.rng.pick(view.candidates(chosen));
    chosen.push(act);
    if (LAST.includes(act.type)) return chosen;
  }
};

const user = (summary: string, temper: Temper): Player => ({
  summary,
  roles: ['user'],
  decide: (view) =>
    view.observation.role === 'user' ? speak(view.observation, temper, view.rng) : blindly(view),
});

const clerk = (summary: string, manner: Manner): Player => ({
  summary,
  roles: ['agent'],
  decide: (view) => (view.observation.role === 'agent' ? serve(view.observation, manner) : blindly(view)),
  believe: (question, { observation }) =>
    observation.role === 'agent' ? believe(question, observation) : undefined,
});

const random: Player = {
  summary: 'Says and does anything that is possible.',
  roles: ['user', 'agent'],
  decide: blindly,
  believe: ({ answers }) => answers.map(() => 1 / answers.length),
};

export const scripts: Readonly<Record<string, Player>> = {
  random,
  rule: clerk('Asks for what is missing, looks up, offers, answers, books.', RULE),
  silent: clerk('As rule, but never asks: offers from what it has been told.', SILENT),
  careful: {
    ...clerk('As rule, and says twice and reads back what costs no turn.', RULE),
    decide: (view) => (view.observation.role === 'agent' ? careful(view.observation) : blindly(view)),
  },
  agenda: user('Works through its agenda, one to four things at a time.', AGENDA),
  impatient: user('Says everything at once, and is soon gone.', IMPATIENT),
  rambling: user('One thing at a time, says things twice, changes the topic and comes back.', RAMBLING),
};
