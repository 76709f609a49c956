import browser from 'webextension-polyfill';
import { failure } from '../result.ts';
import type { Engine, EngineResult, FormCall, EngineWorker, OpenResult, ProduceResult, ReadResult, StoppableEngine } from './engine.ts';
import { createEngine } from './engine.ts';
import { startEngineScript } from './worker-script.ts';

/** A call on its way to the offscreen document; other extension pages hear it too and leave it alone. */
export type OffscreenCall = { target: 'offscreen'; call: FormCall };

/** Chrome's; Firefox has no such thing and needs none: its background is a page with Workers. */
type Offscreen = { createDocument(options: { url: string; reasons: string[]; justification: string }): Promise<void> };
type Contexts = { getContexts(filter: { contextTypes: string[] }): Promise<readonly unknown[]> };

const offscreenPage = 'offscreen.html';

const startWorker = (): EngineWorker => startEngineScript();

/** For a context that has Workers: Firefox's background, the offscreen document, an extension page. */
export function startEngine(): StoppableEngine {
  return createEngine(startWorker);
}

/** An engine for this one use, which ends with it and with all that it held. */
export async function withEngine<Value>(use: (engine: StoppableEngine) => Promise<Value>): Promise<Value> {
  const engine = startEngine();
  try {
    return await use(engine);
  } finally {
    engine.stop();
  }
}

/** For the background: a Worker where there are any, else (Chrome's service worker) one in the offscreen document. */
export function reachEngine(): Engine {
  return typeof Worker === 'undefined' ? createOffscreenEngine() : startEngine();
}

export function isOffscreenCall(message: unknown): message is OffscreenCall {
  return typeof message === 'object' && message !== null && 'target' in message && message.target === 'offscreen' && 'call' in message;
}

let opening: Promise<void> | undefined;

/** Only one offscreen document may exist, and creating a second one fails: whoever comes while it is being made waits for it. */
function openOffscreen(): Promise<void> {
  opening ??= createOffscreen().finally(() => {
    opening = undefined;
  });
  return opening;
}

async function createOffscreen(): Promise<void> {
  const runtime = browser.runtime as unknown as Contexts;
  const { offscreen } = browser as unknown as { offscreen: Offscreen };
  // Not remembered in a variable: the document outlives the service worker, and closes itself when idle.
  const open = await runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  if (open.length > 0) return;
  await offscreen.createDocument({ url: offscreenPage, reasons: ['WORKERS'], justification: 'Reads and fills the PDF in a worker that can be stopped.' });
}

/** Time limits are kept by the engine in the document; here only its disappearance shows. */
export function createOffscreenEngine(): Engine {
  async function deliver(call: FormCall): Promise<unknown> {
    await openOffscreen();
    const message: OffscreenCall = { target: 'offscreen', call };
    return browser.runtime.sendMessage(message);
  }

  async function perform(call: FormCall): Promise<EngineResult> {
    const delivered = await deliver(call).catch((error: unknown) => {
      // The idle document closed itself between being found and being asked: nobody has begun, so asking again is safe.
      if (noReceiver(error)) return deliver(call);
      throw error;
    });
    // No answer: the document was closed at work.
    return delivered === undefined ? failure('engineStopped') : (delivered as EngineResult);
  }

  async function performOrStop(call: FormCall): Promise<EngineResult> {
    try {
      return await perform(call);
    } catch (error) {
      if (documentGone(error)) return failure('engineStopped');
      throw error;
    }
  }

  return {
    open: (bytes, asScan) => performOrStop({ kind: 'open', bytes, asScan }) as Promise<OpenResult>,
    read: (bytes) => performOrStop({ kind: 'read', bytes }) as Promise<ReadResult>,
    produce: (bytes, request, signing, map, how) => performOrStop({ kind: 'produce', bytes, request, signing, map, how }) as Promise<ProduceResult>,
  };
}

/** Browsers tell these apart by their sentence only. */
function noReceiver(error: unknown): boolean {
  return error instanceof Error && error.message.includes('Receiving end does not exist');
}

function documentGone(error: unknown): boolean {
  return noReceiver(error) || (error instanceof Error && /message (port|channel) (is )?closed/i.test(error.message));
}
