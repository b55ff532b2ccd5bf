// People of impostor's crew, as far as their buttons go: one who plays as well as simple rules do, and one who
// does the worst that the same rules can name.

import { suspicion } from '../../scenarios/impostor/judge.ts';
import type { Observation } from '../../scenarios/impostor/types.ts';
import type { CandidateItem, YouMessage } from '../../shared/protocol.ts';
import type { Rng } from '../../shared/rng.ts';

export type Choose = (you: YouMessage) => number;

/** Whoever sent it is our own server, which shows a seat what the scenario lets it see. */
const seen = ({ observation }: YouMessage): Observation => observation as Observation;

const isOther = ({ observation }: YouMessage, seat: number | undefined): boolean =>
  seat !== undefined && seat !== (observation as Observation).seat;

/** A button whose words begin so, aimed at this seat where one is given. */
const button = (candidates: readonly CandidateItem[], words: RegExp, seat?: number): number | undefined =>
  candidates.find(({ label, seat: aimed }) => words.test(label) && (seat === undefined || aimed === seat))
    ?.index;

/** The other living seat that is suspected most, or least; undefined where all are alike. */
const suspect = (you: YouMessage, most: boolean): number | undefined => {
  const observation = seen(you);
  const score = suspicion(observation);
  const others = observation.living.filter((seat) => isOther(you, seat));
  const sorted = others.sort((a, b) => (score[b] ?? 0) - (score[a] ?? 0));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined || score[first] === score[last]) return undefined;
  return most ? first : last;
};

const anyOf = (you: YouMessage, rng: Rng, fits: (one: CandidateItem) => boolean = () => true): number => {
  const fitting = you.candidates.filter(fits);
  return rng.pick(fitting.length > 0 ? fitting : you.candidates).index;
};

const quiet = (you: YouMessage, rng: Rng): number =>
  button(you.candidates, /^(Say nothing|That is all)/) ?? anyOf(you, rng);

/** Reports, works, says and votes what it has reason to. */
export const careful =
  (rng: Rng): Choose =>
  (you) => {
    const { candidates, kind } = you;
    if (kind === 'move') return button(candidates, /^(Report|Do a task)/) ?? anyOf(you, rng);
    const who = suspect(you, true);
    if (kind === 'ballot')
      return button(candidates, /^Vote/, who) ?? anyOf(you, rng, ({ seat }) => isOther(you, seat));
    if (who === undefined || you.chosen.length > 0) return quiet(you, rng);
    return button(candidates, /^I saw .* kill/, who) ?? button(candidates, /^Accuse/, who) ?? quiet(you, rng);
  };

/** Never reports or works, defends whom it suspects most, accuses and votes out whom it suspects least. */
export const spiteful =
  (rng: Rng): Choose =>
  (you) => {
    const { candidates, kind } = you;
    if (kind === 'move') return anyOf(you, rng, ({ label }) => !/^(Report|Do a task)/.test(label));
    const innocent = suspect(you, false);
    if (kind === 'ballot')
      return button(candidates, /^Vote/, innocent) ?? anyOf(you, rng, ({ seat }) => isOther(you, seat));
    if (you.chosen.length > 0) return quiet(you, rng);
    return (
      button(candidates, /^Accuse/, innocent) ??
      button(candidates, /^Defend/, suspect(you, true)) ??
      anyOf(you, rng, ({ group }) => group === 'Accuse')
    );
  };
