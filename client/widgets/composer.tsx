import { useState } from 'preact/hooks';
import type { CandidateItem, YouMessage } from '../../shared/protocol.ts';
import { text } from '../text.ts';
import { Candidates } from './candidates.tsx';
import { Countdown } from './countdown.tsx';
import { TextBox } from './text-box.tsx';

interface Props {
  you: YouMessage | undefined;
  /** What this seat was told since its last turn, where it is on again at once. */
  news: string;
  /** Shown where there is nothing to decide. */
  idle: string;
  clockSkew: number;
  /** The ballot given in this turn; it may be changed until all are in. */
  cast: { turn: number; index: number } | undefined;
  /** A request is on its way. */
  pending: boolean;
  colours: ReadonlyMap<number, string>;
  names: ReadonlyMap<number, string>;
  onAct(candidate: CandidateItem, more: boolean): void;
  onSay(words: string): Promise<boolean>;
  onTimeUp(you: YouMessage): void;
}

const Chosen = ({
  chosen,
  finish,
  disabled,
  onFinish,
}: {
  chosen: readonly string[];
  finish: CandidateItem | undefined;
  disabled: boolean;
  onFinish(candidate: CandidateItem): void;
}) => (
  <div class="chosen">
    <span class="muted">{text.composer.chosen}</span>
    {chosen.map((label, index) => (
      <span class="chip chip-fixed" key={index}>
        {label}
      </span>
    ))}
    {finish && (
      <button type="button" class="primary" disabled={disabled} onClick={() => onFinish(finish)}>
        {text.composer.finish}
      </button>
    )}
  </div>
);

const Deciding = ({ you, ...props }: Props & { you: YouMessage }) => {
  const [more, setMore] = useState(false);
  const [late, setLate] = useState<YouMessage>();
  const disabled = props.pending || late === you;
  const speaking = you.kind === 'speak';
  const finish = speaking && you.chosen.length > 0 ? you.candidates.find(({ closes }) => closes) : undefined;
  const open = finish ? you.candidates.filter((candidate) => candidate !== finish) : you.candidates;
  const cast = you.kind === 'ballot' && props.cast?.turn === you.turn ? props.cast.index : undefined;
  const pick = (candidate: CandidateItem): void => props.onAct(candidate, more && speaking);
  const timeUp = (): void => {
    setLate(you);
    props.onTimeUp(you);
  };
  return (
    <>
      <div class="composer-head">
        <h2>{props.news ? text.composer.again : text.composer.title[you.kind]}</h2>
        {speaking && (
          <label class="check">
            <input
              type="checkbox"
              checked={more}
              onChange={(event) => setMore(event.currentTarget.checked)}
            />
            {text.composer.more}
          </label>
        )}
        {cast !== undefined && <span class="muted">{text.composer.cast}</span>}
        {late === you && <span class="muted">{text.composer.timeUp}</span>}
        {you.deadline !== null && <Countdown end={you.deadline + props.clockSkew} onEnd={timeUp} />}
      </div>
      {props.news && you.chosen.length === 0 && (
        <p class="news" role="status" title={props.news}>
          {props.news}
        </p>
      )}
      {speaking && you.chosen.length > 0 && (
        <Chosen
          chosen={you.chosen}
          finish={finish}
          disabled={disabled}
          onFinish={(candidate) => props.onAct(candidate, false)}
        />
      )}
      <Candidates
        candidates={open}
        colours={props.colours}
        names={props.names}
        disabled={disabled}
        cast={cast}
        onPick={pick}
      />
      {speaking && <TextBox disabled={disabled} onSay={props.onSay} />}
    </>
  );
};

/** What this seat can do now: buttons, and words of its own where it may speak. */
export const Composer = (props: Props) => (
  <section
    class={`composer${props.you ? ` composer-${props.you.kind}` : ''}`}
    aria-label={props.you ? text.composer.title[props.you.kind] : text.composer.wait}
  >
    {props.you ? <Deciding {...props} you={props.you} /> : <p class="idle muted">{props.idle}</p>}
  </section>
);
