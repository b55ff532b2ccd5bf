import { describe, expect, test } from 'vitest';
import { candidates, defaultAct, toMove } from '../scenarios/donation/candidates.ts';
import { donation } from '../scenarios/donation/index.ts';
import { legal } from '../scenarios/donation/legal.ts';
import { metrics } from '../scenarios/donation/metrics.ts';
import { narrate } from '../scenarios/donation/narrate.ts';
import { observe } from '../scenarios/donation/observe.ts';
import { OptionsSchema } from '../scenarios/donation/options.ts';
import { questions } from '../scenarios/donation/questions.ts';
import { setup } from '../scenarios/donation/setup.ts';
import { step } from '../scenarios/donation/step.ts';
import type { Act, SpeechType, State } from '../scenarios/donation/types.ts';
import { rngFromState } from '../shared/rng.ts';

const rng = (seed = 4) => rngFromState([1, 2, 3, seed]);

const table = (fields: Record<string, unknown> = {}): State => setup(OptionsSchema.parse(fields), 2, rng());

const plain = (type: SpeechType): Act => ({ type });
const name = (cents: number): Act => ({ type: 'provide-amount', cents });
const give = (cents: number): Act => ({ type: 'give', cents });

/** The mover does this. */
const play = (state: State, ...acts: Act[]) =>
  step(state, [{ seat: state.mover, acts, text: acts.map((act) => act.type).join(' ') }]);

const act = (state: State, ...acts: Act[]): State => play(state, ...acts).state;

/** Plays utterances of one act each, alternately. */
const talk = (state: State, ...types: SpeechType[]): State =>
  types.reduce((at, type) => act(at, plain(type)), state);

/** To the jar, everybody silent. */
const toJar = (state: State): State => {
  let at = state;
  while (at.phase === 'talk') at = talk(at, 'silence');
  return at;
};

describe('turns', () => {
  test('the persuader begins, the seats alternate, and the jar is passed after the last utterance', () => {
    let state = table({ turns: 3 });
    const movers: number[] = [];
    while (state.phase === 'talk') {
      movers.push(...toMove(state).map(({ seat }) => seat));
      state = talk(state, 'silence');
    }
    expect(movers).toEqual([0, 1, 0, 1, 0, 1]);
    expect(toMove(state)).toEqual([{ seat: 1, kind: 'move', deadlineMs: 45_000 }]);
  });

  test('the persuadee closes the talk once two exchanges are complete, and not before', () => {
    const early = talk(table(), 'greeting', 'closing');
    expect(early.phase).toBe('talk');
    expect(talk(early, 'thank', 'closing').phase).toBe('jar');
  });

  test('one goodbye of the persuader does not close the talk, one of each does', () => {
    const alone = talk(table(), 'greeting', 'greeting', 'closing', 'thank', 'thank', 'thank');
    expect(alone.phase).toBe('talk');
    expect(talk(table(), 'closing', 'closing').phase).toBe('jar');
  });

  test('a persuader that has said goodbye twice gets an answer, and the talk is over', () => {
    const said = talk(table(), 'greeting', 'greeting', 'closing', 'thank', 'closing');
    expect(said.phase).toBe('talk');
    expect(talk(said, 'thank').phase).toBe('jar');
  });

  test('a seat is told how many utterances it has left', () => {
    const state = talk(table({ turns: 4 }), 'greeting');
    expect([observe(state, 0).left, observe(state, 1).left]).toEqual([3, 4]);
    expect(observe(toJar(state), 0).left).toBe(0);
  });
});

