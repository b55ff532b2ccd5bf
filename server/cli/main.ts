// The command line. Each command lives in its own file and is read only when it is called.

import { Command, CommanderError, Option } from 'commander';
import { type Rejection, RejectionError } from '../../shared/result.ts';
import { version } from '../version.ts';
import { addSetupCommands } from './commands-setup.ts';
import { say, whole } from './output.ts';

const common = (command: Command): Command =>
  command
    .addOption(new Option('--json', 'the last line of stdout is one JSON object'))
    .addOption(
      new Option('--seed <n>', 'derive every random draw from this number').argParser(whole('--seed', 0)),
    )
    .addOption(new Option('--data <dir>', 'folder of the log').default(process.env.DATA_DIR || './data'));

/** A list given twice is one list. */
const alsoThese = (text: string, before: string | undefined): string => (before ? `${before},${text}` : text);

/** Flags of commands that play episodes headless. */
const playing = (command: Command): Command =>
  common(command)
    .requiredOption('--scenario <id>', 'which scenario')
    .option(
      '--seats <list>',
      'comma-separated seats: random, scripted:NAME, agent, agent:CHECKPOINT, agent@0, llm, llm:MODEL, agent+llm, ROLE=KIND; the last repeats',
      alsoThese,
    )
    .addOption(
      new Option('--episodes <n>', 'how many').argParser(whole('--episodes', 1, 10_000_000)).default(100),
    )
    .option('--options <json>', 'scenario options', '{}')
    .addOption(
      new Option('--threads <n>', 'threads; all cores unless told').argParser(whole('--threads', 1, 256)),
    );

