import fc from 'fast-check';
import type { Sender } from '../../utils/extension/authorise.ts';

/** Messages for the background by senders that may not send them. */

const hugeText = 'x'.repeat(2_000_000);

const hostileKeys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'type', 'vault:base:a', 'vaultKey', 'settings', ''];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('school:s1', 'applicant:a', 'kept:school:s1', 'settings', ...hostileKeys, '<script>alert(1)</script>', '\ud800', hugeText),
);
const anything = fc.anything({
  key: fc.oneof(fc.constantFrom(...hostileKeys), text),
  maxDepth: 3,
  maxKeys: 4,
  values: [text, fc.double(), fc.boolean(), fc.constant(null)],
});
const entriesOf = (keys: fc.Arbitrary<string>) => fc.array(fc.tuple(keys, anything), { maxLength: 3 }).map((entries) => Object.fromEntries(entries));
const vaultKeys = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('school:s1', 'applicant:a1', 'purpose:p', 'signature:s', 'kept:school:s1') }, text);

/** As an own page would send it, or nearly: each is a whole message that the background would act upon. */
const request = fc.oneof(
  fc.constantFrom('loadVault', 'lock', 'listSnapshots', 'listUnreadable', 'discardUnreadable', 'beginAnew', 'erase').map((type) => ({ type })),
  fc.record({ type: fc.constant('loadVault'), keys: fc.array(vaultKeys, { maxLength: 3 }) }),
  fc.record({ type: fc.constant('keep'), set: entriesOf(vaultKeys), remove: fc.array(vaultKeys, { maxLength: 3 }) }),
  fc.record({ type: fc.constant('keep'), set: entriesOf(vaultKeys), remove: fc.array(vaultKeys, { maxLength: 3 }), was: entriesOf(vaultKeys) }),
  fc.record({ type: fc.constant('remember'), set: entriesOf(fc.constantFrom('settings', 'work:schoolId')), remove: fc.constant([]) }),
  fc.record({ type: fc.constantFrom('unlock', 'setPassphrase', 'removePassphrase'), passphrase: text }),
  fc.record({ type: fc.constant('changePassphrase'), old: text, passphrase: text }),
  fc.record({ type: fc.constant('readSnapshot'), number: fc.nat(3), date: text }),
  fc.record({ type: fc.constant('forgetSync'), everywhere: fc.boolean() }),
  fc.record({ type: fc.constantFrom('openTab', 'undoTab'), tabId: fc.nat(9) }),
  fc.record({ type: fc.constant('readForm'), fingerprint: text }),
);

/** A request with parts changed, added or gone. */
const nearly = fc
  .tuple(request, fc.array(fc.tuple(fc.oneof(fc.constantFrom('set', 'remove', 'was', 'passphrase', ...hostileKeys), text), anything), { maxLength: 2 }))
  .map(([whole, changes]): unknown => {
    const changed: Record<string, unknown> = { ...whole };
    for (const [name, value] of changes) Object.defineProperty(changed, name, { value, enumerable: true, configurable: true, writable: true });
    return changed;
  });

export const forgedMessage: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: request },
  { weight: 4, arbitrary: nearly },
  { weight: 1, arbitrary: anything },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(null, undefined, 0, '', 'erase', [], ['erase'], hugeText, { type: hugeText }, { type: { toString: 'erase' } }),
  },
);

const site = fc.constantFrom('https://school.example', 'http://127.0.0.1:8080', 'https://evil.example');
const tabOf = (id: number) => ({ id }) as NonNullable<Sender['tab']>;
const tab = fc.nat(20).map(tabOf);

/** The six kinds of sender, as a browser would describe them to an extension with this id and address (which ends in a slash). */
export function forgedSenders(id: string, own: string): Readonly<Record<string, fc.Arbitrary<Sender>>> {
  const origin = own.slice(0, -1);
  return {
    'another extension': fc.record(
      {
        id: fc.constantFrom('other', `${id}x`, id.slice(1), id.toUpperCase(), ''),
        url: fc.constantFrom(`${own}popup.html`, 'chrome-extension://other/desk.html'),
        origin: fc.constant(origin),
        tab,
        frameId: fc.constant(0),
      },
      { requiredKeys: ['id'] },
    ),
    'a content script in a page': fc.record({ id: fc.constant(id), tab, frameId: fc.constant(0), url: site.map((at) => `${at}/form`), origin: site }),
    'a frame': fc.oneof(
      fc.record({ id: fc.constant(id), tab, frameId: fc.integer({ min: 1, max: 99 }), url: site.map((at) => `${at}/`), origin: site }),
      fc.record({
        id: fc.constant(id),
        tab,
        frameId: fc.integer({ min: 1, max: 99 }),
        url: fc.constantFrom(own, `${own}desk.html`, `${own}popup.html`),
        origin: fc.constant(origin),
      }),
    ),
    'a sandboxed document': fc.record(
      {
        id: fc.constant(id),
        tab,
        frameId: fc.nat(2),
        url: fc.constantFrom('data:text/html,x', 'about:blank', 'about:srcdoc', 'https://school.example/', `${own}desk.html`),
        origin: fc.constant('null'),
      },
      { requiredKeys: ['id', 'tab', 'frameId', 'origin'] },
    ),
    'no sender id': fc.record(
      {
        url: fc.constantFrom(own, `${own}popup.html`, 'https://school.example/'),
        origin: fc.constantFrom(origin, 'https://school.example'),
        tab,
        frameId: fc.nat(2),
      },
      { requiredKeys: [] },
    ),
    'an address that looks like our own': fc.record(
      {
        id: fc.constant(id),
        url: fc.constantFrom(
          `https://evil.example/${own}popup.html`,
          `${origin}.evil.example/popup.html`,
          `${origin}@evil.example/`,
          `${own.replace('://', '://x.')}desk.html`,
        ),
        origin: fc.constantFrom('https://evil.example', 'null'),
        tab,
        frameId: fc.nat(2),
      },
      { requiredKeys: ['id', 'url', 'origin'] },
    ),
    'our own address from another origin': fc.record(
      {
        id: fc.constant(id),
        url: fc.constantFrom(own, `${own}desk.html#data`, `${own}popup.html`),
        origin: fc.constantFrom('https://evil.example', 'null', `${origin}x`, 'file://'),
        tab,
        frameId: fc.nat(2),
      },
      { requiredKeys: ['id', 'url', 'origin'] },
    ),
  };
}