describe('the jar', () => {
  test('a gift above zero is a win of the persuader, rewarded by its share of the purse', () => {
    const { state, rewards } = play(toJar(table()), give(50));
    expect(state.end).toEqual({ end: 'terminated', winners: [0, 1], reason: 'gave' });
    expect(rewards).toEqual([0.25, 0]);
    expect(toMove(state)).toEqual([]);
  });

  test('an empty jar is no win of the persuader; the persuadee never loses', () => {
    const { state, rewards } = play(toJar(table()), give(0));
    expect(state.end).toEqual({ end: 'terminated', winners: [1], reason: 'kept' });
    expect(rewards).toEqual([0, 0]);
  });

  test('talk is never rewarded', () => {
    let state = table();
    while (state.phase === 'talk') {
      const { state: next, rewards } = play(state, plain(state.mover === 0 ? 'guilt' : 'agree-donation'));
      expect(rewards).toEqual([0, 0]);
      state = next;
    }
  });

  test('any whole cents of the purse may be given, and nothing else', () => {
    const state = toJar(table());
    const takes = [0, 1, 37, 200].map((cents) => legal(state, 1, give(cents)));
    const refuses = [-1, 0.5, 201, Number.NaN].map((cents) => legal(state, 1, give(cents)));
    expect(takes).toEqual([true, true, true, true]);
    expect(refuses).toEqual([false, false, false, false]);
    expect(legal(state, 0, give(10))).toBe(false);
    expect(legal(state, 1, plain('thank'))).toBe(false);
  });

  test('the promised amount is on offer, in its place and once', () => {
    const cents = (promised: number) => {
      const state = toJar(act(talk(table(), 'proposition-of-donation'), name(promised)));
      return candidates(state, 1, []).flatMap((one) => ('cents' in one ? [one.cents] : []));
    };
    expect(cents(35).slice(5, 9)).toEqual([25, 30, 35, 40]);
    expect(cents(50).filter((one) => one === 50)).toHaveLength(1);
  });

  test('a deadline spends nobody’s money', () => {
    const state = toJar(act(talk(table(), 'proposition-of-donation'), name(200)));
    expect(defaultAct(state)).toEqual(give(0));
  });
});

describe('speech', () => {
  test('each role is offered its own acts, and no type twice in one utterance', () => {
    const state = table();
    const offered = candidates(state, 0, []);
    expect(offered).toContainEqual({ type: 'proposition-of-donation', cents: 100 });
    expect(offered.some((one) => one.type === 'agree-donation')).toBe(false);
    const next = candidates(state, 0, [{ type: 'proposition-of-donation', cents: 100 }]);
    expect(next[0]).toEqual({ type: 'done' });
    expect(next.some((one) => one.type === 'proposition-of-donation')).toBe(false);
    expect(candidates(talk(state, 'greeting'), 1, [])).toContainEqual(name(25));
  });

  test('six acts close an utterance', () => {
    const state = table();
    const six = candidates(state, 0, []).slice(1, 7);
    expect(candidates(state, 0, six)).toEqual([{ type: 'done' }]);
  });

  test('acts of the other role, odd amounts and unknown words are refused', () => {
    const asking = table();
    const answering = talk(asking, 'greeting');
    const takes = (state: State, one: unknown): boolean => legal(state, state.mover, one as Act);
    expect(takes(asking, { type: 'foot-in-the-door', cents: 7 })).toBe(true);
    expect(takes(asking, { type: 'foot-in-the-door', cents: 0 })).toBe(false);
    expect(takes(asking, { type: 'greeting', cents: 5 })).toBe(false);
    expect(takes(asking, name(5))).toBe(false);
    expect(takes(answering, name(137))).toBe(true);
    expect(takes(answering, name(500))).toBe(false);
    expect(takes(answering, { type: 'provide-amount' })).toBe(false);
    expect(takes(answering, { type: 'logical-appeal' })).toBe(false);
    expect(takes(answering, { type: 'nonsense' })).toBe(false);
    expect(takes(answering, null)).toBe(false);
  });

  test('the latest amount named stands as the promise', () => {
    const named = act(talk(table(), 'proposition-of-donation'), name(100));
    expect(named.promised).toBe(100);
    expect(act(talk(named, 'thank'), name(50)).promised).toBe(50);
  });

  test('only what the persuader says moves the persuadee', () => {
    const state = talk(table(), 'emotion-appeal');
    expect(talk(state, 'negative-reaction').mind).toEqual(state.mind);
    expect(talk(table(), 'guilt').mind).not.toEqual(table().mind);
  });
});

