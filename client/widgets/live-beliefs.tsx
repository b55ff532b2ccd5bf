import { useMemo, useState } from 'preact/hooks';
import type { BeliefsShown } from '../beliefs/use-beliefs.ts';
import { BeliefPanel } from './belief-panel.tsx';
import type { SeatLooks } from './hooks.ts';

/** Beliefs are shown live where no person plays. */
const NOBODY: ReadonlySet<number> = new Set();

/** The latest survey, unless the viewer looks back at an earlier one. */
export const LiveBeliefs = ({
  beliefs,
  looks: { names, colours },
  models,
  ended,
}: {
  beliefs: BeliefsShown;
  looks: SeatLooks;
  /** Seats of language models. */
  models: ReadonlySet<number>;
  ended: boolean;
}) => {
  const [back, setBack] = useState<number>();
  const last = beliefs.surveys.length - 1;
  const looks = useMemo(() => ({ names, colours, people: NOBODY, models }), [names, colours, models]);
  return (
    <BeliefPanel
      beliefs={beliefs}
      looks={looks}
      at={back ?? last}
      past={false}
      folded={ended}
      onScrub={(survey) => setBack(survey < last ? survey : undefined)}
    />
  );
};
