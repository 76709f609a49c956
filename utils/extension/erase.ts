import browser from 'webextension-polyfill';
import { eraseRows } from './database.ts';

/** Erases everything that Intakehulp keeps: the vault, choices, forms, made PDFs, handwriting. There is no way back. For the background. */
export async function eraseEverything(): Promise<void> {
  await Promise.all([browser.storage.local.clear(), eraseRows(), browser.storage.session.clear(), browser.alarms.clearAll()]);
}
