import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { ListReply, ListRequest } from '../utils/extension/list-messages.ts';
import { inMessages } from '../utils/extension/list-messages.ts';
import { OpenList } from '../utils/profiles/open-list.ts';

/** The part of a dedicated worker's global that is used; the DOM's types describe a window instead. */
type WorkerScope = {
  postMessage(reply: ListReply): void;
  addEventListener(type: 'message', listener: (event: { data: ListRequest }) => void): void;
};

/** Runs as a Worker: reads lists of schools. */
export default defineUnlistedScript(() => {
  const scope = globalThis as unknown as WorkerScope;
  const list = new OpenList();
  scope.addEventListener('message', ({ data: { id, call } }) => {
    for (const message of inMessages(id, list.answer(call))) scope.postMessage(message);
  });
});
