// The human dialogues of both corpora, played and learned from: how much of what people meant has an act.

import { expect, test } from 'vitest';
import { donation } from '../scenarios/donation/index.ts';
import { findScenario } from '../scenarios/index.ts';
import { recordedPersuasion } from '../server/cli/import-persuasion.ts';
import { worldPart } from '../server/cli/import-world.ts';
import { type PlayedDialogue, playDialogue } from '../server/cli/recorded-episode.ts';
import { Tally } from '../server/cli/recorded-tally.ts';
import { readMultiwoz } from '../server/corpora/multiwoz-world.ts';
import { readPersuasion } from '../server/corpora/persuasion.ts';
import { verifyRecord } from '../server/episode/replay.ts';
import type { Recorded } from '../shared/recorded.ts';
import type { Scenario } from '../shared/scenario.ts';
import { describeWithData, outsideData } from './doubles/outside-data.ts';
import { picksOf } from './doubles/recorded-picks.ts';

/** Replayed, and laid out for a learner. */
const SAMPLE = 40;

const playAll = (scenario: Scenario, { dialogues }: Recorded, tally: Tally): PlayedDialogue[] =>
  dialogues.map((dialogue, at) => playDialogue(scenario, `test-${at}`, dialogue, tally));

/** Every act of a person is a pick among what it was offered then; what ends an utterance is one more. */
const expectLearnable = (scenario: Scenario, played: readonly PlayedDialogue[]): void => {
  for (const record of played.slice(0, SAMPLE)) {
    expect(verifyRecord(record, scenario)).toMatchObject({ ok: true });
    const turns = picksOf(record, scenario);
    expect(turns.length).toBeGreaterThan(6);
    for (const { acts, picks } of turns) {
      expect(picks.length).toBeGreaterThanOrEqual(acts);
      expect(picks.length).toBeLessThanOrEqual(acts + 1);
      for (const { index, pick } of picks) {
        expect(index).toBeLessThan(pick.count);
        expect(pick.candidates.every(Number.isFinite)).toBe(true);
      }
    }
    expect(turns.filter(({ picks }) => picks.length > 0).length).toBeGreaterThan(turns.length / 2);
  }
};

describeWithData('human dialogues', () => {
  test('MultiWOZ: all are played to the end, four annotations in five have an act', () => {
    const scenario = findScenario('booking') as Scenario;
    const folder = outsideData('multiwoz');
    worldPart(folder);
    const recorded = scenario.resources?.multiwoz?.dialogues?.(readMultiwoz(folder).given) as Recorded;
    const tally = new Tally();
    const played = playAll(scenario, recorded, tally);
    expect(played).toHaveLength(999);
    expect(recorded.refused).toEqual({});
    expect(played.every(({ end, unplayed }) => end.end === 'terminated' && unplayed === 0)).toBe(true);
    expect(tally.turns).toBe(14_730);
    expect(tally.mapped / tally.annotations).toBeGreaterThan(0.8);
    expect(tally.refused).toEqual({});
    // What people did is judged by what our reader understands of it.
    const served = played.filter(({ end }) => end.winners.length > 0).length;
    expect(served / played.length).toBeGreaterThan(0.25);
    expectLearnable(scenario, played);
  }, 60_000);

  test('PersuasionForGood: all are played to the end, and as many gave as in the data', () => {
    const scenario = donation as Scenario;
    const corpus = readPersuasion(outsideData('persuasion-for-good'));
    const { recorded, counts } = recordedPersuasion(corpus);
    const tally = new Tally();
    const played = playAll(scenario, recorded, tally);
    expect(played).toHaveLength(corpus.dialogues.length);
    expect(recorded.refused).toEqual({});
    expect(played.every(({ end, unplayed }) => end.end === 'terminated' && unplayed === 0)).toBe(true);
    const gave = corpus.dialogues.filter(({ persuadee }) => persuadee.gave > 0).length;
    expect(played.filter(({ end }) => end.reason === 'gave')).toHaveLength(gave);
    expect(counts.annotated).toBe(corpus.dialogues.filter(({ sentences }) => sentences !== null).length);
    expect(tally.mapped / tally.annotations).toBeGreaterThan(0.8);
    expect(tally.remarks / tally.turns).toBeLessThan(0.1);
    expectLearnable(scenario, played);
  }, 60_000);
});
