import { Worker } from 'node:worker_threads';
import type { EngineLimits, EngineWorker, StoppableEngine } from '../utils/extension/engine.ts';
import { createEngine } from '../utils/extension/engine.ts';

const script = new URL('./engine-thread.mjs', import.meta.url);

/** What a thread may take: a file that needs more is ended, as a browser would. */
const heapMegabytes = 2048;

/** Milliseconds. A command may take its time: nobody waits at a popup, and a machine that tests may be slow. Compiling the script takes longer than loading the built one. */
const commandLimits: Partial<EngineLimits> = { start: 60_000, open: 20_000, read: 60_000, produce: 60_000 };

export type Thread = EngineWorker & { ended: Promise<unknown> };

/** The engine in a thread of its own. `report` hears why a thread ended by itself. */
export function startThread(report: (error: unknown) => void): Thread {
  // What pdf-lib tells the console of a file is for nobody here.
  const thread = new Worker(script, { stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } });
  thread.on('error', report);
  return {
    ended: new Promise((resolve) => thread.once('exit', resolve)),
    postMessage: (request) => thread.postMessage(request),
    addEventListener(type: string, listener: (event: never) => void) {
      thread.on(type, (data: unknown) => listener({ data, preventDefault: () => undefined } as never));
    },
    terminate: () => void thread.terminate(),
  };
}

/** The extension's engine for a command. `stop` it, or Node waits for it for ever. */
export function startEngine(startWorker: () => EngineWorker, limits: Partial<EngineLimits> = {}): StoppableEngine {
  return createEngine(startWorker, { ...commandLimits, ...limits });
}
