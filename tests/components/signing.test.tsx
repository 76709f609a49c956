// @vitest-environment happy-dom
import { useState } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SealChoice } from '../../components/certificate/seal.ts';
import { SealOptions } from '../../components/certificate/SealOptions.tsx';
import { readScan } from '../../components/signing/scan.ts';
import { ScanInput } from '../../components/signing/ScanInput.tsx';
import type { Handwriting } from '../../utils/intake/form.ts';
import type { Shown } from './stage.tsx';
import { calm, find, freshBrowser, show, type } from './stage.tsx';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../utils/extension/database.ts', () => ({ levelRows: async () => undefined, openRows: async () => undefined, eraseRows: async () => undefined }));
vi.mock('../../utils/extension/files.ts', () => ({ getForm: async () => undefined }));
vi.mock('../../utils/extension/site-permission.ts', () => ({ maySeeSite: async () => true, requestSite: async () => true }));
vi.mock('../../components/signing/scan.ts', async (original) => ({ ...(await original<object>()), readScan: vi.fn() }));

const views: Shown[] = [];
async function see(view: Parameters<typeof show>[0]): Promise<HTMLElement> {
  const shown = await show(view);
  views.push(shown);
  return shown.root;
}

beforeEach(async () => {
  for (const view of views.splice(0)) await view.close();
  freshBrowser();
});

function Options({ first }: { first: SealChoice }) {
  const [choice, choose] = useState(first);
  return <SealOptions choice={choice} onChoose={choose} />;
}

describe('a time-stamp server', () => {
  it.each([
    [undefined, false],
    ['https://tsa.example', true],
    ['tsa.example', true],
  ])('that is %s: its details stand open is %s', async (stampServer, open) => {
    const root = await see(() => <Options first={{ visible: true, ...(stampServer && { stampServer }) }} />);
    expect(root.querySelector('details')?.open).toBe(open);
  });

  it('stays in sight while its address is typed anew', async () => {
    const root = await see(() => <Options first={{ visible: true, stampServer: 'https://tsa.example' }} />);
    await type(root, 'Adres van de tijdstempeldienst', '');
    expect(root.querySelector('details')?.open).toBe(true);
  });
});

describe('a scan of a hand', () => {
  it('is said to be read, and what was wrong with the former one goes', async () => {
    const given: ((read: Handwriting | 'sign_blank') => void)[] = [];
    vi.mocked(readScan).mockImplementation(() => new Promise((resolve) => given.push(resolve)));
    const taken = vi.fn();
    const root = await see(() => <ScanInput label="Handtekening" onScan={taken} />);
    const name = 'Scan of foto gebruiken: Handtekening';
    const choose = async () => {
      const input = root.querySelector<HTMLInputElement>('input[type=file]');
      if (!input) throw new Error('No file is asked for.');
      Object.defineProperty(input, 'files', { value: [new File([], 'hand.png', { type: 'image/png' })], configurable: true });
      await act(() => void input.dispatchEvent(new Event('change', { bubbles: true })));
      await calm();
    };
    const status = () => root.querySelector('[role=status]')?.textContent;
    await choose();
    expect(status()).toBe('De scan wordt gelezen…');
    expect(find<HTMLButtonElement>(root, name).disabled).toBe(true);
    given[0]?.('sign_blank');
    await calm();
    expect([status(), root.querySelectorAll('[role=alert]').length]).toEqual(['', 1]);
    await choose();
    expect(root.querySelector('[role=alert]')).toBeNull();
    given[1]?.({ kind: 'drawn', width: 1, height: 1, strokes: [] });
    await calm();
    expect(taken).toHaveBeenCalledTimes(1);
    expect([status(), find<HTMLButtonElement>(root, name).disabled]).toEqual(['', false]);
  });
});
