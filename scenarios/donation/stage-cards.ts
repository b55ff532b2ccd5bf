// Cards and meters beside the scene: what the persuader has tried, who the persuadee is (for itself alone,
// and for all once the jar is open), what has been said of the gift, and at the end what is in the jar.

import type { Viewer } from '../../shared/scenario.ts';
import type { Stage } from '../../shared/stage.ts';
import { dollars } from './acts.ts';
import { label } from './labels.ts';
import { observe } from './observe.ts';
import { temper, values } from './persona-words.ts';
import { BUDGET, PERSUADEE, PERSUADER, STRATEGIES, type State } from './types.ts';

type Card = Stage['cards'][number];

const taskCard = ({ name }: State): Card => ({
  id: 'task',
  title: 'Your task',
  rows: [
    { label: 'Talk with', value: name },
    { label: 'Ask for', value: 'a gift to Save the Children' },
    { label: `${name} has`, value: `up to ${dollars(BUDGET)}` },
  ],
});

/** Strategies used so far, in the order of their first use, with how often. */
const triedCard = (state: State): Card[] => {
  const uses = new Map<string, number>();
  for (const { seat, acts } of state.said)
    if (seat === PERSUADER) for (const { type } of acts) uses.set(type, (uses.get(type) ?? 0) + 1);
  const observation = observe(state, PERSUADER);
  const rows: Card['rows'] = [...uses].flatMap(([type, times]) => {
    const strategy = STRATEGIES.find((one) => one === type);
    if (!strategy) return [];
    const value = times === 1 ? 'once' : `${times} times`;
    return [{ label: label({ type: strategy }, observation).label, value, done: true }];
  });
  return rows.length > 0 ? [{ id: 'tried', title: 'Tried so far', rows }] : [];
};

const personaCard = ({ name, persona }: State, own: boolean): Card => {
  const { more, less } = values(persona);
  const rows: Card['rows'] = [
    { label: 'Name', value: name },
    { label: 'Temper', value: temper(persona) },
  ];
  if (more !== '') rows.push({ label: 'Cares for', value: more });
  if (less !== '') rows.push({ label: 'Less for', value: less });
  rows.push({ label: 'Purse', value: dollars(BUDGET) });
  return { id: 'persona', title: own ? 'Who you are' : `Who ${name} is`, rows };
};

const talkCard = ({ said, options, promised, phase }: State): Card => {
  const rows: Card['rows'] = [
    { label: 'Named so far', value: promised === null ? 'no amount' : dollars(promised) },
  ];
  if (phase === 'talk')
    rows.push({ label: 'Utterances left', value: String(2 * options.turns - said.length) });
  return { id: 'talk', title: 'The talk', rows };
};

const jarCard = ({ gift, promised }: State): Card[] => {
  if (gift === null) return [];
  const rows: Card['rows'] = [{ label: 'In the jar', value: dollars(gift), done: gift > 0 }];
  if (promised !== null) rows.push({ label: 'Named in the talk', value: dollars(promised) });
  return [{ id: 'jar', title: 'The jar', rows }];
};

export const cardsFor = (state: State, viewer: Viewer): Card[] => {
  const open = viewer === 'all' || state.phase === 'over';
  const cards = jarCard(state);
  if (viewer === PERSUADER) cards.push(taskCard(state));
  if (viewer === PERSUADEE || open) cards.push(personaCard(state, viewer === PERSUADEE));
  if (state.phase !== 'over') cards.push(talkCard(state));
  if (viewer === PERSUADER || viewer === 'all') cards.push(...triedCard(state));
  return cards;
};

/** Whole hundredths, so that a meter's width does not tell more than its number. */
const percent = (share: number): number => Math.round(share * 100);

export const metersFor = (state: State, viewer: Viewer): Stage['meters'] => {
  const meters: Stage['meters'] = [];
  const { mind, interestAtStart, name } = state;
  if (viewer === PERSUADEE || viewer === 'all' || state.phase === 'over') {
    const whose = viewer === PERSUADEE ? 'Your' : `${name}'s`;
    meters.push({ label: `${whose} mood to give`, value: percent(mind.interest), max: 100 });
    if (viewer !== PERSUADEE)
      meters.push({ label: `${whose} mood at first`, value: percent(interestAtStart), max: 100 });
  }
  return meters;
};
