// The real MultiWOZ folder, where it is at hand.

import { expect, test } from 'vitest';
import { drawGoal, goalById, goalCount, splitOf } from '../scenarios/booking/goals/index.ts';
import type { Goal } from '../scenarios/booking/types.ts';
import { goalsOf, isPlace, multiwoz, search, worldOf } from '../scenarios/booking/world/index.ts';
import { readMultiwoz } from '../server/corpora/multiwoz-world.ts';
import { rngFromState } from '../shared/rng.ts';
import { describeWithData, outsideData } from './doubles/outside-data.ts';

const convert = (): { goals: readonly Goal[]; report: ReturnType<typeof multiwoz.convert>['report'] } => {
  const { content, report } = multiwoz.convert(readMultiwoz(outsideData('multiwoz')).given);
  multiwoz.load(JSON.parse(JSON.stringify(content)));
  return { goals: goalsOf(worldOf('multiwoz')), report };
};

describeWithData('the MultiWOZ folder', () => {
  test('all 999 validation goals are read, and every one can be had', () => {
    const { goals, report } = convert();
    const world = worldOf('multiwoz');
    expect([report.goals, report.kept]).toEqual([999, 999]);
    expect(report).toMatchObject({ impossible: 0, pruned: { info: 175, book: 0 }, refused: {} });
    expect(report.failingStages).toEqual({ info: 245, book: 89 });
    for (const { domains } of goals)
      for (const { domain, info, from } of domains) {
        for (const { values, until } of domain === 'taxi' ? [] : info)
          expect(search(world, domain, values).found > 0).toBe(until !== 'no');
        const values = info.at(-1)?.values ?? {};
        if (domain !== 'taxi') continue;
        for (const end of ['departure', 'destination'])
          expect(from[end] !== undefined || isPlace(world, values[end] ?? '')).toBe(true);
      }
  });

  test('its parts are a fifth and four fifths, drawn uniformly', () => {
    const world = worldOf('multiwoz');
    expect(goalCount(world, 'heldout') + goalCount(world, 'train')).toBe(999);
    expect(goalCount(world, 'heldout')).toBeGreaterThan(160);
    expect(goalCount(world, 'heldout')).toBeLessThan(240);
    const rng = rngFromState([5, 6, 7, 8]);
    const seen = new Map<string, number>();
    for (let n = 0; n < 4000; n++) {
      const { id } = drawGoal(world, { goals: 'heldout', vague: 0, goal: null }, rng);
      seen.set(id, (seen.get(id) ?? 0) + 1);
    }
    expect(seen.size).toBe(goalCount(world, 'heldout'));
    expect(Math.max(...seen.values())).toBeLessThan(60);
    for (const id of seen.keys()) {
      const goal = goalById(world, id);
      expect(goal && splitOf(goal)).toBe('heldout');
    }
  });
});
