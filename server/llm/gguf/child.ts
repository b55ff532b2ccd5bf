// The process in which a model runs. A fault in native code, or a file that trips it, ends this process alone.
// Run by embedded.ts; ends when its parent does.

import { setPriority } from 'node:os';
import { ModelError } from '../model.ts';
import { type Engine, openEngine } from './engine.ts';
import type { Fault, FromEngine, PlainAsk, ToEngine } from './messages.ts';

/** Rooms go a little before it where cores are few. */
const NICE = 1;

const say = (message: FromEngine): void => {
  process.send?.(message);
};

const faultOf = (error: unknown): Fault => {
  if (error instanceof ModelError) return { code: error.code, message: error.message };
  const why = error instanceof Error ? error.message : String(error);
  return { code: 'model-broken', message: `The model failed: ${why.slice(0, 200)}.` };
};

const asks = new Map<number, AbortController>();
let engine: Engine | undefined;

const answer = async (id: number, ask: PlainAsk): Promise<void> => {
  const stop = new AbortController();
  asks.set(id, stop);
  try {
    if (!engine) throw new ModelError('model-broken', 'The model was asked before it was opened.');
    const found = await engine.ask(ask, stop.signal, (piece) => say({ kind: 'text', id, piece }));
    say({ kind: 'answer', id, answer: found });
  } catch (error) {
    const cancelled = new ModelError('model-cancelled', 'The question was taken back.');
    say({ kind: 'failed', id, fault: faultOf(stop.signal.aborted ? cancelled : error) });
  } finally {
    asks.delete(id);
  }
};

const hear = async (message: ToEngine): Promise<void> => {
  if (message.kind === 'ask') return answer(message.id, message.ask);
  if (message.kind === 'cancel') return asks.get(message.id)?.abort();
  try {
    setPriority(NICE);
    engine = await openEngine(message.setup);
    say({ kind: 'ready', parallel: engine.parallel, about: engine.about });
  } catch (error) {
    say({ kind: 'failed', fault: faultOf(error) });
  }
};

process.on('message', (message: ToEngine) => void hear(message));
process.on('disconnect', () => process.exit(0));
// The parent hears the same signal from the terminal and closes in its own order.
process.on('SIGINT', () => undefined);
