import { z } from 'zod';

/** Compiled validators need eval, which the pages' content policy forbids. Schemas decide this when
 * they are made: to be called before any module that makes one is loaded. */
export const forbidEval = (): void => {
  z.config({ jitless: true });
};
