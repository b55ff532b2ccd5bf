// What a persuader should not say: found act by act, kept from policies that avoid it, charged to those that pay.

import { beforeAll, describe, expect, test } from 'vitest';
import { FAULTS, faultsOf } from '../scenarios/donation/faults.ts';
import { donation } from '../scenarios/donation/index.ts';
import { metrics } from '../scenarios/donation/metrics.ts';
import { observe } from '../scenarios/donation/observe.ts';
import { OptionsSchema } from '../scenarios/donation/options.ts';
import { setup } from '../scenarios/donation/setup.ts';
import { shaping } from '../scenarios/donation/shaping.ts';
import { step } from '../scenarios/donation/step.ts';
import type { Act, SpeechType, State } from '../scenarios/donation/types.ts';
import { planFor } from '../server/learner/plan-for.ts';
import { SelfPlay, type SelfPlayed } from '../server/learner/self-play.ts';
import { shareWeights } from '../server/learner/weights.ts';
import { Encoder } from '../server/policy/encode.ts';
import { initialWeights } from '../server/policy/network.ts';
import { shapeOf } from '../server/policy/shape.ts';
import { openBackend } from '../server/policy/tf.ts';
import { RejectionError } from '../shared/result.ts';
import { rngFromState } from '../shared/rng.ts';
import type { Scenario } from '../shared/scenario.ts';

const scenario = donation as Scenario;
const bare = (type: SpeechType): Act => ({ type });
const propose = (cents: number): Act => ({ type: 'proposition-of-donation', cents });
const more = (cents: number): Act => ({ type: 'ask-donate-more', cents });
const promise = (cents: number): Act => ({ type: 'provide-amount', cents });

/** After these utterances, persuader first; a bare word is an utterance of one act. */
const talkOf = (...utterances: readonly (SpeechType | Act | readonly Act[])[]): State =>
  utterances.reduce<State>(
    (state, one) => {
      const acts = typeof one === 'string' ? [bare(one)] : 'type' in one ? [one] : one;
      return step(state, [{ seat: state.mover, acts, text: '' }]).state;
    },
    setup(OptionsSchema.parse({}), 2, rngFromState([1, 2, 3, 4])),
  );

const faults = (act: Act | SpeechType, talk: State, ...chosen: Act[]): readonly string[] =>
  faultsOf(typeof act === 'string' ? bare(act) : act, talk, chosen);

describe('the detectors', () => {
  test('find an inquiry asked again and a reason given for the third time, in whatever utterance', () => {
    const once = talkOf('task-related-inquiry', 'thank', 'logical-appeal', 'thank');
    expect(faults('task-related-inquiry', once)).toEqual(['repetition']);
    expect(faults('logical-appeal', once)).toEqual([]);
    const twice = talkOf('logical-appeal', 'thank', 'thank', 'thank', 'logical-appeal', 'thank');
    expect(faults('logical-appeal', twice)).toEqual(['repetition']);
    const inOneBreath = talkOf([bare('logical-appeal'), bare('logical-appeal')], 'thank');
    expect(faults('logical-appeal', inOneBreath)).toEqual([]);
  });

  test('find a third request of one kind, and a request for more after that was refused', () => {
    const asked = talkOf('proposition-of-donation', 'thank', propose(50), 'thank');
    expect(faults(propose(100), asked)).toEqual(['pressing']);
    expect(faults('ask-donation-amount', asked)).toEqual([]);
    const refused = talkOf('thank', promise(50), 'thank', 'disagree-donation-more');
    expect(faults(more(100), refused)).toEqual(['pressing']);
    expect(faults(more(100), talkOf('thank', promise(50)))).toEqual([]);
  });

  test('find words that do not go with a promise', () => {
    const promised = talkOf('greeting', promise(50));
    for (const act of [propose(25), propose(50), more(50), bare('ask-donation-amount')])
      expect(faults(act, promised), JSON.stringify(act)).toEqual(['inconsistency']);
    for (const act of [propose(100), more(100), bare('ask-donate-more'), bare('confirm-donation')])
      expect(faults(act, promised), JSON.stringify(act)).toEqual([]);
    const withdrawn = talkOf('greeting', promise(50), 'thank', 'disagree-donation');
    expect(faults({ type: 'foot-in-the-door', cents: 10 }, withdrawn)).toEqual([]);
    const open = talkOf('greeting', 'greeting');
    for (const type of ['ask-donate-more', 'confirm-donation'] as const)
      expect(faults(type, open), type).toEqual(['inconsistency']);
    const agreed = talkOf('greeting', 'agree-donation');
    expect([faults('confirm-donation', agreed), faults('ask-donation-amount', agreed)]).toEqual([[], []]);
  });

  test('find two sizes of gift in one breath, an answer to nothing, a late greeting, and guilt', () => {
    const open = talkOf('greeting', 'greeting');
    expect(faults('foot-in-the-door', open, propose(200))).toEqual(['inconsistency']);
    expect(faults('donation-information', open, propose(200))).toEqual([]);
    expect(faults('answer', open)).toEqual(['inconsistency']);
    expect(faults('answer', talkOf('greeting', 'ask-org-info'))).toEqual([]);
    expect(faults('greeting', open)).toEqual(['inconsistency']);
    expect(faults('greeting', talkOf())).toEqual([]);
    expect(faults('guilt', talkOf())).toEqual(['guilt']);
  });

  test('look at what was heard alone: nothing in them hangs on what the other seat hides', () => {
    const state = talkOf('greeting', promise(50), 'thank', 'thank');
    const dealt = donation.redeal(state, 0, rngFromState([9, 9, 9, 9]));
    expect(dealt.persona).not.toEqual(state.persona);
    for (const act of donation.candidates(state, 0, []))
      expect(donation.faults?.of(act, observe(dealt, 0), [])).toEqual(faults(act, state));
  });

  test('judge the persuader alone', () => {
    const state = talkOf('guilt');
    for (const act of donation.candidates(state, 1, []))
      expect(donation.faults?.of(act, observe(state, 1), [])).toEqual([]);
  });
});

