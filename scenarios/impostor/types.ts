// Words of the impostor scenario. Rooms are indices into a grid read row by row (room = y * width + x);
// seats are indices into state.players. State is JSON; every list is replaced, never changed.

import type { SeatId } from '../../shared/scenario.ts';

export type Room = number;
export type Role = 'crew' | 'impostor';

export interface Options {
  /** paper: the rules of Sarkar et al. 2025 to the number. standard: its defects and tells mended. */
  mode: 'paper' | 'standard';
  players: number;
  width: number;
  height: number;
  /** Tasks per crew seat. */
  tasks: number;
  /** Ticks between kills. */
  cooldown: number;
  /** paper: one crew seat is a random player that always reports. */
  seating: 'free' | 'paper';
  /** muted: the discussion is skipped; surveys and votes stay. */
  speech: 'on' | 'muted';
  /** Rounds of the discussion: each living seat speaks this often. */
  rounds: number;
  /** Ticks after which the episode is cut off. */
  cap: number;
}

// --- acts -------------------------------------------------------------------------------------

export type ShipAct =
  | { type: 'go'; to: Room }
  /** In standard mode the impostor has it too: standing at a task as if working. */
  | { type: 'task' }
  | { type: 'wait' }
  | { type: 'report'; body: SeatId }
  | { type: 'kill'; target: SeatId };

export type Doing = 'kill' | 'task' | 'walk' | 'idle' | 'body';

/** Claims name ticks loosely: null is "at some time". Rooms and people may be left open too. */
export type SpeechAct =
  | { type: 'accuse'; who: SeatId }
  | { type: 'defend'; who: SeatId }
  /** Where the speaker was; room null: a bare denial ("not me"). */
  | {
      type: 'alibi';
      room: Room | null;
      tick: number | null;
      with: SeatId | null;
      doing: 'task' | 'walk' | 'idle' | null;
    }
  /** doing kill: victim is who was killed. doing body: who stood by the body of victim. who null: "somebody". */
  | {
      type: 'saw';
      who: SeatId | null;
      room: Room | null;
      tick: number | null;
      doing: Doing;
      victim: SeatId | null;
    }
  | { type: 'ask'; who: SeatId | null; about: 'where' | 'who' | 'why' | 'vote' }
  | { type: 'agree'; who: SeatId | null }
  | { type: 'doubt'; who: SeatId }
  /** How the speaker means to vote; null: skip. */
  | { type: 'plan'; vote: SeatId | null }
  | { type: 'silence' }
  | { type: 'done' };

export type BallotAct = { type: 'vote'; for: SeatId | null };

export type Act = ShipAct | SpeechAct | BallotAct;

// --- state ------------------------------------------------------------------------------------

/** Something a seat noticed, in its own memory. */
export interface Sighting {
  tick: number;
  room: Room;
  who: SeatId;
  doing: Doing;
  /** kill: who was killed; body: whose body (who is then the same seat as victim). */
  victim: SeatId | null;
}

/** One utterance as all living seats heard it. */
export interface Said {
  meeting: number;
  seat: SeatId;
  acts: readonly SpeechAct[];
  text: string;
}

/** What everybody learns when a meeting is called. */
export interface MeetingFacts {
  number: number;
  tick: number;
  reporter: SeatId;
  body: SeatId;
  room: Room;
  /** Seats known to be dead since this meeting. */
  dead: readonly SeatId[];
}

export interface VoteResult {
  meeting: number;
  /** Votes for each seat; the last entry is skip. */
  tally: readonly number[];
  ejected: SeatId | null;
}

/** Where the seat itself was, one entry a change, for alibis. */
export interface Whereabouts {
  tick: number;
  room: Room;
  doing: 'task' | 'walk' | 'idle';
}

// --- observation --------------------------------------------------------------------------------

/** Everything that one seat may know, and nothing else. */
export interface Observation {
  mode: Options['mode'];
  width: number;
  height: number;
  roomNames: readonly string[];
  /** Names of all seats ("Red"), by seat. */
  names: readonly string[];
  seat: SeatId;
  role: Role;
  tick: number;
  phase: 'ship' | 'talk' | 'vote' | 'over';
  /** Seats not publicly known to be dead or ejected. */
  living: readonly SeatId[];
  alive: boolean;
  room: Room;
  /** What this seat is doing, and until which tick. */
  busy: 'idle' | 'walk' | 'task' | 'wait';
  until: number;
  /** crew: rooms of the tasks still to do; impostor (standard): rooms of its pretended tasks. */
  tasks: readonly Room[];
  tasksDone: number;
  tasksEach: number;
  /** impostor: ticks until it can kill again; crew: null. */
  cooldown: number | null;
  /** Who is seen in the room now, and bodies lying there; empty while walking or at a task. */
  here: readonly Sighting[];
  bodies: readonly SeatId[];
  /** Everything noticed so far in this episode, oldest first. */
  memory: readonly Sighting[];
  trail: readonly Whereabouts[];
  meetings: readonly MeetingFacts[];
  said: readonly Said[];
  votes: readonly VoteResult[];
  /** Speakers of the discussion still to come, this seat's turns among them; empty outside one. */
  speakers: readonly SeatId[];
}