describe('secrets', () => {
  test('the persuader never observes persona, mood or gift before the jar is open', () => {
    const states = [table(), talk(table(), 'greeting', 'greeting'), toJar(table())];
    for (const state of states) {
      expect(observe(state, 0)).toMatchObject({ persona: null, mind: null, gift: null });
      expect(observe(state, 1)).toMatchObject({ persona: state.persona, mind: state.mind, gift: null });
    }
    expect(observe(act(toJar(table()), give(40)), 0).gift).toBe(40);
  });

  test('two personas look the same to the persuader and to the public, whatever it has said', () => {
    const shown = (seed: number): string => {
      const state = talk(
        { ...setup(OptionsSchema.parse({}), 2, rng(seed)), name: 'Kit' },
        'guilt',
        'neutral-reaction',
        'emotion-appeal',
      );
      return JSON.stringify([
        donation.stage(state, 0),
        donation.stage(state, 'public'),
        donation.brief(observe(state, 0)),
        [...donation.features(observe(state, 0))],
        narrate(state),
        candidates(state, 1, []),
      ]);
    };
    expect(new Set([1, 2, 3, 4, 5].map(shown)).size).toBe(1);
  });

  test('the persuadee sees its own mood, and everybody sees all once the jar is open', () => {
    const meters = (state: State, viewer: number | 'public'): string[] =>
      donation.stage(state, viewer).meters.map(({ label }) => label);
    expect(meters(table(), 1)).toEqual(['Your mood to give']);
    expect([...meters(table(), 0), ...meters(table(), 'public')]).toEqual([]);
    const over = act(toJar(table()), give(20));
    expect(donation.stage(over, 'public').cards.map(({ id }) => id)).toEqual(['jar', 'persona']);
  });

  test('interest is asked of the persuader alone, until the jar is open, and never rewarded', () => {
    const [question] = questions(table());
    expect(question).toMatchObject({ asked: [0], answers: ['low', 'middle', 'high'] });
    expect([question?.sign(0), question?.sign(1)]).toEqual([0, 0]);
    expect(questions(toJar(table()))).toHaveLength(1);
    expect(questions(act(toJar(table()), give(0)))).toEqual([]);
  });
});

describe('metrics', () => {
  test('gift, promise and their gap are in dollars, absent where there is none', () => {
    const promised = act(talk(table(), 'proposition-of-donation'), name(100));
    expect(metrics(promised)).toEqual({
      turns: 2,
      repetition: 0,
      pressing: 0,
      inconsistency: 0,
      guilt: 0,
      promised: 1,
    });
    const over = act(toJar(promised), give(40));
    expect(metrics(over)).toMatchObject({ gift: 0.4, gave: 1, promised: 1, promiseGap: 0.6 });
    const silent = metrics(act(toJar(table()), give(0)));
    expect(silent).toMatchObject({ gift: 0, gave: 0, turns: 20 });
    expect(silent).not.toHaveProperty('promised');
  });

  test('a story told twice and a reason given three times are repetitions', () => {
    const say = (...types: SpeechType[]): State =>
      types.reduce((at, type) => talk(at, type, 'silence'), table());
    expect(metrics(say('personal-story', 'personal-story')).repetition).toBe(1 / 2);
    expect(metrics(say('logical-appeal', 'logical-appeal')).repetition).toBe(0);
    expect(metrics(say('logical-appeal', 'logical-appeal', 'logical-appeal')).repetition).toBe(1 / 3);
    expect(metrics(say('greeting', 'thank', 'thank')).repetition).toBe(0);
  });

  test('guilt is a share of what the persuader said', () => {
    const state = act(table(), plain('guilt'), plain('thank'), plain('emotion-appeal'), plain('closing'));
    expect(metrics(state).guilt).toBe(1 / 4);
  });
});

describe('options', () => {
  test('defaults parse to themselves, and a persona is kept as given', () => {
    const { persona } = table();
    const parsed = OptionsSchema.parse({ turns: 5, persona });
    expect(JSON.stringify(OptionsSchema.parse(parsed))).toBe(JSON.stringify(parsed));
    expect(JSON.stringify(OptionsSchema.parse({}))).toBe('{"personas":"all","persona":null,"turns":10}');
    expect(setup(parsed, 2, rng(9)).persona).toEqual(persona);
  });

  test.each([
    [{ turns: 2 }, /3/],
    [{ turns: 21 }, /20/],
    [{ personas: 'some' }, /heldout/],
    [{ tempo: 3 }, /tempo/],
    [{ persona: 'kind' }, /persona/],
    [{ persona: { charm: 3 } }, /charm/],
  ])('%j is refused with a sentence', (fields, why) => {
    const parsed = OptionsSchema.safeParse(fields);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues.map(({ message, path }) => `${path.join('.')} ${message}`).join()).toMatch(
      why,
    );
  });

  test('a persona out of range is refused with its trait', () => {
    const { persona } = table();
    const [trait = ''] = Object.keys(persona);
    const parsed = OptionsSchema.safeParse({ persona: { ...persona, [trait]: 99 } });
    expect(parsed.error?.issues[0]?.message).toContain(trait.replace(/\.[xy]$/, ''));
  });
});
