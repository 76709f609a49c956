import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { hangDoor } from '../utils/extension/page-door.ts';
import { fillPage, inspectPage, undoPage } from '../utils/page/perform.ts';

/** Injected on click: reads and fills the web form of the page that it runs in, when the background asks. */
export default defineUnlistedScript(() => {
  hangDoor({ inspect: () => inspectPage(document), fill: (request) => fillPage(document, request), undo: () => undoPage(document) });
});
