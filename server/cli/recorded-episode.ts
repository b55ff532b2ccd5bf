// A dialogue between people played again under a scenario's rules: an episode like any other, which replays,
// verifies and exports. What they said is theirs; what they meant is taken from the annotators where the
// rules allow it, and read from the words as any typed text is where nobody annotated them.

import { createHash } from 'node:crypto';
import type { MeantAct, RecordedDialogue, RecordedTurn } from '../../shared/recorded.ts';
import { MAX_ACTS, MAX_TEXT, type Scenario } from '../../shared/scenario.ts';
import type { EndEntry, Header } from '../../shared/turn.ts';
import { Episode } from '../episode/episode.ts';
import type { OpenTurn } from '../episode/open-turn.ts';
import { ending, opening } from '../episode/play.ts';
import type { Utterance } from '../episode/seat.ts';
import { BeliefTally } from '../episode/survey.ts';
import type { LogEntry } from '../log/turn-log.ts';
import { version } from '../version.ts';
import type { Tally } from './recorded-tally.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Whether a candidate has every field of the pattern. */
const agrees = (candidate: unknown, pattern: Fields): candidate is Fields =>
  isFields(candidate) &&
  Object.entries(pattern).every(([key, value]) => JSON.stringify(candidate[key]) === JSON.stringify(value));

const typeOf = (act: unknown): string => (isFields(act) ? String(act.type) : '');

