import type { Page } from 'puppeteer-core';
import { tell } from '../support/browser/person.ts';
import type { Session } from '../support/browser/session.ts';
import { settle } from '../support/browser/wait.ts';
import { passphrase, readVault } from './burst.ts';

export const modes = ['plain', 'locked'] as const;
export type Mode = (typeof modes)[number];

/** A page of the extension, when it and the background answer again. */
export function openDesk(session: Session): Promise<Page> {
  return settle(
    'the extension to be there',
    async () => {
      const page = await session.open(`${session.origin}/desk.html#settings`);
      await readVault(page);
      return page;
    },
    60_000,
  );
}

/** An empty vault, with the passphrase or without. */
export async function prepareVault(page: Page, mode: Mode): Promise<void> {
  await tell(page, { type: 'erase' });
  if (mode === 'locked') await tell(page, { type: 'setPassphrase', passphrase });
}
