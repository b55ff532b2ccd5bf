// A program: opens the back end named in its arguments, or the best, and prints what was said and chosen.
// Several names, with commas between them, are opened one after the other without a test.

import { type Backend, openBackend } from '../../server/policy/tf.ts';
import { RejectionError } from '../../shared/result.ts';

const said: string[] = [];
const print = (answer: object): void => {
  process.stdout.write(`\n${JSON.stringify(answer)}\n`);
};
try {
  const names = process.argv[2]?.split(',') ?? [undefined];
  const options = { say: (line: string) => said.push(line), tested: names.length > 1 };
  let chosen: Backend | undefined;
  for (const name of names) chosen = await openBackend(name, options);
  print({ chosen, said });
} catch (error) {
  if (!(error instanceof RejectionError)) throw error;
  print({ refused: error.message, said });
}
process.exit();
