// A program: rounds of impostor's standard game. In each the crew learns against every exploiter so far, as trained and at
// twice its temperature (so that they do not all talk alike), and against scripts; then a fresh exploiter learns against
// that crew alone. A form of fictitious play (Lanctot et al. 2017, policy-space response oracles, with a mixture that
// weighs the last three exploiters double). Prints one line of JSON a round: what the crew won of its last updates.
// Arguments: data folder, rounds, first round, the crew's checkpoint, exploiters' checkpoints (separated by commas).

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [data = 'data', rounds = '4', first = '1', start = '', known = ''] = process.argv.slice(2);
const UPDATES = { crew: 40, exploiter: 50 };
const SCRIPTS = [
  'scripted:stealth~0.2',
  'scripted:mimic~0.2',
  'scripted:mimic',
  'scripted:stealth',
  'random',
];
const parlor = fileURLToPath(new URL('../../bin/parlor.mjs', import.meta.url));

const table = (crew: string, impostor: string, weight: number): object => ({
  options: { mode: 'standard' },
  seats: { crew, impostor },
  weight,
});

/** Trains one role; the share of games that the crew won in the last eight updates. */
const train = (
  name: string,
  seed: string,
  updates: number,
  plan: object,
  more: readonly string[],
): number => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      ...[parlor, 'train', '--scenario', 'impostor', '--algo', 'ppo', '--data', data],
      ...[
        '--name',
        name,
        '--seed',
        seed,
        '--updates',
        String(updates),
        '--plan',
        JSON.stringify(plan),
        ...more,
      ],
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  if (status !== 0) throw new Error(`${name}: ${stderr.slice(-500)}`);
  const wins = [...stderr.matchAll(/wins crew ([\d.]+)/g)].slice(-8).map(([, share]) => Number(share));
  return wins.reduce((sum, share) => sum + share, 0) / wins.length;
};

const exploiters = known.split(',').filter((id) => id !== '');
let crew = start;
for (let round = Number(first); round < Number(first) + Number(rounds); round++) {
  const seed = String(round);
  const learned = train(
    `round${round}`,
    seed,
    UPDATES.crew,
    {
      roles: ['crew'],
      avoids: ['invention'],
      episodes: 320,
      tables: [
        ...exploiters.flatMap((id, at) => [
          table('learn', `agent:${id}`, at >= exploiters.length - 3 ? 2 : 1),
          table('learn', `agent:${id}@2`, 0.6),
        ]),
        ...SCRIPTS.map((script) => table('learn', script, 0.4)),
      ],
      settings: {
        learningRate: 0.0015,
        learningRateEnd: 0.0005,
        decayUpdates: UPDATES.crew,
        entropyCoefficient: 0.01,
      },
    },
    ['--ablation', 'rl+l+s', ...(crew ? ['--from', crew] : [])],
  );
  crew = `impostor-crew-round${round}-s${seed}-u${UPDATES.crew}`;
  const kept = train(
    `exploiter${round}`,
    seed,
    UPDATES.exploiter,
    {
      roles: ['impostor'],
      episodes: 192,
      tables: [table(`agent:${crew}`, 'learn', 1)],
      settings: { decayUpdates: UPDATES.exploiter },
      shaping: { kill: 0.1 },
    },
    [],
  );
  exploiters.push(`impostor-impostor-exploiter${round}-s${seed}-u${UPDATES.exploiter}`);
  process.stdout.write(`${JSON.stringify({ round, crew, learned, kept })}\n`);
}