const cut = (text: string): string =>
  text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1).trimEnd()}…`;

export interface PlayedDialogue {
  readonly header: Header;
  readonly entries: readonly LogEntry[];
  readonly end: EndEntry;
  /** Turns that came after the rules had ended the talk. */
  readonly unplayed: number;
}

/** Told of every turn before it is taken, and what the person did in it. */
export type Onlooker = (open: OpenTurn, utterance: Utterance) => void;

/** Plays one dialogue; the tally counts what became of it. */
class Player {
  readonly entries: LogEntry[] = [];
  readonly #episode: Episode;
  readonly #tally: Tally;
  readonly #onlooker: Onlooker | undefined;

  constructor(episode: Episode, tally: Tally, onlooker: Onlooker | undefined) {
    this.#episode = episode;
    this.#tally = tally;
    this.#onlooker = onlooker;
    this.entries.push(opening(episode));
  }

  /** false: under the rules there is no such turn any more. Throws where the rules refuse what is legal. */
  turn(recorded: RecordedTurn): boolean {
    for (const act of recorded.before) this.#call(recorded.seat, act);
    const open = this.#episode.openFor(recorded.seat);
    if (!open || (open.kind !== 'speak' && recorded.text !== '')) return false;
    this.#take(open, this.#utterance(open, recorded));
    return true;
  }

  end(): EndEntry {
    const { scenario, state, totals, outcome, hash } = this.#episode;
    if (outcome) return ending(this.#episode, new BeliefTally());
    const roles = totals.map((_, seat) => scenario.role(state, seat));
    const metrics = scenario.metrics(state);
    return { type: 'end', end: 'aborted', winners: [], reason: 'dialogue-ended', roles, metrics, hash };
  }

  #isLegal(open: OpenTurn, act: unknown): boolean {
    return this.#episode.scenario.legal(this.#episode.state, open.seat, act);
  }

  #call(seat: number, act: Fields): void {
    const open = this.#episode.openFor(seat);
    if (!open || !this.#isLegal(open, act)) {
      this.#tally.callsRefused++;
      return;
    }
    this.#tally.calls++;
    this.#take(open, { acts: [act], text: '' });
  }

  #take(open: OpenTurn, utterance: Utterance): void {
    this.#onlooker?.(open, utterance);
    const taken = this.#episode.submit(open.turn, utterance);
    if (!taken.ok) throw new Error(`turn ${open.turn} is refused: ${taken.error.message}`);
    this.entries.push(taken.value, this.#episode.close());
  }

  #utterance(open: OpenTurn, recorded: RecordedTurn): Utterance {
    if (open.kind !== 'speak') return { acts: this.#meant(open, recorded).acts, text: '' };
    const tally = this.#tally;
    const words = cut(recorded.text);
    if (words !== recorded.text) tally.textsCut++;
    const { acts, text } = recorded.acts ? this.#meant(open, recorded) : this.#read(open, recorded, words);
    if (recorded.text !== '') {
      tally.turns++;
      if (acts.length === 0) tally.remarks++;
    }
    return acts.length === 0 && words === '' ? this.#silence(open) : { acts, text: cut(text) };
  }

  #silence(open: OpenTurn): Utterance {
    return { ...this.#episode.defaultUtterance(open.turn), text: '' };
  }

  #read(open: OpenTurn, { without }: RecordedTurn, text: string): { acts: unknown[]; text: string } {
    const { scenario } = this.#episode;
    const acts = scenario
      .interpret(text, open.observation)
      .filter((act) => !scenario.closes(act) && !without.includes(typeOf(act)) && this.#isLegal(open, act))
      .slice(0, MAX_ACTS);
    if (acts.length > 0) this.#tally.read++;
    return { acts, text };
  }

  #meant(open: OpenTurn, { acts, text, leftOut, without }: RecordedTurn): { acts: unknown[]; text: string } {
    const tally = this.#tally;
    tally.annotations += leftOut.length;
    for (const kind of leftOut) tally.count(tally.leftOut, kind);
    const out: { acts: unknown[]; text: string } = { acts: [], text };
    for (const meant of acts ?? []) {
      tally.annotations += meant.stands;
      const type = typeOf(meant.act);
      if (without.includes(type)) tally.count(tally.leftOut, `${type}, not the end`, meant.stands);
      else if (out.acts.length >= MAX_ACTS) tally.count(tally.leftOut, 'too many at once', meant.stands);
      else this.#say(open, meant, out);
    }
    return out;
  }

  #say(open: OpenTurn, meant: MeantAct, out: { acts: unknown[]; text: string }): void {
    const tally = this.#tally;
    const found = meant.otherwise && open.candidates([]).find((one) => agrees(one, meant.act));
    const act = found ?? meant.otherwise ?? meant.act;
    if (!this.#isLegal(open, act)) return tally.count(tally.refused, typeOf(act), meant.stands);
    out.acts.push(act);
    tally.mapped += meant.stands;
    if (!meant.said) return;
    if (!agrees(found, {})) tally.undrawn++;
    else out.text = this.#redrawn(out.text, found, meant.said);
  }

  #redrawn(text: string, act: Fields, said: Readonly<Record<string, string>>): string {
    let out = text;
    for (const [field, words] of Object.entries(said)) {
      const drawn = act[field];
      if (typeof drawn !== 'string' || !out.includes(words)) continue;
      out = out.replaceAll(words, drawn);
      this.#tally.redrawn++;
    }
    return out;
  }
}

export const importedKey = (id: string): string =>
  createHash('sha256').update(`parlor/imported/${id}`).digest('hex').slice(0, 32);

const PEOPLE = 'imported';

/** Plays a dialogue under the id. Throws RejectionError `bad-options` where its options do not parse. */
export const playDialogue = (
  scenario: Scenario,
  id: string,
  dialogue: RecordedDialogue,
  tally: Tally,
  onlooker?: Onlooker,
): PlayedDialogue => {
  const options = scenario.options.parse(dialogue.options);
  const key = importedKey(id);
  const episode = new Episode({ scenario, options, key });
  const seats = episode.totals.map(() => ({ kind: 'human' as const, occupant: PEOPLE }));
  const header: Header = {
    type: 'header',
    log: 1,
    episode: id,
    scenario: scenario.id,
    scenarioVersion: scenario.version,
    code: version,
    key,
    options,
    seats,
    // Published for research, by people who were told so.
    consent: seats.map(() => true),
    startedAt: 0,
    origin: 'imported',
    practice: false,
  };
  const player = new Player(episode, tally, onlooker);
  let unplayed = 0;
  for (const turn of dialogue.turns) if (!player.turn(turn)) unplayed++;
  const end = player.end();
  return { header, entries: [...player.entries, end], end, unplayed };
};
