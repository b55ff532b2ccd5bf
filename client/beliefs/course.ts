// What the chart of beliefs draws: lines over the surveys in which a question was asked.

import type { SurveyItem } from '../../shared/protocol.ts';
import type { ReplayFrame } from '../net/api.ts';

type Asked = SurveyItem['questions'][number];

/** What is looked at; undefined: what the episode itself suggests. */
export interface Pick {
  readonly question?: string | undefined;
  /** A seat: a line for each of its answers. Undefined: a line for each seat. */
  readonly whose?: number | undefined;
  /** The answer that is drawn for all seats; undefined: the true one. */
  readonly answer?: number | undefined;
}

interface Point {
  readonly p: number;
  /** Said earlier and not taken back. */
  readonly imputed: boolean;
}
export interface CourseLine {
  readonly key: string;
  readonly name: string;
  readonly colour: string;
  /** By moment; undefined: no answer. */
  readonly points: readonly (Point | undefined)[];
  /** A person now and then says what they believe: points, nothing in between. */
  readonly person: boolean;
  /** A language model: where it has no answer it was not asked. */
  readonly model: boolean;
}
export interface Course {
  readonly question: string;
  readonly answers: readonly string[];
  /** Seats that answered, in order. */
  readonly seats: readonly number[];
  /** Surveys in which the question was asked, by their place among all. */
  readonly moments: readonly number[];
  /** By moment, the true answer. */
  readonly truths: readonly number[];
  /** The lines are answers, not seats. */
  readonly byAnswer: boolean;
  /** Moments with which a discussion begins. */
  readonly breaks: ReadonlySet<number>;
  readonly lines: readonly CourseLine[];
}

/** How seats look, and which of them are people and language models. */
export interface Looks {
  readonly names: ReadonlyMap<number, string>;
  readonly colours: ReadonlyMap<number, string>;
  readonly people: ReadonlySet<number>;
  readonly models: ReadonlySet<number>;
}

/** For answers that name nobody. */
const PALETTE = [
  '#6cb2ff',
  '#ffb454',
  '#7ed49a',
  '#ff938a',
  '#c9a6ff',
  '#5fd6d6',
  '#f2d65c',
  '#e58fc4',
] as const;

/** Colour of an answer: of the seat that it names, else one of its own. */
const colourOf = (answer: string, index: number, { names, colours }: Looks): string => {
  const seat = [...names].find(([, name]) => name === answer)?.[0];
  return (seat !== undefined && colours.get(seat)) || (PALETTE[index % PALETTE.length] ?? PALETTE[0]);
};

const pointOf = (asked: Asked, seat: number, answer: number): Point | undefined => {
  const belief = asked.beliefs.find((one) => one.seat === seat);
  return belief && { p: belief.p[answer] ?? 0, imputed: belief.imputed ?? false };
};

interface Row {
  readonly moment: number;
  readonly asked: Asked;
}

/** One line a seat: what it gives to the answer, or to the truth as it was then. */
const bySeat = (rows: readonly Row[], seats: readonly number[], pick: Pick, looks: Looks): CourseLine[] =>
  seats.map((seat) => ({
    key: `seat-${seat}`,
    name: looks.names.get(seat) ?? String(seat),
    colour: looks.colours.get(seat) ?? 'var(--muted)',
    points: rows.map(({ asked }) => pointOf(asked, seat, pick.answer ?? asked.truth)),
    person: looks.people.has(seat),
    model: looks.models.has(seat),
  }));

/** One line an answer: what this seat gives to it. */
const byAnswer = (
  rows: readonly Row[],
  seat: number,
  answers: readonly string[],
  looks: Looks,
): CourseLine[] =>
  answers.map((name, answer) => ({
    key: `answer-${answer}`,
    name,
    colour: colourOf(name, answer, looks),
    points: rows.map(({ asked }) => pointOf(asked, seat, answer)),
    person: looks.people.has(seat),
    model: looks.models.has(seat),
  }));

/** Questions of an episode in the order in which they came up: id -> text. */
export const questionsOf = (surveys: readonly SurveyItem[]): ReadonlyMap<string, string> =>
  new Map(surveys.flatMap(({ questions }) => questions.map(({ id, text }) => [id, text] as const)));

/** Where only one seat answers, its answers are the lines. Undefined: the question was never asked. */
export const courseOf = (
  surveys: readonly SurveyItem[],
  question: string,
  pick: Pick,
  looks: Looks,
): Course | undefined => {
  const rows = surveys.flatMap(({ questions }, moment): Row[] => {
    const asked = questions.find(({ id }) => id === question);
    return asked ? [{ moment, asked }] : [];
  });
  const first = rows[0]?.asked;
  if (!first) return undefined;
  const seats = [...new Set(rows.flatMap(({ asked }) => asked.beliefs.map(({ seat }) => seat)))].sort(
    (a, b) => a - b,
  );
  const whose = seats.length === 1 ? seats[0] : pick.whose;
  // Language models that were never asked are named all the same, unless one seat is looked at.
  const unasked = pick.whose === undefined ? [...looks.models].filter((seat) => !seats.includes(seat)) : [];
  const everybody = [...seats, ...unasked].sort((a, b) => a - b);
  const breaks = rows.flatMap(({ moment }, index) =>
    !surveys[moment]?.opens && rows[index - 1]?.moment === moment - 1 ? [] : [index],
  );
  return {
    question: first.text,
    answers: first.answers,
    seats,
    moments: rows.map(({ moment }) => moment),
    truths: rows.map(({ asked }) => asked.truth),
    byAnswer: whose !== undefined,
    breaks: new Set(breaks),
    lines:
      whose === undefined
        ? bySeat(rows, everybody, pick, looks)
        : [...byAnswer(rows, whose, first.answers, looks), ...bySeat(rows, unasked, pick, looks)],
  };
};

/** The surveys of a replay, and the frame after which each was made. */
export const surveysOf = (
  frames: readonly ReplayFrame[],
  questions: Readonly<Record<string, { text: string; answers: string[] }>>,
): { surveys: SurveyItem[]; frames: number[] } => {
  const surveys: SurveyItem[] = [];
  const at: number[] = [];
  let line = 0;
  frames.forEach(({ lines, beliefs, truth, opens = false }, frame) => {
    line += lines.length;
    const asked = Object.entries(beliefs ?? {}).flatMap(([id, answered]) => {
      const known = questions[id];
      return known ? [{ id, ...known, truth: truth?.[id] ?? 0, beliefs: answered }] : [];
    });
    if (asked.length === 0) return;
    surveys.push({ n: surveys.length, line, opens, questions: asked });
    at.push(frame);
  });
  return { surveys, frames: at };
};
