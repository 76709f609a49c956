import { fakeBrowser } from '@webext-core/fake-browser';
import { act } from 'preact/test-utils';
import { expect, vi } from 'vitest';
import { DeskView } from '../../components/views/DeskView.tsx';
import type { DownloadFile } from '../../utils/extension/download.ts';
import { download } from '../../utils/extension/download.ts';
import { answerVault } from '../../utils/extension/vault-messages.ts';
import { printArchive } from '../../utils/vault/bundle.ts';
import { records } from './profiles.ts';
import type { Shown } from './stage.tsx';
import { answering, calm, freshBrowser, show } from './stage.tsx';

/** The desk at its data page, with the real vault behind it. Each test file mocks the browser, `ask`, `download` and `files` itself. */

export const local = fakeBrowser.storage.local;
const views: Shown[] = [];
const noPreview = async () => ({ pages: 0, size: async () => ({ width: 1, height: 1 }), render: async () => undefined, close: () => undefined });

/** The desk at this address, once it says `words`. */
export async function openDesk(hash: string, words: string): Promise<HTMLElement> {
  location.hash = hash;
  const shown = await show((stored) => <DeskView stored={stored} openPreview={noPreview} />);
  views.push(shown);
  await see(shown.root, words);
  return shown.root;
}

export const openData = (hash = '#data') => openDesk(hash, 'Wat er bewaard wordt');

/** Deriving a key takes longer than a turn. */
export async function see(root: HTMLElement, words: string): Promise<void> {
  await vi.waitFor(
    async () => {
      await calm();
      expect(root.textContent).toContain(words);
    },
    { timeout: 20_000, interval: 50 },
  );
}

export const card = (root: HTMLElement, name: string): HTMLElement => {
  const found = root.querySelector<HTMLElement>(`section[aria-labelledby=data-${name}]`);
  if (!found) throw new Error(`There is no card ${name}.`);
  return found;
};

const downloads = () => vi.mocked(download).mock.calls.map(([file]) => file);
export const lastDownload = (): DownloadFile => downloads().at(-1) ?? { fileName: '', bytes: new Uint8Array(), type: '' };

export async function give(file: File): Promise<void> {
  const event = new Event('drop', { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { files: [file], types: ['Files'] } });
  await act(() => void document.dispatchEvent(event));
  await calm();
}

export const archiveOf = (given: Record<string, unknown>, name = 'van-an.json') => new File([printArchive(new Map(Object.entries(given)), '2026-09-01')], name);

export const cells = (root: HTMLElement) =>
  [...root.querySelectorAll('.choosing tbody tr')].map((row) => [...row.children].map((cell) => (cell.textContent ?? '').trim()));

export async function putIn(set: Record<string, unknown>): Promise<void> {
  const kept = await answerVault({ type: 'keep', set, remove: [] });
  if (!kept.ok) throw new Error(kept.code);
  await calm();
}

/** Web Crypto rejects with Node's own DOMException; happy-dom puts another in its place. */
export async function useNodeExceptions(): Promise<void> {
  const rejected: unknown = await crypto.subtle.importKey('raw', new Uint8Array(1), 'AES-GCM', false, ['decrypt']).catch((error: unknown) => error);
  if (rejected instanceof Error) vi.stubGlobal('DOMException', rejected.constructor);
}

/** No view, the demo records, 3 September 2026. */
export async function startAfresh(): Promise<void> {
  for (const view of views.splice(0)) await view.close();
  freshBrowser();
  vi.clearAllMocks();
  answering({});
  vi.setSystemTime(new Date(2026, 8, 3, 12));
  await local.set(records);
}