/** Builds the program; importing this file runs nothing. */
export const program = (): Command => {
  const root = new Command('parlor')
    .description('Rooms where people, language models and learning agents play task scenarios together.')
    .version(version)
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .hook('preAction', async (_root, command) => {
      checkValues(command);
      if (!WITHOUT_RESOURCES.includes(command.name())) await readResources(command);
    });

  common(root.command('serve'))
    .description('serve the game on a port')
    .addOption(new Option('--port <n>', 'port to listen on').argParser(whole('--port', 0, 65535)))
    .option('--learn <scenario>', "train this scenario's agents from the episodes played here, live")
    .action(async (flags) => (await import('./serve.ts')).serve(flags));

  playing(root.command('play'))
    .description('play episodes headless and count results')
    .option('--log', 'keep the episodes in the log, with their state hashes')
    .action(async (flags) => (await import('./play.ts')).play(flags));

  playing(root.command('evaluate'))
    .description("play episodes headless, with the scenario's baselines beside")
    .action(async (flags) => (await import('./evaluate.ts')).evaluate(flags));

  common(root.command('train'))
    .description('train agents by self-play, or from a log')
    .requiredOption('--scenario <id>', 'which scenario')
    .requiredOption('--algo <name>', 'ppo, bc; from a log: bc, fbc, mc, ilql, reinforce (topr)')
    .addOption(new Option('--minutes <m>', 'stop after this').argParser(whole('--minutes', 1, 100_000)))
    .addOption(new Option('--updates <n>', 'stop after so many').argParser(whole('--updates', 1)))
    .option('--offline <dir>', 'learn from the log of this data folder; --data unless told')
    .addOption(
      new Option('--origin <kind>', 'of the log only episodes that came about so').choices([
        'room',
        'play',
        'fork',
        'imported',
      ]),
    )
    .option('--resume', "go on from this run's latest checkpoint")
    .option('--out <dir>', 'keep checkpoints here instead of DATA/checkpoints')
    .option('--name <run>', "the run's name, a part of its checkpoints' ids")
    .option('--from <checkpoints>', 'begin with the weights of these, one a role, separated by commas')
    .option('--ablation <name>', 'a variant that the training sheet names; impostor: rl, l, rl+l, rl+l+s')
    .option('--plan <json>', 'overrides of the training sheet: roles, tables, settings', '{}')
    .addOption(new Option('--threads <n>', 'self-play threads').argParser(whole('--threads', 1, 256)))
    .addOption(
      new Option('--checkpoint-every <n>', 'updates between checkpoints').argParser(
        whole('--checkpoint-every', 1),
      ),
    )
    .action(async (flags) => (await import('./train.ts')).train(flags));

  common(root.command('tournament'))
    .description('everybody against everybody, rated by role; every game is in the log')
    .requiredOption('--scenario <id>', 'which scenario')
    .requiredOption('--entrants <list>', 'comma-separated seats; ROLE=KIND plays that role alone', alsoThese)
    .addOption(
      new Option('--episodes <n>', 'how many games at least; blocks are played whole')
        .argParser(whole('--episodes', 1, 1_000_000))
        .default(100),
    )
    .option('--options <json>', 'scenario options', '{}')
    .option('--resume', 'go on with the same tournament where it was cut off')
    .option('--serve', 'play in rooms of a server, where every game can be watched')
    .addOption(new Option('--port <n>', "that server's port").argParser(whole('--port', 0, 65535)))
    .addOption(
      new Option('--rooms <n>', 'games in its rooms at once').argParser(whole('--rooms', 1, 100)).default(4),
    )
    .addOption(
      new Option('--pace <name>', 'of games in rooms while nobody watches; watched ones are live')
        .choices(['live', 'fast'])
        .default('fast'),
    )
    .action(async (flags) => (await import('./tournament.ts')).tournament(flags));

  common(root.command('leaderboard'))
    .description("a tournament's table, made again from the log")
    .requiredOption('--scenario <id>', 'which scenario')
    .option('--tournament <id>', 'which one; the newest unless told')
    .action(async (flags) => (await import('./tournament.ts')).leaderboard(flags));

  common(root.command('ship'))
    .description('make a trained checkpoint one that the project brings along')
    .argument('<checkpoint>')
    .requiredOption('--scenario <id>', 'which scenario')
    .requiredOption('--role <role>', 'which role')
    .option('--out <dir>', "another folder than the project's checkpoints/")
    .addOption(
      new Option('--episodes <n>', 'held-out episodes to judge it by')
        .argParser(whole('--episodes', 1, 1_000_000))
        .default(1000),
    )
    .action(async (checkpoint, flags) => (await import('./ship.ts')).ship(checkpoint, flags));

  common(root.command('replay'))
    .description('print an episode turn by turn')
    .argument('<episode>')
    .option('--verify', 'check every candidate digest, reward and state hash')
    .option('--as <viewer>', 'whose view: all, public or a seat number', 'all')
    .action(async (episode, flags) => (await import('./replay.ts')).replayCommand(episode, flags));

  common(root.command('fork'))
    .description('play on from a turn of a logged episode with other seats')
    .argument('<episode>')
    .addOption(
      new Option('--turn <n>', 'the first turn to be played anew')
        .argParser(whole('--turn', 0))
        .makeOptionMandatory(),
    )
    .option('--seats <list>', 'as in play', alsoThese)
    .addOption(
      new Option('--episodes <n>', 'how many forks').argParser(whole('--episodes', 1, 100_000)).default(1),
    )
    .action(async (episode, flags) => (await import('./fork.ts')).forkCommand(episode, flags));

  common(root.command('verify'))
    .description('replay logged episodes and compare every state hash')
    .argument('[episode]')
    .option('--all', 'every episode in the log')
    .action(async (episode, flags) => (await import('./verify.ts')).verifyCommand(episode, flags));

  common(root.command('export'))
    .description('write ended episodes for training or analysis')
    .addOption(
      new Option('--format <name>', 'file format')
        .choices(['jsonl', 'chatml', 'sharegpt'])
        .makeOptionMandatory(),
    )
    .option('--out <file>', 'write to a file instead of stdout')
    .option('--scenario <id>', 'only this scenario')
    .addOption(
      new Option('--origin <kind>', 'only episodes that came about so').choices([
        'room',
        'play',
        'fork',
        'imported',
      ]),
    )
    .action(async (flags) => (await import('./export.ts')).exportCommand(flags));

  common(root.command('import'))
    .description('bring in data of others, dialogues included: multiwoz DIR, persuasion-for-good DIR')
    .argument('<corpus>')
    .argument('<dir>', 'the folder as its publishers give it out')
    .action(async (corpus, dir, flags) => (await import('./import.ts')).importCommand(corpus, dir, flags));

  common(root.command('fit'))
    .description('fit a simulated user to the dialogues of people: donation DIR')
    .argument('<scenario>')
    .argument('<dir>', 'the folder as its publishers give it out')
    .option('--out <file>', 'write the table here instead of into the scenario')
    .option('--date <day>', 'the date to write into it; today unless told')
    .option('--check', 'write nothing: say whether the table is what a fit gives')
    .option('--folds', 'write nothing: judge the fit on all dialogues, a fifth at a time')
    .action(async (scenario, dir, flags) => (await import('./fit.ts')).fitCommand(scenario, dir, flags));

  common(root.command('doctor'))
    .description('say what this machine and this folder are ready for')
    .action(async (flags) => (await import('./doctor.ts')).doctor(flags));

  addSetupCommands(root, common);

  common(root.command('bench'))
    .description('measure speed beside a peer in the same run')
    .option('--only <name>', 'one benchmark')
    .action(async (flags) => (await import('./bench.ts')).bench(flags));

  return root;
};

