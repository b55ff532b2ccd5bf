// What a viewer may see drawn: two people at a table with a jar on it. The scene is the same for everybody;
// who the persuadee is and what it feels stands in the cards, for those who may know.

import type { Viewer } from '../../shared/scenario.ts';
import type { Stage } from '../../shared/stage.ts';
import { dollars } from './acts.ts';
import { seatName } from './observe.ts';
import { cardsFor, metersFor } from './stage-cards.ts';
import { BUDGET, PERSUADEE, PERSUADER, type State } from './types.ts';

type Token = Stage['tokens'][number];

const PHASES: Readonly<Record<State['phase'], string>> = {
  talk: 'Talk',
  jar: 'The jar',
  over: 'The jar is open',
};

const phaseOf = ({ phase, gift }: State): string => {
  if (phase !== 'over') return PHASES[phase];
  return gift ? `${dollars(gift)} in the jar` : 'The jar is empty';
};

const SIDES = ['side-0', 'side-1'] as const;
const TABLE = 'table';
const COLOURS = ['#5aa9ff', '#ff9f43'] as const;
const JAR_COLOUR = '#d8c9a3';

const place = (id: string, label: string, x: number, here: boolean): Stage['places'][number] => ({
  id,
  label,
  x,
  y: 0,
  w: 1,
  h: 1.35,
  tone: here ? 'here' : 'plain',
});

const placesFor = (viewer: Viewer): Stage['places'] => [
  place(SIDES[0], 'Persuader', 0, viewer === PERSUADER),
  place(TABLE, 'Table', 1, false),
  place(SIDES[1], 'Persuadee', 2, viewer === PERSUADEE),
];

const personFor = (state: State, viewer: Viewer, seat: 0 | 1): Token => {
  const speaks = state.phase === 'talk' && state.mover === seat;
  const marks: string[] = [];
  if (viewer === seat) marks.push('you');
  if (speaks) marks.push('speaker');
  return {
    id: `seat-${seat}`,
    seat,
    label: seatName(state, seat),
    colour: COLOURS[seat],
    place: SIDES[seat],
    from: null,
    pose: speaks ? 'talk' : 'idle',
    marks,
  };
};

/** The jar stands between the two, and beside the persuadee while it is being filled. */
const jarFor = ({ gift, phase }: State): Token => ({
  id: 'jar',
  seat: null,
  label: gift === null ? 'Jar' : `Jar: ${dollars(gift)}`,
  colour: JAR_COLOUR,
  place: phase === 'jar' ? SIDES[1] : TABLE,
  from: null,
  pose: 'thing',
  fill: (gift ?? 0) / BUDGET,
  marks: [],
});

const speechFor = ({ said, phase }: State): Stage['speech'] => {
  const last = said[said.length - 1];
  if (phase === 'over' || !last || last.text.trim() === '') return null;
  return { seat: last.seat, text: last.text };
};

export const stage = (state: State, viewer: Viewer): Stage => ({
  phase: phaseOf(state),
  clock: state.said.length,
  places: placesFor(viewer),
  links: [
    [SIDES[0], TABLE],
    [TABLE, SIDES[1]],
  ],
  tokens: [personFor(state, viewer, 0), personFor(state, viewer, 1), jarFor(state)],
  speech: speechFor(state),
  ballots: [],
  cards: cardsFor(state, viewer),
  meters: metersFor(state, viewer),
  notes: [],
});