describe('rates', () => {
  test('of faults other than repetition are shares of all that the persuader said', () => {
    const state = talkOf(
      [bare('greeting'), bare('guilt')],
      promise(50),
      [propose(25), bare('thank')],
      'thank',
    );
    expect(metrics(state)).toMatchObject({ guilt: 1 / 4, inconsistency: 1 / 4, pressing: 0, repetition: 0 });
  });
});

describe('charges', () => {
  test('count the faults of a step for whoever committed them', () => {
    const before = talkOf('personal-story', 'thank');
    const acts = [bare('personal-story'), bare('guilt'), bare('greeting')];
    const of = (name: string, seat = 0): readonly number[] | undefined =>
      shaping[name]?.rewards(before, [{ seat, acts, text: '' }], before);
    expect(FAULTS.map((name) => of(name))).toEqual([
      [1, 0],
      [0, 0],
      [1, 0],
      [1, 0],
    ]);
    expect(of('guilt', 1)).toEqual([0, 0]);
  });

  test('luck is what the jar had more or less than was to be expected, and is 0 in the mean', () => {
    let jar = talkOf('greeting', promise(50));
    while (jar.phase === 'talk')
      jar = step(jar, [{ seat: jar.mover, acts: [bare('silence')], text: '' }]).state;
    expect(shaping.luck?.rewards(jar, [], jar)).toEqual([0, 0]);
    const paid = (cents: number): number => {
      const { state, rewards } = step(jar, [{ seat: 1, acts: [{ type: 'give', cents }], text: '' }]);
      return (rewards[0] ?? 0) + (shaping.luck?.rewards(jar, [], state)[0] ?? 0);
    };
    expect(paid(0)).toBeCloseTo(paid(200));
    expect(paid(0)).toBeGreaterThan(0);
    expect(paid(0)).toBeLessThan(1);
  });
});

describe('a policy that avoids faults', () => {
  beforeAll(async () => {
    await openBackend('wasm', { tested: true });
  });

  const played = (given: Record<string, unknown>): Promise<SelfPlayed> => {
    const plan = planFor(scenario, { name: 'test', algorithm: 'ppo', seed: 5, ...given });
    const shape = shapeOf(scenario, { hidden: 8, turns: 4, avoids: plan.avoids });
    const weights = shareWeights(initialWeights(shape, rngFromState([1, 1, 2, 3])), 1);
    const policies = { persuader: { shape, weights } };
    return new SelfPlay({ scenario, plan, policies, width: 16 }).play(0, 24, 1);
  };

  const meanOf = ({ ends }: SelfPlayed, name: string): number =>
    ends.reduce((sum, { metrics: { [name]: value = 0 } }) => sum + value / ends.length, 0);

  test('commits none, where one that does not commits them all', async () => {
    const [free, kept] = await Promise.all([played({}), played({ avoids: [...FAULTS] })]);
    for (const fault of FAULTS) {
      expect(meanOf(free, fault), fault).toBeGreaterThan(0);
      expect(meanOf(kept, fault), fault).toBe(0);
    }
  });

  test('is charged for them where the plan says so', async () => {
    const [free, charged] = await Promise.all([played({}), played({ shaping: { guilt: -1 } })]);
    const total = ({ trajectories }: SelfPlayed): number =>
      trajectories.reduce((sum, { turns }) => sum + turns.reduce((all, { reward }) => all + reward, 0), 0);
    expect(meanOf(charged, 'guilt')).toBe(meanOf(free, 'guilt'));
    expect(total(charged)).toBeLessThan(total(free) - 5);
  });

  test('picks from everything where everything has a fault', () => {
    const shape = shapeOf(scenario, { avoids: ['guilt'] });
    const encoder = new Encoder(scenario, shape);
    const observation = observe(talkOf(), 0);
    expect(encoder.open(observation, [], [bare('guilt'), bare('thank')])).toEqual([bare('thank')]);
    expect(encoder.open(observation, [], [bare('guilt')])).toEqual([bare('guilt')]);
  });

  test('cannot avoid what there is no detector for', () => {
    const plan = (): unknown => planFor(scenario, { name: 'x', algorithm: 'ppo', seed: 1, avoids: ['lies'] });
    expect(plan).toThrow(RejectionError);
    expect(plan).toThrow(
      'donation has no fault "lies" to avoid; it has repetition, pressing, inconsistency, guilt.',
    );
  });
});
