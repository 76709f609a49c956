import browser from 'webextension-polyfill';
import type { Answers, Message } from './messages.ts';

/**
 * What an extension page asks the background. The work goes on when the page closes meanwhile: its outcome is then found
 * in tab-state.ts. Expected failures come as a Result; a rejection means that the extension itself was reloaded or removed.
 */
export async function ask<Type extends Message['type']>(message: Extract<Message, { type: Type }>): Promise<Answers[Type]> {
  const answer: unknown = await browser.runtime.sendMessage(message);
  if (answer === undefined) throw new Error(`The background gave no answer to ${message.type}: was the extension reloaded?`);
  return answer as Answers[Type];
}
