import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { EngineAnswer, EngineCall, EngineRequest, EngineResult } from '../utils/extension/engine.ts';
import { useFontFrom } from '../utils/pdf/font.ts';
import { openForm, openScan, produce } from '../utils/pdf/perform.ts';
import { readForm } from '../utils/pdf/read.ts';

/** The part of a dedicated worker's global that is used; the DOM's types describe a window instead. */
type WorkerScope = {
  postMessage(answer: EngineAnswer): void;
  addEventListener(type: 'message', listener: (event: { data: EngineRequest }) => void): void;
};

async function ownFont(): Promise<Uint8Array> {
  const answer = await fetch('/fonts/OpenSans-Regular.ttf');
  return new Uint8Array(await answer.arrayBuffer());
}

function perform(call: EngineCall): Promise<EngineResult> {
  switch (call.kind) {
    case 'open':
      return call.asScan ? openScan(call.bytes) : openForm(call.bytes);
    case 'read':
      return readForm(call.bytes);
    case 'produce':
      return produce(call.bytes, call.request, call.signing, call.map);
  }
}

/** Runs as a Worker: does the PDF work that it is asked, one request at a time. */
export default defineUnlistedScript(() => {
  useFontFrom(ownFont);
  const scope = globalThis as unknown as WorkerScope;
  scope.addEventListener('message', ({ data: { id, call } }) => {
    perform(call).then(
      (result) => scope.postMessage({ kind: 'answer', id, result }),
      // Thrown anew outside the promise: only so does the worker's owner see its crash.
      (error: unknown) =>
        setTimeout(() => {
          throw error;
        }),
    );
  });
  scope.postMessage({ kind: 'ready' });
});
