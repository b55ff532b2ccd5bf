// What /api/episodes/ID gives: an episode frame by frame, as one viewer saw it. Before the end only
// what the public saw, without names of scripts, numbers of hidden turns, or the key.

import type { LineItem } from '../../shared/protocol.ts';
import { ok, type Result, reject } from '../../shared/result.ts';
import type { Scenario, Viewer } from '../../shared/scenario.ts';
import type { Stage } from '../../shared/stage.ts';
import type { Belief, EndEntry, EpisodeRecord, Header, Occupant, TurnEntry } from '../../shared/turn.ts';
import type { Episode } from '../episode/episode.ts';
import { type OnStep, recall } from '../episode/recall.ts';

/** Later frames of a longer episode are left out, and `truncated` says so. */
const MAX_FRAMES = 5000;

interface ReplayTurn extends Pick<TurnEntry, 'turn' | 'seat' | 'kind' | 'acts' | 'text' | 'by' | 'forced'> {
  /** Why a language model had no part in it that was its to have, by code. */
  readonly why?: string;
}

export interface ReplayFrame {
  /** The last turn that led here; -1: the setup. While live: the frame's own number. */
  readonly turn: number;
  readonly step: number;
  readonly stage: Stage;
  readonly lines: readonly LineItem[];
  readonly beliefs?: Readonly<Record<string, readonly Belief[]>>;
  /** With the beliefs: the true answer to each question, an index. */
  readonly truth?: Readonly<Record<string, number>>;
  /** With the beliefs: a discussion begins with them, no utterance led to them. */
  readonly opens?: boolean;
  readonly turns: readonly ReplayTurn[];
}

export interface ReplaySeat extends Occupant {
  readonly name: string;
  readonly role?: string;
}

export interface ReplayData {
  readonly header: Pick<Header, 'episode' | 'scenario' | 'startedAt' | 'practice' | 'parent'> & {
    readonly title: string;
    readonly version: number;
    readonly seats: readonly ReplaySeat[];
  };
  readonly frames: readonly ReplayFrame[];
  /** What the beliefs are about, by question id. */
  readonly questions?: Readonly<
    Record<string, { readonly text: string; readonly answers: readonly string[] }>
  >;
  readonly end: EndEntry | null;
  readonly key?: string;
  readonly live?: true;
  readonly truncated?: true;
}

/** "all", "public" or a seat's number. */
export const parseViewer = (text: string, seats: number): Result<Viewer> => {
  if (text === 'all' || text === 'public') return ok(text);
  const seat = Number(text);
  if (/^\d{1,2}$/.test(text) && seat < seats) return ok(seat);
  return reject('unknown-seat', `"as" is all, public, or a seat from 0 to ${seats - 1}.`);
};

const headerData = (
  header: Header,
  scenario: Scenario,
  episode: Episode,
  open: boolean,
): ReplayData['header'] => ({
  episode: header.episode,
  scenario: header.scenario,
  title: scenario.title,
  version: header.scenarioVersion,
  startedAt: header.startedAt,
  practice: header.practice,
  ...(header.parent ? { parent: header.parent } : {}),
  seats: header.seats.map(({ kind, occupant }, seat) => ({
    name: scenario.seatName(episode.state, seat),
    kind,
    occupant: open || kind === 'human' ? occupant : 'bot',
    ...(open ? { role: scenario.role(episode.state, seat) } : {}),
  })),
});

const turnData = ({ turn, seat, kind, acts, text, by, forced, llm }: TurnEntry): ReplayTurn => ({
  turn,
  seat,
  kind,
  acts,
  text,
  ...(by ? { by } : {}),
  ...(forced ? { forced } : {}),
  ...(llm?.why ? { why: llm.why } : {}),
});

/** Whether the public may see a live episode at all: not where it is shown with a delay. */
const delayed = ({ room }: Header): boolean => typeof room?.reveal === 'object';

/** Throws RejectionError where the log does not fit this server. */
export const replayData = (record: EpisodeRecord, scenario: Scenario, viewer: Viewer): Result<ReplayData> => {
  const { header, end } = record;
  const open = end !== undefined;
  if (!open && (viewer !== 'public' || delayed(header)))
    return reject(
      'secret-until-end',
      'This episode is still being played; ask again with as=public, or later.',
    );
  const frames: ReplayFrame[] = [];
  const questions: Record<string, { text: string; answers: readonly string[] }> = {};
  let lines = 0;
  let before = '';
  let opens = true;
  const onStep: OnStep = ({ state }, { turn, step, beliefs }, turns, transcript) => {
    if (frames.length >= MAX_FRAMES) return;
    const stage = scenario.stage(state, viewer);
    const items = transcript.items(viewer, lines);
    lines += items.length;
    const text = open ? '' : JSON.stringify(stage);
    // Steps in which nobody saw a change must not be counted by those who watch.
    if (!open && text === before && items.length === 0) return;
    before = text;
    const truth: Record<string, number> = {};
    const asking = viewer === 'all' && open ? scenario.questions(state) : [];
    if (asking.length === 0) opens = true;
    for (const { id, text: asked, answers, truth: right } of beliefs ? asking : []) {
      questions[id] ??= { text: asked, answers };
      truth[id] = right;
    }
    const shown = open ? turns.filter(({ seat }) => viewer === 'all' || viewer === seat) : [];
    frames.push({
      turn: open ? turn : frames.length,
      step: open ? step : frames.length,
      stage,
      lines: items,
      turns: shown.map(turnData),
      ...(viewer === 'all' && open && beliefs ? { beliefs, truth, opens } : {}),
    });
    if (beliefs) opens = false;
  };
  const { episode } = recall(record, scenario, onStep, false);
  return ok({
    header: headerData(header, scenario, episode, open),
    frames,
    ...(Object.keys(questions).length > 0 ? { questions } : {}),
    end: end ?? null,
    ...(end ? { key: header.key } : { live: true }),
    ...(frames.length >= MAX_FRAMES ? { truncated: true } : {}),
  });
};
