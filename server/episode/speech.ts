// Free text at a table: read for acts, kept as typed. What is said need not be among the candidates.

import { MAX_ACTS, MAX_TEXT } from '../../shared/scenario.ts';
import type { Episode } from './episode.ts';
import type { Place } from './place.ts';
import type { Reporter } from './round.ts';
import type { Utterance } from './seat.ts';
import { stream } from './streams.ts';

/** Acts that the scenario hears in the text, as far as they are legal now; none: a remark. */
const actsIn = (episode: Episode, place: Place, text: string, report: Reporter): readonly unknown[] => {
  const { open, seat } = place;
  try {
    const found = open ? episode.scenario.interpret(text, open.observation) : [];
    return found.filter((act) => episode.scenario.legal(episode.state, seat, act));
  } catch (err) {
    // A parser that stumbles over odd text must not cost the table its episode.
    report.error(
      { err, scenario: episode.scenario.id, seat },
      'interpret threw; the text stands as a remark',
    );
    return [];
  }
};

/** The utterance of a typed text, after the acts already picked for it. */
export const heard = (episode: Episode, place: Place, text: string, report: Reporter): Utterance => {
  const { scenario } = episode;
  const { open, chosen, seat } = place;
  const acts = [...chosen, ...actsIn(episode, place, text, report)];
  const spoken = acts.length > 1 ? acts.filter((act) => !scenario.closes(act)) : acts;
  if (!open || chosen.length === 0) return { acts: spoken.slice(0, MAX_ACTS), text };
  const rng = stream(episode.keyAt(episode.step), `phrase:${seat}`, open.turn);
  const before = scenario.phrase(chosen, open.observation, rng);
  return { acts: spoken.slice(0, MAX_ACTS), text: `${before} ${text}`.slice(0, MAX_TEXT) };
};
