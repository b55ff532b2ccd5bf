import { useState } from 'preact/hooks';
import type { CandidateItem } from '../../shared/protocol.ts';
import type { Stage } from '../../shared/stage.ts';
import { text } from '../text.ts';
import { Icon } from './icon.tsx';
import { StageFacts, StageHead } from './stage-facts.tsx';
import { StagePanel } from './stage-panel.tsx';
import { toast } from './toast.tsx';

interface Props {
  stage: Stage | undefined;
  candidates: readonly CandidateItem[];
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

/** The stage with what belongs to it; on small screens it folds away so that the talk has room. */
export const StageSection = ({ stage, candidates, onPick }: Props) => {
  const [folded, setFolded] = useState(false);
  return (
    <section class={`stage${folded ? ' stage-folded' : ''}`} aria-label={text.room.stage}>
      <div class="stage-top">
        {stage && <StageHead stage={stage} />}
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
