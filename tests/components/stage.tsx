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

/** What happy-dom has no notion of: nothing is laid out, so nothing changes its size. */
export function withoutLayout(): void {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
}

export const applicant = { id: 'a1', name: 'Joris Van Acker', role: 'ICT-coördinator', email: 'joris@deregenboog.example' };
export const school = {
  id: 's1',
  name: 'De Regenboog',
  institutionNumbers: ['035642'],
  director: { name: 'Françoise Şahin', email: 'directie@school.example' },
  accessGroups: ['VZW De Regenboog'],
  username: 'F.Sahin',
};
export const purpose = {
  id: 'p1',
  name: 'Leerspoor',
  clientId: { kind: 'new' as const, name: '' },
  administration: { asked: true, application: 'both' as const, purpose: 'both' as const, use: 'Opvragen van data voor Leerspoor' },
  accounts: { asked: true, use: 'Uitwisselen van rekeningen met Leerspoor', reconcile: false },
};
export const records = {
  'applicant:a1': applicant,
  'school:s1': school,
  'purpose:p1': purpose,
  'work:applicantId': 'a1',
  'work:schoolId': 's1',
  'work:purposeId': 'p1',
  settings: { language: 'nl' },
};
