// A seat that plays one of the scenario's scripts. In a role that the script was not written for it
// plays that role's random.

import type { Question, Scenario, Script, ScriptView } from '../../shared/scenario.ts';
import type { Answered, Seat, TurnView, Utterance } from '../episode/seat.ts';
import { findScript } from './handicap.ts';

export class ScriptedSeat implements Seat {
  readonly kind = 'scripted';
  readonly occupant: string;
  readonly privileged: boolean;
  readonly #script: Script;

  constructor(scenario: Scenario, name: string, role: string) {
    const script = findScript(scenario, name);
    const random = scenario.scripts.random;
    if (!script || !random) throw new Error(`${scenario.id} has no script ${name}`);
    this.occupant = name;
    this.#script = script.roles.includes(role) ? script : random;
    this.privileged = this.#script.privileged ?? false;
  }

  decide(view: TurnView): Utterance {
    return { acts: this.#script.decide(view) };
  }

  believe(question: Question, view: ScriptView): Answered | undefined {
    const p = this.#script.believe?.(question, view);
    return p ? { p } : undefined;
  }
}
