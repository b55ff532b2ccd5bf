// Who sits down where a seat's kind asks for an agent or a language model, in rooms and without them.

import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { Seat } from '../episode/seat.ts';
import type { Budget } from '../llm/budget.ts';
import type { LanguageModel } from '../llm/model.ts';
import { scoreProposals } from './agent-scorer.ts';
import type { Agents } from './agents.ts';
import type { LanguageModels } from './language-models.ts';
import { LlmSeat, type LlmSeatOptions } from './llm-seat.ts';
import type { Speaking } from './llm-speaking.ts';
import { ScriptedSeat } from './scripted-seat.ts';
import type { SeatSpec } from './spec.ts';
import { type LlmSpec, type LlmWords, usualScript } from './spec-llm.ts';
import { WordedSeat } from './worded-seat.ts';

export interface Seating {
  readonly scenario: Scenario;
  readonly role: string;
  /** Seats of the episode. */
  readonly seats: number;
  readonly agents?: Agents | undefined;
  readonly models?: LanguageModels | undefined;
  /** What this episode may spend on language models. */
  readonly budget?: Budget | undefined;
}

type BotSpec = Exclude<SeatSpec, { kind: 'human' }>;

const agentsOf = ({ agents }: Seating): Agents => {
  if (agents) return agents;
  throw new RejectionError('bad-seat-kind', 'No trained agents are at hand here; seat a script.');
};

const modelsOf = ({ models }: Seating): LanguageModels => {
  if (models) return models;
  throw new RejectionError('no-model', 'No language models are at hand here; seat a script.');
};

const speakingOf = (seating: Seating, { model, style }: LlmWords): Speaking => {
  const models = modelsOf(seating);
  const modelName = models.check(model);
  const { timing, turnMs, deadlines, beliefs = 'votes' } = models.setup;
  const { scenario, role } = seating;
  const budget = seating.budget ?? models.budget();
  const open = (): Promise<LanguageModel> => models.model(modelName);
  return { scenario, role, modelName, model: open, style, budget, timing, turnMs, deadlines, beliefs };
};

const moverOf = (seating: Seating, { mover }: LlmSpec): Pick<LlmSeatOptions, 'mover' | 'scorer'> => {
  const { scenario, role, seats } = seating;
  if (mover?.by === 'self') return {};
  if (mover?.by !== 'agent')
    return { mover: new ScriptedSeat(scenario, mover?.script ?? usualScript(scenario, role), role) };
  const agents = agentsOf(seating);
  const { policy } = agents.policy(scenario, role, mover.checkpoint);
  return {
    mover: agents.seat(scenario, role, mover, seats),
    scorer: (view, proposals) => scoreProposals({ scenario, policy, seats }, view, proposals),
  };
};

const llmSeat = (seating: Seating, spec: LlmSpec): Seat => {
  const speaking = speakingOf(seating, spec);
  const { mover } = spec;
  const moves = moverOf(seating, spec);
  // Written so that the kind can be read back from the log.
  const written =
    mover?.by === 'agent' ? `agent:${moves.mover?.occupant}` : (moves.mover?.occupant ?? 'self');
  const occupant = fitting(`${speaking.modelName}+${written}${spec.styleText}`);
  return new LlmSeat({ ...speaking, ...moves, occupant });
};

const MOST_OCCUPANT = 64;

const fitting = (occupant: string): string => {
  if (occupant.length <= MOST_OCCUPANT) return occupant;
  throw new RejectionError(
    'bad-seat-kind',
    `"${occupant}" is too long for the log; use fewer words of style.`,
  );
};

/** Throws RejectionError: `bad-checkpoint`, `no-backend`, `no-model`, `bad-seat-kind`. */
export const seatBot = (seating: Seating, spec: BotSpec): Seat => {
  const { scenario, role, seats } = seating;
  if (spec.kind === 'scripted') return new ScriptedSeat(scenario, spec.script, role);
  if (spec.kind === 'llm') return llmSeat(seating, spec);
  const agent = agentsOf(seating).seat(scenario, role, spec, seats);
  if (!spec.words) return agent;
  const speaking = speakingOf(seating, spec.words);
  const occupant = fitting(`${agent.occupant}+llm:${speaking.modelName}${spec.words.styleText}`);
  return new WordedSeat(agent, occupant, speaking);
};

/** Why a seat cannot be taken, before anybody sits down. Throws as seatBot. */
export const checkBot = (seating: Seating, spec: BotSpec): void => {
  const { scenario, role } = seating;
  if (spec.kind === 'scripted') return;
  if (spec.kind === 'llm') {
    modelsOf(seating).check(spec.model);
    if (spec.mover?.by === 'agent') agentsOf(seating).check(scenario, role, spec.mover.checkpoint);
    return;
  }
  agentsOf(seating).check(scenario, role, spec.checkpoint);
  if (spec.words) modelsOf(seating).check(spec.words.model);
};
