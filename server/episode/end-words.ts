// How an episode ended, for people who read lists.

import type { Scenario } from '../../shared/scenario.ts';
import type { EndEntry } from '../../shared/turn.ts';

/** Ends that no scenario knows of, by reason. */
const ABORTED: Readonly<Record<string, string>> = {
  bug: 'Stopped by an error',
  'log-failed': 'Stopped: it could not be logged',
  'dialogue-ended': 'The dialogue ends here',
};

/** In the scenario's words; the bare reason where it is none of this version's. */
export const endWords = (
  scenario: Pick<Scenario, 'ends'> | undefined,
  { end, reason }: Pick<EndEntry, 'end' | 'reason'>,
): string => (end === 'aborted' ? ABORTED[reason] : scenario?.ends[reason]) ?? reason;
