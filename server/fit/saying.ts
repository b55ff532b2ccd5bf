/** Sayings of one act (or of none: "remark"), and what was heard before them where that decides. */
export interface Sayings {
  readonly label: string;
  readonly after: readonly string[];
  readonly texts: readonly string[];
}

export const says = (label: string, after: readonly string[], texts: string): Sayings => ({
  label,
  after,
  texts: texts.split('|').map((text) => text.trim()),
});
