// @vitest-environment happy-dom
import { fakeBrowser } from '@webext-core/fake-browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import detector from '../../entrypoints/detector.ts';
import { grantedSites, registerDetector, telling } from '../../utils/extension/detector.ts';
import { answerMessages } from '../../utils/extension/listen.ts';
import { DetectorMessage } from '../../utils/extension/messages.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

describe('the detector', () => {
  const sendMessage = vi.fn<(message: unknown) => Promise<void>>();
  beforeEach(() => {
    sendMessage.mockReset().mockResolvedValue();
    vi.stubGlobal('browser', { runtime: { sendMessage } });
  });
  afterEach(() => vi.unstubAllGlobals());

  const reported = (html: string) => {
    document.body.innerHTML = html;
    detector.main();
    const [message] = sendMessage.mock.calls[0] ?? [];
    return message === undefined ? undefined : DetectorMessage.parse(message);
  };

  it('is sure enough of a page that asks what the form asks', () => {
    const form = `<form><label>Naam aanvrager<input></label><p>aan wie we deze API inloggegevens mogen bezorgen</p>
      <p>Wens je een nieuwe ClientID aan te vragen?</p><p>Leerlingenadministratie</p><p>Inschrijvingen pushen</p>
      <p>Instellingsnummer(s)</p><h2>Rekeningen API</h2><p>Naam van de toegangsgroep(en)</p><p>gelezen en goedgekeurd</p></form>`;
    const message = reported(form);
    expect(message).toMatchObject({ type: 'detected', content: 'page', confidence: 1 });
    expect(telling(message?.confidence ?? 0)).toBe(true);
  });

  it('is not sure of a page that only mentions the API, and silent on any other', () => {
    const message = reported('<p>Met je ClientID en het instellingsnummer haal je gegevens op.</p>');
    expect(telling(message?.confidence ?? 1)).toBe(false);
    sendMessage.mockClear();
    expect(reported('<p>Schoolmenu van de week</p>')).toBeUndefined();
  });

  it('leaves a PDF in a page for the background to look into', () => {
    expect(reported('<embed type="application/pdf" src="about:blank">')).toEqual({ type: 'detected', content: 'pdf', confidence: 0 });
  });
});

describe('its registration', () => {
  type Script = { id: string; matches: string[]; js: string[] };
  let registered: Script[];
  beforeEach(() => {
    registered = [];
    Object.assign(fakeBrowser, {
      scripting: {
        getRegisteredContentScripts: async () => [...registered],
        registerContentScripts: async (scripts: Script[]) => {
          if (registered.length > 0) throw new Error('Duplicate script ID');
          registered = scripts;
        },
        updateContentScripts: async (scripts: Script[]) => {
          if (registered.length === 0) throw new Error('Nonexistent script ID');
          registered = scripts;
        },
        unregisterContentScripts: async () => {
          registered = [];
        },
      },
    });
  });

  it('follows the permissions, also when they change twice at once', async () => {
    await Promise.all([registerDetector(['https://a.example/*']), registerDetector(['https://a.example/*', 'https://b.example/*'])]);
    expect(registered).toMatchObject([{ id: 'detector', matches: ['https://a.example/*', 'https://b.example/*'], js: ['detector.js'] }]);
    await registerDetector([]);
    expect(registered).toEqual([]);
    await registerDetector([]);
    expect(registered).toEqual([]);
  });

  it('covers sites only', async () => {
    Object.assign(fakeBrowser, { permissions: { getAll: async () => ({ origins: ['https://a.example/*', 'file:///*', '*://b.example/*'] }) } });
    expect(await grantedSites()).toEqual(['https://a.example/*', '*://b.example/*']);
  });
});

describe('answering messages', () => {
  beforeEach(() => fakeBrowser.reset());

  it('answers what is its business, also late, and leaves the rest to others', async () => {
    answerMessages((message) => (message === 'mine' ? Promise.resolve('answer') : undefined), 'broken');
    expect(await fakeBrowser.runtime.sendMessage('mine')).toBe('answer');
    expect(await fakeBrowser.runtime.sendMessage('other')).toBeUndefined();
  });
});
