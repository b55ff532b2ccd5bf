// A GGUF model as a LanguageModel: asks go to the process that runs it. A process that dies fails the asks it had,
// and the next ask starts another, a few times.

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Answer, type Ask, type LanguageModel, ModelError } from '../model.ts';
import type { EngineSetup, FromEngine, ToEngine } from './messages.ts';

/** A large model on a slow disk takes its time. */
const OPEN_MS = 180_000;
/** After so many deaths without an answer between them it is left alone. */
const MAX_DEATHS = 3;
const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

interface Pending {
  readonly ask: Ask;
  resolve(answer: Answer): void;
  reject(error: ModelError): void;
}

interface Running {
  readonly process: ChildProcess;
  readonly pending: Map<number, Pending>;
  readonly parallel: number;
  readonly about: string;
}

export interface EmbeddedOptions {
  /** An ask that takes longer is given up, ms. */
  readonly timeoutMs: number;
  /** Milliseconds that opening may take. */
  readonly openMs?: number;
  /** Another program to run the model; for tests. */
  readonly program?: string;
}

export interface EmbeddedModel extends LanguageModel {
  /** What runs where, for people. */
  readonly about: string;
}

const died = (name: string, how: string): ModelError =>
  new ModelError('model-broken', `The process that runs ${name} ended with ${how}.`);

const deliver = (pending: Map<number, Pending>, message: FromEngine): void => {
  if (message.kind === 'ready' || message.id === undefined) return;
  const one = pending.get(message.id);
  if (!one) return;
  if (message.kind === 'text') return one.ask.onText?.(message.piece);
  if (message.kind === 'answer') one.resolve(message.answer);
  else one.reject(new ModelError(message.fault.code, message.fault.message));
};

/** Starts the process and waits until the model is loaded. Throws ModelError. */
const start = (
  setup: EngineSetup,
  { openMs = OPEN_MS, program = CHILD }: EmbeddedOptions,
): Promise<Running> =>
  new Promise((resolve, reject) => {
    const process = fork(program, {
      execArgv: ['--no-warnings'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const pending = new Map<number, Pending>();
    const fail = (error: ModelError): void => {
      clearTimeout(timer);
      process.kill('SIGKILL');
      reject(error);
    };
    const timer = setTimeout(
      () => fail(new ModelError('model-slow', `${setup.name} was not loaded within ${openMs / 1000} s.`)),
      openMs,
    );
    process.on('message', (message: FromEngine) => {
      if (message.kind === 'ready') {
        clearTimeout(timer);
        resolve({ process, pending, parallel: message.parallel, about: message.about });
      } else if (message.kind === 'failed' && message.id === undefined)
        fail(new ModelError(message.fault.code, message.fault.message));
      else deliver(pending, message);
    });
    process.on('error', (error) => fail(died(setup.name, error.message)));
    process.on('exit', (code, signal) => {
      const error = died(setup.name, signal ?? `code ${code}`);
      fail(error);
      for (const one of pending.values()) one.reject(error);
    });
    const open: ToEngine = { kind: 'open', setup };
    process.send(open);
  });

const tell = ({ process }: Running, message: ToEngine): void => {
  if (process.connected) process.send(message);
};

/** Sends one ask and waits for its answer, the asker's signal or the time limit. */
const askIn = (running: Running, id: number, ask: Ask, timeoutMs: number): Promise<Answer> => {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { signal, onText: _, ...plain } = ask;
  const give = (error: ModelError): void => {
    tell(running, { kind: 'cancel', id });
    reject(error);
  };
  const cancel = (): void => give(new ModelError('model-cancelled', 'The question was taken back.'));
  const late = (): void =>
    give(new ModelError('model-slow', `The model did not answer within ${timeoutMs / 1000} s.`));
  const timer = setTimeout(late, timeoutMs);
  running.pending.set(id, { ask, resolve, reject });
  if (signal.aborted) cancel();
  else {
    signal.addEventListener('abort', cancel, { once: true });
    tell(running, { kind: 'ask', id, ask: plain });
  }
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
    running.pending.delete(id);
  });
};

const stop = async ({ process }: Running): Promise<void> => {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const gone = new Promise((resolve) => process.once('exit', resolve));
  process.kill('SIGKILL');
  await gone;
};

/** Loads a model in a process of its own. Throws ModelError. */
export const openEmbedded = async (setup: EngineSetup, options: EmbeddedOptions): Promise<EmbeddedModel> => {
  const first = await start(setup, options);
  let current: Promise<Running> = Promise.resolve(first);
  let [ids, deaths, closed] = [0, 0, false];
  /** The process, started anew where it died. */
  const alive = async (): Promise<Running> => {
    const known = current;
    const running = await known;
    if (running.process.connected) return running;
    if (current !== known) return alive();
    if (closed || deaths >= MAX_DEATHS)
      throw new ModelError(
        'model-broken',
        `The process that runs ${setup.name} is gone; restart the server.`,
      );
    deaths++;
    current = start(setup, options);
    current.catch(() => {
      current = Promise.resolve(running);
    });
    return current;
  };
  return {
    id: setup.name,
    parallel: first.parallel,
    about: first.about,
    async ask(ask) {
      const answer = await askIn(await alive(), ids++, ask, options.timeoutMs);
      deaths = 0;
      return answer;
    },
    async close() {
      closed = true;
      await stop(await current);
    },
  };
};
