import 'fake-indexeddb/auto';
import { fakeBrowser } from '@webext-core/fake-browser';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import background from '../../entrypoints/background.ts';
import type { Sender } from '../../utils/extension/authorise.ts';
import { forgedMessage, forgedSenders } from '../faults/forgeries.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/engine-host.ts', () => ({ reachEngine: () => ({}) }));
vi.mock('../../utils/extension/events.ts', () => ({ whenSitesChange: () => undefined, whenTabIsLeft: () => undefined }));
vi.mock('../../utils/extension/sync-vault.ts', () => ({ followSync: () => undefined, syncSoon: () => undefined }));

const perKind = 1000;
const { id } = fakeBrowser.runtime;
const own = fakeBrowser.runtime.getURL('');
const { local, session, sync } = fakeBrowser.storage;

/** What the background's own listener does with the message: undefined where it lets it pass. */
async function send(message: unknown, sender: Sender): Promise<unknown> {
  const answers: unknown[] = [];
  const heard = await fakeBrowser.runtime.onMessage.trigger(message, sender as never, ((answer: unknown) => answers.push(answer)) as never);
  if (!heard.some((result) => result !== undefined)) return answers[0];
  return vi.waitFor(() => {
    if (answers.length === 0) throw new Error('no answer yet');
    return answers[0];
  });
}

const everythingStored = async () => JSON.stringify(await Promise.all([local.get(null), session.get(null), sync.get(null)]));
const prototypes = () => [Object.prototype, Array.prototype].flatMap((prototype) => Object.getOwnPropertyNames(prototype)).join();
const popup: Sender = { id, url: `${own}popup.html` };
const school = { id: 's1', name: 'De Wijzer', institutionNumbers: [], director: { name: 'An', email: '' }, accessGroups: [], username: '' };

beforeAll(async () => {
  Object.assign(local, { setAccessLevel: async () => undefined });
  background.main();
  // The same messages, of a sender that may: the way that the others do not get in by is open.
  expect(await send({ type: 'keep', set: { 'school:s1': school }, remove: [] }, popup)).toEqual({ ok: true, value: undefined });
  await vi.waitFor(async () => expect(await send({ type: 'listSnapshots' }, popup)).toMatchObject({ value: [{ number: 1 }] }));
});

describe('forged messages get no answer, and change nothing', () => {
  it.each(Object.entries(forgedSenders(id, own)))(`of %s, ${perKind.toLocaleString('en')} of them`, async (_kind, senders) => {
    const before = [await everythingStored(), prototypes()];
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(forgedMessage, senders, async (message, sender) => {
        expect(await send(message, sender)).toBeUndefined();
        sent += 1;
      }),
      { numRuns: perKind, seed: 5 },
    );
    expect([await everythingStored(), prototypes()]).toEqual(before);
    expect(sent).toBe(perKind);
  });

  it('though its own page would be answered', async () => {
    expect(await send({ type: 'loadVault' }, popup)).toMatchObject({ ok: true, value: { records: { 'school:s1': school } } });
    expect(await send({ type: 'erase' }, popup)).toMatchObject({ ok: true });
    expect(await send({ type: 'loadVault' }, popup)).toMatchObject({ ok: true, value: { records: {} } });
  });
});
