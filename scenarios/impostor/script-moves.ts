// How scripted seats move about the ship.

import type { Rng } from '../../shared/rng.ts';
import type { ScriptView } from '../../shared/scenario.ts';
import type { State } from './state.ts';
import type { Act, Observation, Room } from './types.ts';

export type View = ScriptView<State, Act, Observation>;
type Offer = readonly Act[];

const ofType = <T extends Act['type']>(offer: Offer, type: T): (Act & { type: T })[] =>
  offer.filter((act): act is Act & { type: T } => act.type === type);

/** Uniform over what is offered. */
export const wander = (view: View): Act => view.rng.pick(view.candidates([]));

/** Uniform, but a body is always reported. */
export const wanderAndReport = (view: View): Act => {
  const offer = view.candidates([]);
  const reports = ofType(offer, 'report');
  return view.rng.pick(reports.length > 0 ? reports : offer);
};

const steps = (width: number, from: Room, to: Room): number =>
  Math.abs((from % width) - (to % width)) + Math.abs(Math.floor(from / width) - Math.floor(to / width));

/** A room next to this one on a shortest way to the nearest of `goals`. */
const towards = (offer: Offer, goals: readonly Room[], width: number, rng: Rng): Act | undefined => {
  const far = (room: Room): number => Math.min(...goals.map((goal) => steps(width, room, goal)));
  const ways = ofType(offer, 'go');
  if (goals.length === 0 || ways.length === 0) return undefined;
  const best = Math.min(...ways.map((way) => far(way.to)));
  return rng.pick(ways.filter((way) => far(way.to) === best));
};

/** Reports; works; walks to the nearest task; with nothing left to do, wanders. */
export const toil = (view: View): Act => {
  const offer = view.candidates([]);
  const urgent = [...ofType(offer, 'report'), ...ofType(offer, 'task')][0];
  if (urgent) return urgent;
  const { tasks, width } = view.observation;
  return towards(offer, tasks, width, view.rng) ?? view.rng.pick(offer);
};

/** Kills whoever is in reach; else wanders, never reporting. */
export const hunt = (view: View): Act => {
  const offer = view.candidates([]);
  const kills = ofType(offer, 'kill');
  return view.rng.pick(kills.length > 0 ? kills : offer.filter((act) => act.type !== 'report'));
};

/** The only other seat in the room, when nobody else can see what happens to it. */
const lonePrey = (observation: Observation, offer: Offer): Act | undefined => {
  const kills = ofType(offer, 'kill');
  const near = observation.here.filter((seen) => seen.room === observation.room);
  return kills.length === 1 && near.length === 1 && near[0]?.who === kills[0]?.target ? kills[0] : undefined;
};

/** Stays with a single companion, leaves crowds, empty rooms and bodies. */
const stalk = (view: View, offer: Offer): Act => {
  const { observation, rng } = view;
  const near = observation.here.filter((seen) => seen.room === observation.room);
  if (near.length === 1 && observation.bodies.length === 0) {
    const stay = offer.find((act) => act.type === 'wait');
    if (stay) return stay;
  }
  const seen = observation.here.filter((one) => one.room !== observation.room).map((one) => one.room);
  return towards(offer, seen, observation.width, rng) ?? rng.pick(ofType(offer, 'go'));
};

/** Kills only when alone with the victim, and otherwise looks for somebody to be alone with. */
export const prowl = (view: View): Act => {
  const offer = view.candidates([]);
  return lonePrey(view.observation, offer) ?? stalk(view, offer);
};

/** Somebody whom nobody sees die: everybody else in the room is bent over a task. */
const unwatchedPrey = (observation: Observation, offer: Offer): Act | undefined => {
  const kills = ofType(offer, 'kill');
  const eyes = observation.here.filter((seen) => seen.room === observation.room && seen.doing !== 'task');
  if (eyes.length === 0) return kills[0];
  return eyes.length === 1 ? kills.find((kill) => kill.target === eyes[0]?.who) : undefined;
};

/** Ticks before the next kill at which pretending gives way to stalking. */
const HUNGRY = 2;

/**
 * Goes about its pretended tasks until it can soon kill, kills where nobody looks, and reports its own
 * victim when somebody walks in.
 */
export const feign = (view: View): Act => {
  const offer = view.candidates([]);
  const { observation, rng } = view;
  const prey = unwatchedPrey(observation, offer);
  if (prey) return prey;
  const company = observation.here.some((seen) => seen.room === observation.room && seen.doing !== 'task');
  const report = ofType(offer, 'report')[0];
  if (report && company) return report;
  if (observation.bodies.length > 0) return rng.pick(ofType(offer, 'go'));
  if ((observation.cooldown ?? 0) <= HUNGRY) return stalk(view, offer);
  const task = ofType(offer, 'task')[0];
  if (task) return task;
  return towards(offer, observation.tasks, observation.width, rng) ?? stalk(view, offer);
};
