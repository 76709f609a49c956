import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { hangDoor, isDoorHung } from '../utils/extension/page-door.ts';
import { closedFrames, isReadByParent } from '../utils/page/frames.ts';
import { inspectPage } from '../utils/page/inspect.ts';
import { offerReading } from '../utils/page/offered.ts';
import { showOnPage } from '../utils/page/show.ts';

/** Injected on click: reads the document that it runs in, when the background asks. What fills it comes only for that. */
export default defineUnlistedScript(() => {
  // It is put in again with each look at the tab; what it knows of a document stays.
  if (isDoorHung() || isReadByParent(window)) return;
  offerReading();
  hangDoor({
    inspect: () => inspectPage(document),
    report: () => null,
    undo: async () => ({ restored: 0 }),
    show: (key) => showOnPage(document, key),
    closedFrames: () => closedFrames(document),
  });
});
