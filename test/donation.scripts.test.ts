import { expect, test } from 'vitest';
import { donation } from '../scenarios/donation/index.ts';
import { faultRates } from '../scenarios/donation/metrics.ts';
import type { Act, State } from '../scenarios/donation/types.ts';
import { Episode } from '../server/episode/episode.ts';
import { playOut } from '../server/episode/play.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import { ScriptedSeat } from '../server/seats/scripted-seat.ts';
import { rngFromState } from '../shared/rng.ts';
import type { Scenario } from '../shared/scenario.ts';

const scenario: Scenario = donation;

/** The last state of one episode; fails where a script says something illegal. */
const played = async (persuader: string, persuadee: string, seed: number): Promise<State> => {
  const options = scenario.options.parse({});
  const episode = new Episode({ scenario, options, key: keyFromSeed(seed, 3), hashing: false });
  const seats = [
    new ScriptedSeat(scenario, persuader, 'persuader'),
    new ScriptedSeat(scenario, persuadee, 'persuadee'),
  ];
  const refused: string[] = [];
  await playOut(episode, seats, { warn: (why) => refused.push(why) });
  expect(refused).toEqual([]);
  return episode.state as State;
};

const EPISODES = 200;

/** Every utterance of the persuader, with what the persuadee had just said. */
const exchanges = async (persuader: string, persuadee: string) => {
  const out: { turn: number; heard: readonly Act['type'][]; said: readonly Act['type'][] }[][] = [];
  for (let seed = 0; seed < EPISODES; seed++) {
    const { said } = await played(persuader, persuadee, seed);
    const types = said.map(({ acts }) => acts.map(({ type }) => type));
    out.push(
      types.flatMap((one, index) =>
        said[index]?.seat === 0 ? [{ turn: index / 2, heard: types[index - 1] ?? [], said: one }] : [],
      ),
    );
  }
  return out;
};

const QUESTIONS: readonly Act['type'][] = [
  'ask-org-info',
  'ask-donation-procedure',
  'ask-persuader-donation-intention',
  'task-related-inquiry',
  'personal-related-inquiry',
];
const ANSWERS: readonly Act['type'][] = [
  'answer',
  'credibility-appeal',
  'donation-information',
  'self-modeling',
];

test('expert lays no guilt on anybody and does not repeat itself, whoever it talks to', async () => {
  for (const persuadee of ['model', 'random'])
    for (let seed = 0; seed < EPISODES; seed++) {
      const { said } = await played('expert', persuadee, seed);
      expect(said.some(({ acts }) => acts.some(({ type }) => type === 'guilt'))).toBe(false);
      expect(faultRates(said)).toEqual({ repetition: 0, pressing: 0, inconsistency: 0, guilt: 0 });
    }
});

test.each(['expert', 'inform'])('%s answers what it is asked in its next utterance', async (persuader) => {
  let asked = 0;
  for (const episode of await exchanges(persuader, 'random'))
    for (const { heard, said } of episode) {
      if (!heard.some((type) => QUESTIONS.includes(type))) continue;
      asked++;
      expect(
        said.some((type) => ANSWERS.includes(type)),
        `${heard} -> ${said}`,
      ).toBe(true);
    }
  expect(asked).toBeGreaterThan(200);
});

test('expert asks for a gift by its third utterance, unless the other has spoken of it already', async () => {
  for (const episode of await exchanges('expert', 'model')) {
    const early = episode.slice(0, 3).flatMap(({ said, heard }) => [...said, ...heard]);
    const spoken: readonly Act['type'][] = [
      'proposition-of-donation',
      'agree-donation',
      'disagree-donation',
      'provide-amount',
    ];
    if (episode.length >= 3)
      expect(
        early.some((type) => spoken.includes(type)),
        early.join(),
      ).toBe(true);
  }
});

test('expert asks for very little after a refusal, and takes the next no', async () => {
  let refusals = 0;
  let second = 0;
  for (const episode of await exchanges('expert', 'random')) {
    const small = episode.findIndex(({ said }) => said.includes('foot-in-the-door'));
    if (small < 0) continue;
    refusals++;
    expect(episode.slice(0, small + 1).some(({ heard }) => heard.includes('disagree-donation'))).toBe(true);
    const again = episode[small + 1];
    if (!again?.heard.includes('disagree-donation') || again.heard.includes('provide-amount')) continue;
    if (again.heard.includes('agree-donation')) continue;
    second++;
    expect(again.said).toContain('closing');
    expect(again.said).not.toContain('foot-in-the-door');
  }
  expect(refusals).toBeGreaterThan(20);
  expect(second).toBeGreaterThan(3);
});

test('expert confirms a named amount and thanks for it', async () => {
  let named = 0;
  for (const episode of await exchanges('expert', 'random')) {
    const at = episode.findIndex(({ heard }) => heard.includes('provide-amount'));
    const first = episode[at];
    if (!first || first.heard.includes('disagree-donation')) continue;
    named++;
    expect(first.said).toContain('confirm-donation');
    expect(first.said).toContain('thank');
  }
  expect(named).toBeGreaterThan(20);
});

test('what a persuader believes of interest is a distribution, and warmer after warm words', () => {
  const script = donation.scripts.expert;
  const options = donation.options.parse({});
  const after = (type: Act['type']): readonly number[] => {
    const episode = new Episode({ scenario, options, key: keyFromSeed(1, 0) });
    const state = episode.state as State;
    const said = [
      { seat: 0, acts: [], text: 'Hello.' },
      { seat: 1, acts: [{ type } as Act], text: 'Well.' },
    ];
    const [question] = donation.questions(state);
    const observation = donation.observe({ ...state, said }, 0);
    const rng = rngFromState([1, 2, 3, 4]);
    const view = { seat: 0, kind: 'ballot' as const, observation, rng, candidates: () => [] };
    if (!question) throw new Error('nothing is asked');
    return script?.believe?.(question, view) ?? [];
  };
  const [warm, cold] = [after('positive-reaction'), after('disagree-donation')];
  for (const p of [warm, cold]) expect(p.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
  expect(warm[2]).toBeGreaterThan(cold[2] ?? 1);
  expect(cold[0]).toBeGreaterThan(warm[0] ?? 1);
});

test('what expert believes of the interest of the model beats knowing nothing', async () => {
  let loss = 0;
  let asked = 0;
  for (let seed = 0; seed < EPISODES; seed++) {
    const state = await played('expert', 'model', seed);
    const talk: State = { ...state, phase: 'jar', gift: null, end: null };
    const [question] = donation.questions(talk);
    const observation = donation.observe(talk, 0);
    const rng = rngFromState([1, 2, 3, seed]);
    if (!question) continue;
    const view = { seat: 0, kind: 'ballot' as const, observation, rng, candidates: () => [] };
    const p = donation.scripts.expert?.believe?.(question, view) ?? [];
    loss -= Math.log(p[question.truth] ?? 0);
    asked++;
  }
  expect(asked).toBe(EPISODES);
  expect(loss / asked).toBeLessThan(Math.log(3) - 0.03);
});
