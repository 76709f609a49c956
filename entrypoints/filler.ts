import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { hangDoor, isDoorHung } from '../utils/extension/page-door.ts';
import { closedFrames, isReadByParent } from '../utils/page/frames.ts';
import { fillPage, inspectPage, reportPage, showOnPage, undoPage } from '../utils/page/perform.ts';

/** Injected on click: reads and fills the web form of the document that it runs in, when the background asks. */
export default defineUnlistedScript(() => {
  // It is put in again with each look at the tab; what it knows of a document stays.
  if (isDoorHung() || isReadByParent(window)) return;
  hangDoor({
    inspect: () => inspectPage(document),
    fill: (answers) => fillPage(document, new Map(answers)),
    report: () => reportPage(document) ?? null,
    undo: () => undoPage(document),
    show: (key) => showOnPage(document, key),
    closedFrames: () => closedFrames(document),
  });
});
