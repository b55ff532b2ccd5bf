// Scripts by name, with a handicap where one is asked for: "greedy~0.2" acts at random on a fifth of its
// turns, as the scenario's `random` would. What it believes is what the script believes.

import type { Scenario, Script } from '../../shared/scenario.ts';

/** A number from 0 to 1 without an exponent, so that one handicap has one name. */
const SHARE = /^(0|1|0\.\d{1,4})$/;
const MARK = '~';

const handicapped = (script: Script, random: Script, share: number): Script => ({
  ...script,
  decide: (view) => (view.rng.float() < share ? random : script).decide(view),
});

/** The script of this name ("greedy", "greedy~0.2"), or undefined where the scenario has none. */
export const findScript = (scenario: Scenario, text: string): Script | undefined => {
  const [name = '', share, ...more] = text.split(MARK);
  const script = Object.hasOwn(scenario.scripts, name) ? scenario.scripts[name] : undefined;
  const random = scenario.scripts.random;
  if (!script || share === undefined) return script;
  if (!random || more.length > 0 || !SHARE.test(share)) return undefined;
  // Without a handicap nothing is drawn, so that the play is the script's own, move by move.
  return Number(share) === 0 ? script : handicapped(script, random, Number(share));
};
