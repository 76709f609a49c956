import { authorise } from '../../utils/extension/authorise.ts';
import type { EngineResult, FormCall } from '../../utils/extension/engine.ts';
import { isOffscreenCall, startEngine } from '../../utils/extension/engine-host.ts';
import { answerMessages } from '../../utils/extension/listen.ts';
import { failure } from '../../utils/result.ts';

/** Milliseconds without work after which the page closes itself: an engine at rest keeps tens of megabytes. */
const idleLimit = 120_000;

const engine = startEngine();
let atWork = 0;
let idle: ReturnType<typeof setTimeout> | undefined;

function rest(): void {
  clearTimeout(idle);
  if (atWork === 0) idle = setTimeout(() => window.close(), idleLimit);
}

function perform(call: FormCall): Promise<EngineResult> {
  switch (call.kind) {
    case 'open':
      return engine.open(call.bytes, call.asScan);
    case 'read':
      return engine.read(call.bytes);
    case 'produce':
      return engine.produce(call.bytes, call.request, call.signing, call.map, call.how);
  }
}

answerMessages((message, sender) => {
  if (authorise(sender).kind !== 'page' || !isOffscreenCall(message)) return undefined;
  atWork += 1;
  clearTimeout(idle);
  return perform(message.call).finally(() => {
    atWork -= 1;
    rest();
  });
}, failure('engineStopped'));

rest();
