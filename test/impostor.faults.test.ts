// The fault of a crew that invents: it is told from what a seat itself noticed, and that is enough to tell it.

import { describe, expect, test } from 'vitest';
import { faultsOf } from '../scenarios/impostor/faults.ts';
import { scripts } from '../scenarios/impostor/scripts.ts';
import type { Act, Observation } from '../scenarios/impostor/types.ts';
import { type Player, winRate } from './doubles/impostor-play.ts';

interface Offered {
  readonly observation: Observation;
  readonly act: Act;
}

/** Everything that speakers of the crew were offered, or said, against this impostor; or what the impostor was. */
const listened = (player: Player, said: boolean, rival: Player = scripts.random): Offered[] => {
  const out: Offered[] = [];
  const ear: Player = {
    ...player,
    decide: (view) => {
      const { observation } = view;
      const acts = player.decide(view);
      if (view.kind === 'speak')
        for (const act of said ? acts : view.candidates([])) out.push({ observation, act });
      return acts;
    },
  };
  const lies = player === scripts.mimic;
  winRate({ mode: 'standard' }, lies ? rival : ear, lies ? ear : rival, 60);
  return out;
};

const flagged = ({ observation, act }: Offered): boolean => faultsOf(act, observation).length > 0;

describe('an invention', () => {
  test('is never what a truthful script says', () => {
    const said = listened(scripts.greedy, true);
    expect(said.filter(({ act }) => act.type === 'saw' || act.type === 'alibi').length).toBeGreaterThan(100);
    expect(said.filter(flagged)).toEqual([]);
  });

  test('is much of what is on offer, but neither stances nor silence', () => {
    const offered = listened(scripts.greedy, false);
    const claims = offered.filter(({ act }) => act.type === 'saw' || act.type === 'alibi');
    const others = offered.filter(({ act }) => act.type !== 'saw' && act.type !== 'alibi');
    expect(claims.filter(flagged).length / claims.length).toBeGreaterThan(0.4);
    expect(claims.filter((one) => !flagged(one)).length).toBeGreaterThan(100);
    expect(others.filter(flagged)).toEqual([]);
  });

  test('leaves of all charges of murder those of eyewitnesses', () => {
    const kills = listened(scripts.greedy, false).filter(
      ({ act }) => act.type === 'saw' && act.doing === 'kill',
    );
    for (const offer of kills) {
      const { observation, act } = offer;
      if (act.type !== 'saw') continue;
      const witness = observation.memory.some(
        (seen) => seen.doing === 'kill' && seen.who === act.who && seen.victim === act.victim,
      );
      if (!witness) expect(flagged(offer)).toBe(true);
    }
    const honest = kills.filter((one) => !flagged(one));
    expect(honest.length).toBeGreaterThan(3);
    // Whoever is charged without a fault is the one whom that seat saw kill.
    for (const { observation, act } of honest)
      expect(
        act.type === 'saw' &&
          observation.memory.some((seen) => seen.doing === 'kill' && seen.who === act.who),
      ).toBe(true);
  });

  test("is no fault of the impostor's", () => {
    expect(listened(scripts.mimic, false, scripts.greedy).filter(flagged)).toEqual([]);
  });
});
