import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { widenDoor } from '../utils/extension/page-door.ts';
import { fillPage, filledAt, reportPage, undoPage } from '../utils/page/perform.ts';
import { showOnPage } from '../utils/page/show.ts';

/** Injected to fill, where the reader is: fills the web form of the document that it runs in, when the background asks. */
export default defineUnlistedScript(() => {
  widenDoor(() => ({
    fill: (answers) => fillPage(document, new Map(answers)),
    report: () => reportPage(document) ?? null,
    undo: () => undoPage(document),
    show: (key) => showOnPage(document, key, filledAt(document, key)),
  }));
});
