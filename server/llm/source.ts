// Where models come from, as those who seat them see it.

import type { LanguageModel } from './model.ts';

export interface ModelSource {
  /** Those that can be seated now, the one that is meant where none is named first. */
  names(): readonly string[];
  /** Throws ModelError. */
  open(name: string): Promise<LanguageModel>;
}
