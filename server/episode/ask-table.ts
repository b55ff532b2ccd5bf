// A survey at a table with people: bots are asked, people's latest clicks are taken. Nobody can hold
// the table up, and a seat that fails is left out.

import type { Clock } from './clock.ts';
import type { Episode } from './episode.ts';
import { isBot, type Place } from './place.ts';
import type { Reporter } from './round.ts';
import type { Answered, Believer } from './seat.ts';
import { type Beliefs, survey } from './survey.ts';

/** Longest wait for a seat that thinks about what it believes. */
const PATIENCE_MS = 10_000;

/** `late` settles when nobody waits any longer: who has not answered by then is left out, and nobody else is. */
const guarded = (place: Place, report: Reporter, late: Promise<undefined>): Believer => {
  const { driver, seat } = place;
  if (!isBot(driver)) return { believe: (question) => place.answer(question) };
  const failed = (err: unknown): undefined => {
    report.warn({ err, seat }, 'a seat failed to say what it believes; it is left out');
    return undefined;
  };
  return {
    privileged: driver.privileged ?? false,
    believe: (question, view, signal): Answered | undefined | Promise<Answered | undefined> => {
      try {
        const answer = driver.believe?.(question, view, signal);
        return answer instanceof Promise ? Promise.race([answer.catch(failed), late]) : answer;
      } catch (err) {
        return failed(err);
      }
    },
  };
};

export interface Asking {
  readonly episode: Episode;
  readonly places: readonly Place[];
  readonly clock: Clock;
  readonly report: Reporter;
}

/** What those seats believe that answered in time; undefined: none did. */
export const askTable = async ({ episode, places, clock, report }: Asking): Promise<Beliefs | undefined> => {
  const giveUp = new AbortController();
  const late = Promise.withResolvers<undefined>();
  const asked = survey(
    episode,
    places.map((place) => guarded(place, report, late.promise)),
    giveUp.signal,
  );
  if (!(asked instanceof Promise)) return asked;
  const cancel = clock.after(PATIENCE_MS, () => late.resolve(undefined));
  const beliefs = await asked;
  cancel();
  giveUp.abort();
  return beliefs;
};
