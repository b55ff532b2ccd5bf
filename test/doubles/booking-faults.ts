// Users with a fault each, to show that the check of a user's conduct finds it. All of them behave as
// `agenda` but for the fault.

import { ATTRIBUTES } from '../../scenarios/booking/slots.ts';
import type { Act, Domain, Heard, UserObservation, Value } from '../../scenarios/booking/types.ts';
import { USER } from '../../scenarios/booking/types.ts';
import { type Player, playerOf } from './booking-episodes.ts';

const agenda = playerOf('agenda');

/** Changes what agenda is about to say. */
const altered = (change: (acts: readonly Act[], observation: UserObservation) => readonly Act[]): Player => ({
  ...agenda,
  decide: (view) => {
    const acts = agenda.decide(view);
    return view.observation.role === 'user' ? change(acts, view.observation) : acts;
  },
});

const own = (said: readonly Heard[]): readonly Heard[] => said.filter(({ seat }) => seat === USER);
const beside = (acts: readonly Act[], extra: Act | undefined): readonly Act[] =>
  extra ? [extra, ...acts.slice(-4)] : acts;

const AREAS: readonly Value[] = ['north', 'south'];

/** Says another area than the one it wants. */
const liar = altered((acts) =>
  acts.map((act) =>
    act.type === 'inform' && act.slot === 'area'
      ? { ...act, value: AREAS.find((area) => area !== act.value) ?? act.value }
      : act,
  ),
);

/** Comes back to what it wanted first, once it has told of something else. */
const backslider = altered((acts, { said }) => {
  const told = own(said).flatMap((one) => one.acts.flatMap((act) => (act.type === 'inform' ? [act] : [])));
  const first = told.find((one) =>
    told.some((other) => other.domain === one.domain && other.slot === one.slot && other.value !== one.value),
  );
  return beside(acts, first);
});

/** Tells at once what it should keep to itself. */
const blabber = altered((acts, { goal, said }) => {
  const kept = goal.domains.find(({ withheld }) => withheld.length > 0);
  const slot = kept?.withheld[0];
  if (!kept || slot === undefined || said.length > 0) return acts;
  const value = kept.info.at(-1)?.values[slot] ?? '';
  return beside(acts, { type: 'inform', domain: kept.domain, slot, value });
});

/** Says its first utterance for ever. */
const parrot = altered((acts, { said }) => {
  const [first] = own(said);
  return first ? [...first.acts, { type: 'done' }] : acts;
});

/** Says yes to everything. */
const yielder = altered((acts, { said }) => {
  const asked = said.at(-1)?.acts.some(({ type }) => type === 'confirm' || type === 'offer');
  return asked ? [{ type: 'affirm' }, { type: 'done' }] : acts;
});

/** Asks what it need not know. */
const prier = altered((acts, { goal }) => {
  const [first] = goal.domains;
  const slot = first && ATTRIBUTES[first.domain].find((one) => !first.request.includes(one));
  return beside(acts, first && slot ? { type: 'request', domain: first.domain, slot } : undefined);
});

/** Leaves with its second utterance. */
const quitter = altered((acts, { said }) => (said.length > 0 ? [{ type: 'bye' }, { type: 'done' }] : acts));

/** Gives up its last domain with its first utterance. */
const dropper = altered((acts, { goal, said }) => {
  const domain: Domain | undefined = goal.domains.at(-1)?.domain;
  return beside(acts, said.length === 0 && domain ? { type: 'drop', domain } : undefined);
});

export const faulty = {
  contradicts: liar,
  'goes back': backslider,
  reveals: blabber,
  repeats: parrot,
  invents: yielder,
  strays: prier,
  'leaves early': quitter,
  'drops early': dropper,
} as const;
