import { fakeBrowser } from '@webext-core/fake-browser';
import type { ComponentChildren } from 'preact';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { vi } from 'vitest';
import { Root } from '../../components/Root.tsx';
import type { Stored } from '../../components/stored.ts';
import { ask } from '../../utils/extension/ask.ts';
import type { Message } from '../../utils/extension/messages.ts';
import { writeOutside } from '../../utils/extension/outside.ts';
import { letGo } from '../../utils/extension/vault.ts';
import type { VaultMessage } from '../../utils/extension/vault-messages.ts';
import { answerVault } from '../../utils/extension/vault-messages.ts';

/** A view in the document, on the fake browser's storage. Each test file mocks `webextension-polyfill` and `ask` itself. */
export type Shown = { root: HTMLElement; close: () => Promise<void> };

export async function show(view: (stored: Stored) => ComponentChildren): Promise<Shown> {
  const root = document.createElement('div');
  document.body.append(root);
  await act(() => render(<Root>{view}</Root>, root));
  await calm();
  return {
    root,
    close: async () => {
      await act(() => render(null, root));
      root.remove();
    },
  };
}

/** What the test's background answers, by message type. What is not here goes to the real vault and the real store. */
type Given = Partial<Record<Message['type'], unknown>>;

const jobs: readonly Message['type'][] = ['openTab', 'openFile', 'readForm', 'produce', 'fillTab', 'undoTab'];

export function answering(given: Given): void {
  const answer = async (message: Message) => {
    if (message.type in given) return given[message.type] as never;
    if (message.type === 'remember') return (await writeOutside(message)) as never;
    if (jobs.includes(message.type)) throw new Error(`Nobody answers ${message.type}.`);
    return (await answerVault(message as VaultMessage)) as never;
  };
  vi.mocked(ask).mockImplementation((message) => {
    unanswered += 1;
    return answer(message).finally(() => {
      unanswered -= 1;
    });
  });
}

/** The vault's records, by key. */
export async function inVault(): Promise<Record<string, unknown>> {
  const loaded = await answerVault({ type: 'loadVault' });
  if (!loaded.ok || !loaded.value || !('records' in loaded.value)) throw new Error('The vault does not open.');
  return loaded.value.records;
}

/** Messages that the background has not answered yet. */
let unanswered = 0;

/** Lets promises, storage events and effects have their turn, until the background has answered everything for a while. */
export async function calm(): Promise<void> {
  for (let quiet = 0; quiet < 6; quiet = unanswered > 0 ? 0 : quiet + 1) await act(async () => void (await new Promise((done) => setTimeout(done, 0))));
}

/** The element whose label, aria-label or own words are these. */
export function find<Kind extends HTMLElement = HTMLElement>(root: HTMLElement, words: string): Kind {
  const own = (element: Element) => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
  const label = [...root.querySelectorAll('label')].find((candidate) => own(candidate) === words);
  const labelled = label && (label.htmlFor ? document.getElementById(label.htmlFor) : label.querySelector('input'));
  const found = labelled ?? [...root.querySelectorAll('button, a, summary')].find((candidate) => own(candidate) === words);
  if (!found) throw new Error(`Nothing is called “${words}” in: ${root.textContent}`);
  return found as HTMLElement as Kind;
}

export async function press(root: HTMLElement, words: string): Promise<void> {
  await act(() => find(root, words).click());
  await calm();
}

/** One keystroke's worth: the field's new value and the event that the browser sends, with no time for anything else. */
export function typeNow(field: HTMLElement, value: string): void {
  (field as HTMLInputElement).value = value;
  act(() => void field.dispatchEvent(new Event('input', { bubbles: true })));
}

export async function type(root: HTMLElement, words: string, value: string): Promise<void> {
  typeNow(find(root, words), value);
  await calm();
}

export async function choose(root: HTMLElement, words: string, value: string): Promise<void> {
  const list = find<HTMLSelectElement>(root, words);
  list.value = value;
  await act(() => void list.dispatchEvent(new Event('change', { bubbles: true })));
  await calm();
}

/** happy-dom lays nothing out, so nothing changes its size. */
export function nothingResizes(): void {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
}

/** An empty browser that speaks Dutch. */
export function freshBrowser(): void {
  fakeBrowser.reset();
  void letGo();
  answering({});
  fakeBrowser.i18n.getUILanguage = () => 'nl-BE';
  nothingResizes();
}
