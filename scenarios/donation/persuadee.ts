// The persuadee that learned persuaders are trained and judged against: says what the fitted model makes
// likely, and gives what it makes likely.

import type { Rng } from '../../shared/rng.ts';
import type { Script, ScriptView } from '../../shared/scenario.ts';
import { bare, DONE, SILENCE, withCents } from './acts.ts';
import { contextOf, giftOdds, type ReplyOdd, replyOdds } from './model.ts';
import type { Act, Observation, SpeechType, State } from './types.ts';

type View = ScriptView<State, Act, Observation>;

/** One of the options, by weight. */
const drawn = <T>(options: readonly T[], weight: (option: T) => number, rng: Rng): T => {
  const sum = options.reduce((total, option) => total + weight(option), 0);
  let mark = rng.float() * sum;
  for (const option of options) {
    mark -= weight(option);
    if (mark < 0) return option;
  }
  const [first] = options;
  if (first === undefined) throw new RangeError('nothing to draw from');
  return first;
};

const actOf = ({ type, cents }: ReplyOdd): Act =>
  cents === undefined ? bare(type as SpeechType) : withCents('provide-amount', cents);

const speak = ({ observation, rng }: View): readonly Act[] => {
  const { mind, said, left, promised } = observation;
  if (!mind) return [SILENCE];
  const acts = replyOdds(mind, contextOf(said, left - 1, promised))
    .map((slot) => drawn(slot, ({ weight }) => weight, rng))
    .filter(({ type }) => type !== 'nothing')
    .map(actOf);
  return [...(acts.length > 0 ? acts : [bare('acknowledgement')]), DONE];
};

const give = ({ observation, rng, candidates }: View): readonly Act[] => {
  const { mind, promised } = observation;
  if (!mind) return candidates([]).slice(0, 1);
  return [withCents('give', drawn(giftOdds(mind, promised), ({ p }) => p, rng).cents)];
};

export const model: Script<State, Act, Observation> = {
  summary: 'Speaks and gives as people did in the dialogues that it was fitted to.',
  roles: ['persuadee'],
  decide: (view) => (view.kind === 'speak' ? speak(view) : give(view)),
};
