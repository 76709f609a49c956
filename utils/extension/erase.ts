import browser from 'webextension-polyfill';
import { eraseFiles } from './files.ts';
import { eraseStore } from './store.ts';

/** Erases everything that Intakehulp keeps: profiles, choices, forms, made PDFs, handwriting. There is no way back. */
export async function eraseEverything(): Promise<void> {
  await Promise.all([eraseStore(), eraseFiles(), browser.storage.session.clear()]);
}
