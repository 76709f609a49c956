import { fakeBrowser } from '@webext-core/fake-browser';
import type { ComponentChildren } from 'preact';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { vi } from 'vitest';
import { Root } from '../../components/Root.tsx';
import type { Stored } from '../../components/stored.ts';

/** A view in the document, on the fake browser's storage. Each test file mocks `webextension-polyfill` itself. */
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

/** Lets promises, storage events and effects have their turn. */
export async function calm(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await act(async () => void (await new Promise((done) => setTimeout(done, 0))));
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

/** An empty browser that speaks Dutch. happy-dom lays nothing out, so nothing changes its size. */
export function freshBrowser(): void {
  fakeBrowser.reset();
  fakeBrowser.i18n.getUILanguage = () => 'nl-BE';
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
}
