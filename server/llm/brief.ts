// What a seat is told, cut to what a small model can read: lists give up their oldest lines first, rules
// last. And what others said cannot pass for a part of the prompt: marks that a chat template could take
// for its own are broken.

/** Lists whose lines are all needed, and in order: cut last, from their end. */
const KEPT = /^(rules|your errand)\b/i;

interface Section {
  readonly title: string | undefined;
  lines: string[];
}

const sectionsOf = (brief: string): Section[] => {
  const sections: Section[] = [{ title: undefined, lines: [] }];
  for (const line of brief.split('\n')) {
    const last = sections.at(-1) as Section;
    if (line.startsWith('- ')) last.lines.push(line);
    else if (line.endsWith(':')) sections.push({ title: line, lines: [] });
    else if (last.title === undefined) last.lines.push(line);
    else sections.push({ title: undefined, lines: [line] });
  }
  return sections;
};

const isList = ({ title, lines }: Section): boolean => title !== undefined && lines.length > 1;
const sizeOf = ({ lines }: Section): number => lines.reduce((sum, line) => sum + line.length + 1, 0);

const textOf = (sections: readonly Section[]): string =>
  sections.flatMap(({ title, lines }) => (title === undefined ? lines : [title, ...lines])).join('\n');

const largest = (sections: readonly Section[]): Section | undefined =>
  sections.reduce<Section | undefined>(
    (best, one) => (best && sizeOf(best) >= sizeOf(one) ? best : one),
    undefined,
  );

/** The brief in at most `longest` characters, the newest lines of every list kept longest. */
export const trimmed = (brief: string, longest: number): string => {
  const sections = sectionsOf(brief);
  let size = textOf(sections).length;
  while (size > longest) {
    const lists = sections.filter(isList);
    const memories = lists.filter(({ title }) => !KEPT.test(title ?? ''));
    const cut = largest(memories) ?? largest(lists);
    if (!cut) break;
    const gone = memories.includes(cut) ? cut.lines.shift() : cut.lines.pop();
    size -= (gone?.length ?? 0) + 1;
  }
  return textOf(sections).slice(0, longest);
};

/** `<|im_start|>`, `<start_of_turn>`, `[INST]`, `<s>`, and the brackets they are made of. */
const MARKS = /[<>]|\|(?=>)|\[\/?(?:INST|SYS|system|user|assistant)\]/gi;
const FENCES = /`{3,}|#{2,}|-{3,}/g;

/** Text that no chat template takes for its own marks. */
export const disarmed = (text: string): string => text.replace(MARKS, ' ').replace(FENCES, ' ');
