// PersuasionForGood as episodes of the donation scenario. Persuader and persuadee take turns, the persuader
// first, one utterance each an exchange. The persuadee is given its own traits; what it gave afterwards goes
// into the jar at the end. Where the persuader had the last word, the persuadee passes in silence.

import type { MeantAct, Recorded, RecordedDialogue, RecordedTurn } from '../../shared/recorded.ts';
import { type HumanDialogue, type PersuasionCorpus, readPersuasion } from '../corpora/persuasion.ts';
import { actsOf, typeOf } from '../fit/labels.ts';
import { SCALES } from '../fit/personas.ts';
import { dialoguesPart, offered } from './import-dialogues.ts';
import type { Prepared } from './import-part.ts';

/** What people had been paid, cents: nobody can give more here. */
const BUDGET = 200;
/** Exchanges that the scenario has room for. */
const FEWEST = 3;
const MOST = 20;

/** Counts beside those of every import of dialogues. */
interface Counts {
  /** Dialogues whose acts are the annotators'. */
  annotated: number;
  /** Gifts above the payment, which count as all of it. */
  giftsCapped: number;
  /** Traits that are not on their scale, and are taken as average. */
  traitsLeftOut: number;
  silentLastWords: number;
}

const personaOf = ({ persuadee }: HumanDialogue, counts: Counts): Record<string, number> => {
  const persona: Record<string, number> = {};
  for (const { name, min, max } of SCALES) {
    const value = persuadee.traits[name];
    if (value !== undefined && value >= min && value <= max) persona[name] = value;
    else counts.traitsLeftOut++;
  }
  return persona;
};

/** One or more utterances of one person in a row. */
interface Run {
  readonly seat: 0 | 1;
  readonly turns: readonly number[];
  readonly text: string;
}

const runsOf = ({ said }: HumanDialogue): Run[] => {
  const runs: Run[] = [];
  for (const { seat, turn, text } of said) {
    const last = runs.at(-1);
    const words = text.replaceAll(/\s+/g, ' ').trim();
    if (last?.seat === seat)
      runs[runs.length - 1] = { seat, turns: [...last.turns, turn], text: `${last.text} ${words}` };
    else runs.push({ seat, turns: [turn], text: words });
  }
  return runs;
};

/** Acts that the annotators' labels stand for, each type once, and the labels that are no act. */
const labelled = (
  { sentences }: HumanDialogue,
  { seat, turns }: Run,
): Pick<RecordedTurn, 'acts' | 'leftOut'> => {
  if (sentences === null) return { acts: null, leftOut: [] };
  const acts = new Map<string, MeantAct>();
  const leftOut: string[] = [];
  for (const sentence of sentences) {
    if (sentence.seat !== seat || !turns.includes(sentence.turn)) continue;
    leftOut.push(...sentence.labels.filter((label) => typeOf(seat, label) === null));
    for (const act of actsOf(sentence)) {
      // Nobody annotated guilt; it is read from the sentence.
      const stands = (acts.get(act.type)?.stands ?? 0) + (act.type === 'guilt' ? 0 : 1);
      acts.set(act.type, { act: acts.get(act.type)?.act ?? act, stands });
    }
  }
  return { acts: [...acts.values()], leftOut };
};

const silent = { text: '', before: [], without: [], leftOut: [] } as const;

const laidOut = (dialogue: HumanDialogue, runs: readonly Run[], counts: Counts): RecordedDialogue => {
  const turns: RecordedTurn[] = runs.map((run, at) => ({
    seat: run.seat,
    text: run.text,
    before: [],
    // Goodbyes end the talk: they wait for each one's last words, the persuadee's for the very last.
    without: at < runs.length - (run.seat === 1 ? 1 : 2) ? ['closing'] : [],
    ...labelled(dialogue, run),
  }));
  if (runs.length % 2 === 1) {
    counts.silentLastWords++;
    turns.push({ seat: 1, acts: [], ...silent });
  }
  if (dialogue.sentences !== null) counts.annotated++;
  const gave = Math.round(100 * dialogue.persuadee.gave);
  if (gave > BUDGET) counts.giftsCapped++;
  const gift = { type: 'give', cents: Math.min(BUDGET, gave) };
  turns.push({ seat: 1, acts: [{ act: gift, stands: 0 }], ...silent });
  const persona = personaOf(dialogue, counts);
  return { id: dialogue.id, options: { persona, turns: Math.ceil(runs.length / 2) }, turns };
};

/** Why a dialogue cannot be played; undefined: it can. */
const obstacle = (runs: readonly Run[]): string | undefined => {
  if (runs[0]?.seat !== 0) return 'the persuadee begins';
  if (runs.length > 2 * MOST) return 'it is too long';
  return runs.length < 2 * FEWEST ? 'it is too short' : undefined;
};

export const recordedPersuasion = ({
  dialogues,
}: PersuasionCorpus): { recorded: Recorded; counts: Readonly<Counts> } => {
  const counts: Counts = { annotated: 0, giftsCapped: 0, traitsLeftOut: 0, silentLastWords: 0 };
  const refused: Record<string, string[]> = {};
  const playable = dialogues.flatMap((dialogue) => {
    const runs = runsOf(dialogue);
    const why = obstacle(runs);
    if (why === undefined) return [laidOut(dialogue, runs, counts)];
    refused[why] = [...(refused[why] ?? []), dialogue.id];
    return [];
  });
  return { recorded: { dialogues: playable, refused }, counts };
};

/** The folder's dialogues, played. Throws RejectionError `bad-data`. */
export const persuasionPart = (folder: string): Prepared => {
  const { recorded, counts } = recordedPersuasion(readPersuasion(folder));
  return dialoguesPart(offered('donation'), 'p4g', recorded, counts);
};
