// Models that a test opens and that are closed behind it.

import { afterEach } from 'vitest';
import type { LanguageModel } from '../../server/llm/model.ts';

/** For a whole test file: a model that is kept is closed at the end of its test. */
export const keeping = (): (<M extends LanguageModel>(opening: Promise<M>) => Promise<M>) => {
  const opened: LanguageModel[] = [];
  afterEach(async () => {
    for (const model of opened.splice(0)) await model.close();
  });
  return async (opening) => {
    const model = await opening;
    opened.push(model);
    return model;
  };
};
