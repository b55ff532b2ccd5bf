// The stage as part of the page: the picture, which is decoration for those who cannot see it, and
// phase, meters, cards and notes as text.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { CandidateItem } from '../../shared/protocol.ts';
import type { Stage } from '../../shared/stage.ts';
import { type Hit, hitStage } from '../stage/layout.ts';
import type { Picture, Targets } from '../stage/picture.ts';
import { text } from '../text.ts';
import { StageMenu } from './stage-menu.tsx';

interface Props {
  stage: Stage;
  /** Candidates that stand for a place or a seat can be clicked there. */
  candidates: readonly CandidateItem[];
  onPick(candidate: CandidateItem): void;
}

const targetsOf = (candidates: readonly CandidateItem[]): Targets => ({
  places: new Set(candidates.flatMap(({ place }) => (place === undefined ? [] : [place]))),
  seats: new Set(candidates.flatMap(({ seat }) => (seat === undefined ? [] : [seat]))),
});

const atHit = (hit: Hit | undefined, stage: Stage, candidates: readonly CandidateItem[]): CandidateItem[] => {
  if (!hit) return [];
  if ('place' in hit)
    return candidates.filter(({ place, seat }) => place === hit.place && seat === undefined);
  const token = stage.tokens.find(({ id }) => id === hit.token);
  const here = candidates.filter(({ seat }) => seat !== undefined && seat === token?.seat);
  return here.length > 0
    ? here
    : candidates.filter(({ place, seat }) => place === token?.place && seat === undefined);
};

/** Loads Phaser and keeps one picture for as long as the page shows a stage. */
const usePicture = (stage: Stage, candidates: readonly CandidateItem[]) => {
  const parent = useRef<HTMLDivElement>(null);
  const [picture, setPicture] = useState<Picture>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    let made: Picture | undefined;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    import('../stage/picture.ts')
      .then(({ createPicture }) => {
        if (gone || !parent.current) return;
        made = createPicture(parent.current, calm);
        setPicture(made);
      })
      .catch(() => setFailed(true));
    return () => {
      gone = true;
      made?.destroy();
    };
  }, []);
  useEffect(() => picture?.show(stage, targetsOf(candidates)), [picture, stage, candidates]);
  return { parent, picture, failed };
};

const said = (stage: Stage): string => {
  const name = stage.tokens.find(({ seat }) => seat === stage.speech?.seat)?.label;
  return stage.speech && name ? `. ${text.stage.said(name, stage.speech.text)}` : '';
};

export const StagePanel = ({ stage, candidates, onPick }: Props) => {
  const { parent, picture, failed } = usePicture(stage, candidates);
  const [menu, setMenu] = useState<{ x: number; y: number; items: CandidateItem[] }>();
  useEffect(() => setMenu(undefined), [candidates]);
  const itemsAt = (event: MouseEvent): { x: number; y: number; items: CandidateItem[] } => {
    const box = parent.current?.getBoundingClientRect();
    const [x, y] = [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
    const layout = picture?.layout();
    return { x, y, items: layout ? atHit(hitStage(layout, x, y), stage, candidates) : [] };
  };
  const click = (event: MouseEvent): void => {
    const at = itemsAt(event);
    const [only] = at.items;
    if (at.items.length === 1 && only) return onPick(only);
    setMenu(at.items.length > 1 ? at : undefined);
  };
  const hover = (event: MouseEvent): void => {
    if (parent.current) parent.current.style.cursor = itemsAt(event).items.length > 0 ? 'pointer' : '';
  };
  return (
    <div class="stage-canvas">
      {failed && <p class="empty">{text.errors.stage}</p>}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: every click here is a candidate button too */}
      <div
        class="stage-picture"
        ref={parent}
        role="img"
        aria-label={`${text.stage.label(stage.phase, stage.clock)}${said(stage)}`}
        onClick={click}
        onMouseMove={hover}
      />
      {menu && (
        <StageMenu
          {...menu}
          onClose={() => setMenu(undefined)}
          onPick={(candidate) => {
            setMenu(undefined);
            onPick(candidate);
          }}
        />
      )}
    </div>
  );
};
