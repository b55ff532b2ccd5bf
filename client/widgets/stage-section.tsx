import { useState } from 'preact/hooks';
import type { CandidateItem } from '../../shared/protocol.ts';
import type { Stage } from '../../shared/stage.ts';
import { text } from '../text.ts';
import { useMedia } from './hooks.ts';
import { Icon } from './icon.tsx';
import { StageFacts, StageHead, StageLine } from './stage-facts.tsx';
import { StagePanel } from './stage-panel.tsx';
import { toast } from './toast.tsx';

interface Props {
  stage: Stage | undefined;
  candidates: readonly CandidateItem[];
  /** Somebody takes part in a conversation: on small screens the stage then starts folded. */
  talking?: boolean;
  onPick(candidate: CandidateItem): void;
}

const invite = (): void => {
  navigator.clipboard.writeText(location.href).then(
    () => toast(text.replay.copied),
    () => toast(location.href),
  );
};

/** Before the start there is nothing to draw; others can be asked in. */
const Waiting = () => (
  <div class="stage-canvas message">
    <p class="muted">{text.room.invite}</p>
    <button type="button" onClick={invite}>
      <Icon name="link" />
      {text.replay.copy}
    </button>
  </div>
);

/** Folded as the person chose, until the conversation begins or ends. */
const useFold = (talking: boolean): [folded: boolean, set: (folded: boolean) => void] => {
  const small = useMedia('(max-width: 799px)');
  const [choice, setChoice] = useState<{ talking: boolean; folded: boolean }>();
  const folded = choice?.talking === talking ? choice.folded : small && talking;
  return [folded, (wanted) => setChoice({ talking, folded: wanted })];
};

/** The stage with what belongs to it; on small screens it folds away so that the talk has room. */
export const StageSection = ({ stage, candidates, talking = false, onPick }: Props) => {
  const [folded, setFolded] = useFold(talking);
  return (
    <section class={`stage${folded ? ' stage-folded' : ''}`} aria-label={text.room.stage}>
      <div class="stage-top">
        {stage && (folded ? <StageLine stage={stage} /> : <StageHead stage={stage} />)}
        <button
          type="button"
          class="icon-button fold"
          aria-expanded={!folded}
          aria-label={folded ? text.room.showStage : text.room.hideStage}
          onClick={() => setFolded(!folded)}
        >
          <Icon name="down" />
        </button>
      </div>
      {!folded &&
        (stage ? <StagePanel stage={stage} candidates={candidates} onPick={onPick} /> : <Waiting />)}
      {!folded && stage && <StageFacts stage={stage} />}
    </section>
  );
};
