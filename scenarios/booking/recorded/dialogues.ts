// MultiWOZ's dialogues as they are played here. Customer and clerk take turns, the customer first. Clerks
// have the last word in the corpus; here the customer then leaves, without a word, since that is what ends
// an episode. A goodbye said before is in the text alone.

import { z } from 'zod';
import type { Recorded, RecordedDialogue, RecordedTurn } from '../../../shared/recorded.ts';
import { RejectionError } from '../../../shared/result.ts';
import { AGENT, USER, type World } from '../types.ts';
import { dialogueId } from '../world/multiwoz/convert.ts';
import { goalsOf, worldOf } from '../world/shelf.ts';
import { type Line, LogSchema } from './annotated.ts';
import { begin, type Followed } from './follow.ts';
import { agentSaid } from './said-agent.ts';
import { userSaid } from './said-user.ts';

const FilesSchema = z.object({ dialogues: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** Utterances after which an episode is cut off unless it is longer. */
const CAP = 40;
const MOST = 200;

const LEAVES: RecordedTurn = {
  seat: USER,
  text: '',
  before: [],
  acts: [{ act: { type: 'bye' }, stands: 0 }],
  without: [],
  leftOut: [],
};

const turnOf = (followed: Followed, line: Line, at: number): RecordedTurn => {
  const seat = at % 2 === 0 ? USER : AGENT;
  const text = line.text.replaceAll(/\s+/g, ' ').trim();
  const without = seat === USER ? ['bye'] : [];
  if (Object.keys(line.dialog_act).length === 0)
    return { seat, text, before: [], acts: null, without, leftOut: [] };
  const { before, acts, leftOut } = seat === USER ? userSaid(followed, line) : agentSaid(followed, line);
  return { seat, text, before, acts, without, leftOut };
};

const laidOut = (world: World, id: string, log: readonly Line[]): RecordedDialogue => {
  const followed = begin(world);
  const said = log.map((line, at) => turnOf(followed, line, at));
  // Who has the last word decides whether the clerk still has a turn, which passes in silence.
  const pass: RecordedTurn = { ...LEAVES, seat: AGENT, acts: [] };
  const turns = log.length % 2 === 0 ? [...said, LEAVES] : [...said, pass, LEAVES];
  const cap = Math.min(MOST, Math.max(CAP, turns.length + 1));
  return { id, options: { world: 'multiwoz', goal: id, cap }, turns };
};

const logOf = (file: string, id: string, dialogue: unknown): readonly Line[] => {
  const parsed = LogSchema.safeParse(dialogue);
  if (parsed.success) return parsed.data.log;
  const [issue] = parsed.error.issues;
  const why = `${issue?.path.join('.')}: ${issue?.message}`;
  throw new RejectionError('bad-data', `${file}: what is said in ${id} is not as published (${why}).`);
};

/** The dialogues whose goals the world holds; those without one, or without words, are named. */
export const readDialogues = (given: unknown): Recorded => {
  const world = worldOf('multiwoz');
  const goals = new Set(goalsOf(world).map(({ id }) => id));
  const refused: Record<string, string[]> = {};
  const refuse = (why: string, id: string): void => {
    refused[why] = [...(refused[why] ?? []), id];
  };
  const dialogues = new Map<string, RecordedDialogue>();
  for (const [file, all] of Object.entries(FilesSchema.parse(given).dialogues))
    for (const [key, dialogue] of Object.entries(all)) {
      const id = dialogueId(key);
      const log = logOf(file, id, dialogue);
      if (dialogues.has(id)) continue;
      if (!goals.has(id)) refuse('its goal cannot be played', id);
      else if (log.length === 0) refuse('nothing is said in it', id);
      else if (log.length + 3 > MOST) refuse('it is too long', id);
      else dialogues.set(id, laidOut(world, id, log));
    }
  return { dialogues: [...dialogues.values()], refused };
};