/** Commands that play nothing; the server reads its resources itself. */
const WITHOUT_RESOURCES: readonly string[] = [
  'serve',
  'import',
  'doctor',
  'tensorflow',
  'llm',
  'list',
  'pull',
];

/** What has been imported is there for every command that plays or replays. */
const readResources = async (command: Command): Promise<void> => {
  const { data } = command.opts<{ data?: string }>();
  if (data !== undefined) (await import('../resources.ts')).loadResources(data);
};

/** A flag whose value was forgotten takes the next flag for it; an empty folder would be the root. */
const checkValues = (command: Command): void => {
  for (const [name, value] of Object.entries(command.opts<Record<string, unknown>>())) {
    const forgotten = typeof value === 'string' && (value.startsWith('--') || (name === 'data' && !value));
    if (forgotten) throw new RejectionError('bad-options', `--${name} needs a value, not "${value}".`);
  }
};

/** What the parser found wrong, as one sentence that says where to look. */
const misuse = ({ message }: CommanderError, argv: readonly string[]): Rejection => {
  const command = program().commands.find((one) => one.name() === argv[2]);
  const help = command ? `parlor ${command.name()} --help` : 'parlor --help';
  const what = message
    .replace(/^error: /, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/\.$/, '');
  return { code: 'bad-options', message: `${what}; see \`${help}\`.` };
};

const complain = ({ code, message }: Rejection, argv: readonly string[]): void => {
  process.stderr.write(`parlor: ${message}\n`);
  if (argv.includes('--json')) say(JSON.stringify({ error: { code, message } }));
  process.exitCode = 1;
};

/** Whoever reads the output may stop reading; that is no failure. */
const outputFailed = ({ code, message }: NodeJS.ErrnoException): void => {
  if (code === 'EPIPE' || process.exitCode) return;
  process.stderr.write(`parlor: the output cannot be written (${message}).\n`);
  process.exitCode = 1;
};

/** Runs the command line; sets the exit code, never throws for bad input. */
export const main = async (argv: readonly string[]): Promise<void> => {
  process.stdout.on('error', outputFailed);
  try {
    await program().parseAsync(argv);
  } catch (error) {
    if (error instanceof RejectionError) return complain(error, argv);
    if (!(error instanceof CommanderError)) throw error;
    // Help was printed already; where nobody asked for it, it counts as misuse.
    if (error.code === 'commander.help') process.exitCode = error.exitCode;
    else if (error.exitCode !== 0) complain(misuse(error, argv), argv);
  }
};
