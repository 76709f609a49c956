import type { Runtime } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { Sender } from './authorise.ts';

/**
 * Hears the extension's messages. `answer` returns undefined for what is not its business. A promise returned to the browser
 * is an answer in Firefox only, hence the callback; and where the work rejects, which is a bug, the asker gets `whenBroken`
 * instead of waiting for ever, and the error shows itself in the console.
 */
export function answerMessages(answer: (message: unknown, sender: Sender) => Promise<unknown> | undefined, whenBroken: unknown): void {
  const listener: Runtime.OnMessageListenerCallback = (message, sender, sendResponse) => {
    const answered = answer(message, sender);
    // The listener's type knows only the answering kind; any other value lets the browser ask the next listener.
    if (!answered) return undefined as unknown as true;
    answered.then(sendResponse, (error: unknown) => {
      sendResponse(whenBroken);
      throw error;
    });
    return true;
  };
  browser.runtime.onMessage.addListener(listener);
}
