import { fakeBrowser } from '@webext-core/fake-browser';
import { describe, expect, it, vi } from 'vitest';
import type { Sender } from '../../utils/extension/authorise.ts';
import { authorise } from '../../utils/extension/authorise.ts';
import { DetectorMessage, Message } from '../../utils/extension/messages.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

const id = fakeBrowser.runtime.id;
const own = fakeBrowser.runtime.getURL('');
const tab = { id: 5 } as NonNullable<Sender['tab']>;
const detector: Sender = { id, tab, frameId: 0, url: 'https://school.example/form.pdf', origin: 'https://school.example' };

describe('a sender', () => {
  it.each<[string, Sender]>([
    ['the popup', { id, url: `${own}popup.html` }],
    ['the desk in a tab', { id, tab, frameId: 0, url: `${own}desk.html#request`, origin: own.slice(0, -1) }],
  ])('that is %s may send every message', (_who, sender) => {
    expect(authorise(sender)).toEqual({ kind: 'page' });
  });

  it('that is the detector is known by its tab', () => {
    expect(authorise(detector)).toEqual({ kind: 'detector', tabId: 5 });
    expect(authorise({ ...detector, origin: undefined })).toEqual({ kind: 'detector', tabId: 5 });
  });

  it.each<[string, Sender]>([
    ['another extension', { ...detector, id: 'other' }],
    ['another extension that names our page', { id: 'other', url: `${own}popup.html` }],
    ['without an id', { url: `${own}popup.html` }],
    ['a site whose address looks like ours', { id, url: `https://x.example/${own}popup.html` }],
    ['a site that claims our address but not our origin', { id, url: `${own}popup.html`, origin: 'https://evil.example' }],
    ['a sandboxed document', { ...detector, origin: 'null' }],
    ['a document of data', { ...detector, origin: undefined, url: 'data:text/html,x' }],
    ['a local file', { ...detector, origin: 'file://', url: 'file:///x.pdf' }],
    ['a frame in the page', { ...detector, frameId: 3 }],
    ['our own page in a frame of another', { id, tab, frameId: 3, url: `${own}desk.html`, origin: own.slice(0, -1) }],
    ['no tab', { ...detector, tab: undefined }],
  ])('that is %s may send nothing', (_who, sender) => {
    expect(authorise(sender)).toEqual({ kind: 'nobody' });
  });
});

describe('a message', () => {
  it('of the detector holds a share, and no page message passes for one', () => {
    expect(DetectorMessage.safeParse({ type: 'detected', content: 'page', confidence: 0.7 }).success).toBe(true);
    expect(DetectorMessage.safeParse({ type: 'detected', content: 'page', confidence: 7 }).success).toBe(false);
    expect(DetectorMessage.safeParse({ type: 'openTab', tabId: 1 }).success).toBe(false);
    expect(Message.safeParse({ type: 'detected', content: 'page', confidence: 0.7 }).success).toBe(false);
  });

  it('keep writes records of the vault only, remember those beside it', () => {
    const passes = (type: string, key: string) => Message.safeParse({ type, set: { [key]: 1 }, remove: [key] }).success;
    for (const key of ['applicant:1', 'school:1', 'purpose:1', 'signature:1', 'kept:school:1'])
      expect([key, passes('keep', key), passes('remember', key)]).toEqual([key, true, false]);
    for (const key of ['settings', 'work:date']) expect([key, passes('keep', key), passes('remember', key)]).toEqual([key, false, true]);
    for (const key of ['schema', 'tab:1', 'applicant:', 'settings2', 'xschool:1', 'vault:lock:a', 'vaultKey', '__proto__'])
      expect([key, passes('keep', key), passes('remember', key)]).toEqual([key, false, false]);
  });
});
