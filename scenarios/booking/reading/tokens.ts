// Text to tokens: words in lower case without apostrophes, numbers, times, marks. Linear in the text.

export interface Token {
  /** Lower case; "&" is "and". */
  readonly low: string;
  readonly kind: 'word' | 'number' | 'time' | 'mark';
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /(\d{1,2}:\d{2}(?!\d))|(\d+(?:\.\d+)?(?![a-z\d]))|((?:[a-z\u00df-\u024f\d]|['’`](?=[a-z]))+)|([.?!,;:&@()\n/+$£-])/g;
const APOSTROPHES = /['’`]/g;

/** Endings that stand apart in some corpora: "do n't", "i 'd". */
const isEnding = (raw: string): boolean => raw === "n't" || /^['’`]/.test(raw);

const MAX_READ = 2000;

/** The tokens of a text; what is neither word, number nor mark is left out. */
export const tokensOf = (text: string): Token[] => {
  const lower = text.slice(0, MAX_READ).toLowerCase();
  const out: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(lower); found; found = TOKEN.exec(lower)) {
    const raw = found[0];
    const start = found.index;
    const end = start + raw.length;
    if (found[1]) out.push({ low: raw, kind: 'time', start, end });
    else if (found[2]) out.push({ low: raw, kind: 'number', start, end });
    else if (found[4])
      out.push({ low: raw === '&' ? 'and' : raw, kind: raw === '&' ? 'word' : 'mark', start, end });
    else {
      const low = raw.replace(APOSTROPHES, '');
      const last = out[out.length - 1];
      if (last?.kind === 'word' && isEnding(raw))
        out[out.length - 1] = { low: last.low + low, kind: 'word', start: last.start, end };
      else out.push({ low, kind: 'word', start, end });
    }
  }
  return out;
};
