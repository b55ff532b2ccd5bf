// What the seats believe: a chart over the surveys, and the numbers at the moment shown.

import { useMemo, useState } from 'preact/hooks';
import { type Course, courseOf, type Looks, type Pick, questionsOf } from '../beliefs/course.ts';
import type { BeliefsShown } from '../beliefs/use-beliefs.ts';
import { shareText, text } from '../text.ts';
import { BeliefChart } from './belief-chart.tsx';
import { useMedia } from './hooks.ts';
import { Icon } from './icon.tsx';

interface Props {
  beliefs: BeliefsShown;
  looks: Looks;
  /** The latest survey of the step shown; -1: there was none yet. */
  at: number;
  /** The step shown is later than that survey. */
  past: boolean;
  /** Folded until somebody unfolds it. */
  folded?: boolean;
  onScrub(survey: number): void;
}

const Choice = ({
  label,
  value,
  options,
  onChoose,
}: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, words: string])[];
  onChoose(value: string): void;
}) => (
  <label>
    <span class="visually-hidden">{label}</span>
    <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
      {options.map(([each, words]) => (
        <option key={each} value={each}>
          {words}
        </option>
      ))}
    </select>
  </label>
);

const numberOr = (value: string): number | undefined => (value === '' ? undefined : Number(value));

/** Whose answers, and which: only where there is something to choose. */
const Choices = ({
  course,
  pick,
  names,
  onPick,
}: {
  course: Course;
  pick: Pick;
  names: Looks['names'];
  onPick(pick: Pick): void;
}) => {
  if (course.seats.length < 2) return null;
  const seats = course.seats.map((seat) => [String(seat), names.get(seat) ?? String(seat)] as const);
  const answers = course.answers.map((answer, index) => [String(index), answer] as const);
  const [truth = 0, ...others] = new Set(course.truths);
  const known = others.length === 0 ? course.answers[truth] : undefined;
  return (
    <>
      <Choice
        label={text.beliefs.whose}
        value={String(pick.whose ?? '')}
        options={[['', text.beliefs.everybody], ...seats]}
        onChoose={(seat) => onPick({ ...pick, whose: numberOr(seat) })}
      />
      {pick.whose === undefined && (
        <Choice
          label={text.beliefs.answer}
          value={String(pick.answer ?? '')}
          options={[['', text.beliefs.truth(known)], ...answers]}
          onChoose={(answer) => onPick({ ...pick, answer: numberOr(answer) })}
        />
      )}
    </>
  );
};

const Legend = ({ course, at }: { course: Course; at: number }) => (
  <ul class="belief-legend" aria-label={text.beliefs.legend}>
    {course.lines.map(({ key, name, colour, points, model }, index) => {
      const point = points[at];
      const right = course.byAnswer && course.truths[at] === index;
      return (
        <li key={key} class={point && !point.imputed ? undefined : 'muted'}>
          <span class="dot" style={{ background: colour }} />
          {name}
          {right && (
            <span class="won" title={text.beliefs.right}>
              <Icon name="check" />
              <span class="visually-hidden">{text.beliefs.right}</span>
            </span>
          )}
          <span class="number" title={point?.imputed ? text.beliefs.imputed : undefined}>
            {point ? shareText(point.p) : model ? text.beliefs.unasked : text.beliefs.none}
          </span>
        </li>
      );
    })}
  </ul>
);

const valuesAt = (course: Course, at: number): string =>
  course.lines
    .flatMap(({ name, points }) => {
      const point = points[at];
      return point ? [`${name} ${shareText(point.p)}`] : [];
    })
    .join(', ');

/** When the seats were asked, in a few words. */
const whenAsked = ({ surveys, utterances }: BeliefsShown, survey: number | undefined): string => {
  if (survey === undefined) return text.beliefs.notYet;
  if (surveys[survey]?.opens) return text.beliefs.opens;
  const said = utterances[survey];
  return said ? text.beliefs.after(said.name, said.text) : text.beliefs.unsaid;
};

/** Folded as the viewer chose; without a choice as the page suggests, and on small screens. */
const useFold = (suggested: boolean): [boolean, (folded: boolean) => void] => {
  const small = useMedia('(max-width: 799px)');
  const [choice, setChoice] = useState<{ suggested: boolean; folded: boolean }>();
  const folded = choice?.suggested === suggested ? choice.folded : small || suggested;
  return [folded, (wanted) => setChoice({ suggested, folded: wanted })];
};

/** The question that is looked at: the one picked, else what the moment is about. */
const questionAt = ({ surveys, pick }: BeliefsShown, at: number): string =>
  pick.question ?? (surveys[at] ?? surveys[0])?.questions[0]?.id ?? '';

export const BeliefPanel = ({ beliefs, looks, at, past, folded: suggested = false, onScrub }: Props) => {
  const { surveys, pick, setPick } = beliefs;
  const [folded, setFolded] = useFold(suggested);
  const id = questionAt(beliefs, at);
  const questions = useMemo(() => [...questionsOf(surveys)], [surveys]);
  const course = useMemo(() => courseOf(surveys, id, pick, looks), [surveys, id, pick, looks]);
  if (!course) return null;
  const moment = course.moments.findLastIndex((survey) => survey <= at);
  const survey = course.moments[moment];
  const when = whenAsked(beliefs, survey);
  return (
    <section class="beliefs" aria-label={text.beliefs.title}>
      <div class="beliefs-head">
        <h2 class={!folded && questions.length > 1 ? 'visually-hidden' : undefined}>
          {folded ? text.beliefs.title : course.question}
        </h2>
        {!folded && questions.length > 1 && (
          <Choice
            label={text.beliefs.question}
            value={id}
            options={questions}
            onChoose={(question) => setPick({ ...pick, question, answer: undefined })}
          />
        )}
        {!folded && <Choices course={course} pick={pick} names={looks.names} onPick={setPick} />}
        <button
          type="button"
          class="icon-button fold-beliefs"
          aria-expanded={!folded}
          aria-label={folded ? text.beliefs.show : text.beliefs.hide}
          onClick={() => setFolded(!folded)}
        >
          <Icon name="down" />
        </button>
      </div>
      {!folded && (
        <>
          <BeliefChart
            course={course}
            at={moment}
            past={past || survey !== at}
            label={`${text.beliefs.over}: ${course.question}`}
            valueText={`${when} ${valuesAt(course, moment)}`}
            onScrub={(to) => onScrub(course.moments[to] ?? 0)}
          />
          <p class="belief-moment muted">{when}</p>
          <Legend course={course} at={moment} />
        </>
      )}
    </section>
  );
};
