import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openP12 } from '../../utils/certificate/open-p12.ts';
import { signDetached } from '../../utils/certificate/sign-cms.ts';
import { verifyDetached } from '../../utils/certificate/verify-cms.ts';
import { success } from '../../utils/result.ts';
import { makeAuthority, type Authority, type P12Kind } from './authority.ts';

const now = new Date('2026-11-23T12:00:00Z');
const content = new TextEncoder().encode('De inhoud van een pdf.');
const kinds: readonly P12Kind[] = ['modern', 'legacy', 'noMac', 'plain'];
let authority: Authority;
const files = new Map<string, Uint8Array>();
const messages = new Map<string, Uint8Array>();

beforeAll(async () => {
  authority = makeAuthority();
  for (const p12 of kinds) {
    const issued = authority.issue({ p12, key: 'p256', depth: 3 });
    files.set(p12, issued.p12);
    const opened = await openP12(issued.p12, issued.password, now);
    if (!opened.ok) throw new Error(opened.code);
    const signed = await signDetached(opened.value.signer, content, async (request) => success(authority.stamp(request)), now);
    if (!signed.ok) throw new Error(signed.code);
    messages.set('ours', signed.value);
  }
  const rsa = authority.issue({ key: 'rsa2048', depth: 2 });
  messages.set('PSS', authority.signCms(rsa, content, '-md', 'sha256', '-keyopt', 'rsa_padding_mode:pss'));
  messages.set('embedded', authority.signCms(rsa, content, '-nodetach', '-noattr', '-md', 'sha256'));
});
afterAll(() => authority.close());

/** What damage does: bytes changed, cut off, cut out, put in, or put elsewhere. `at` is a share of the length. */
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const damage = fc.oneof(
  fc.record({ kind: fc.constant('change' as const), at: share, byte: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: share }),
  fc.record({ kind: fc.constant('remove' as const), at: share, length: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('insert' as const), at: share, bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
  fc.record({ kind: fc.constant('repeat' as const), at: share, from: share, length: fc.integer({ min: 1, max: 400 }) }),
);
type Damage = typeof damage extends fc.Arbitrary<infer Value> ? Value : never;

const damaged = (bytes: Uint8Array, struck: readonly Damage[]): Uint8Array => struck.reduce(strike, bytes);

function strike(bytes: Uint8Array, blow: Damage): Uint8Array {
  const at = Math.floor(blow.at * bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  const join = (...pieces: Uint8Array[]) => new Uint8Array(Buffer.concat(pieces));
  switch (blow.kind) {
    case 'change':
      return join(before, Uint8Array.of(blow.byte), after.subarray(1));
    case 'cut':
      return before;
    case 'remove':
      return join(before, after.subarray(blow.length));
    case 'insert':
      return join(before, blow.bytes, after);
    case 'repeat': {
      const from = Math.floor(blow.from * bytes.length);
      return join(before, bytes.subarray(from, from + blow.length), after);
    }
  }
}

const blows = fc.array(damage, { minLength: 1, maxLength: 3 });

describe('whatever is done to it', () => {
  it.each(kinds)('a %s P12 opens or is refused, and never throws', async (kind) => {
    const file = files.get(kind) ?? new Uint8Array();
    await fc.assert(
      fc.asyncProperty(blows, fc.constantFrom('geheim', '', 'ander'), async (struck, password) => {
        const opened = await openP12(damaged(file, struck), password, now);
        expect(opened.ok || opened.code).toBeTruthy();
      }),
      { numRuns: 250 },
    );
  });

  it.each(['ours', 'PSS', 'embedded'])('a CMS message (%s) is reported on or unreadable, and never throws', async (kind) => {
    const message = messages.get(kind) ?? new Uint8Array();
    await fc.assert(
      fc.asyncProperty(blows, async (struck) => {
        const verified = await verifyDetached(damaged(message, struck), content);
        expect(verified.ok || verified.code).toBeTruthy();
      }),
      { numRuns: 400 },
    );
  });

  it.each(['ours', 'PSS', 'embedded'])('a message (%s) that reads as intact still belongs to this content only', async (kind) => {
    const message = messages.get(kind) ?? new Uint8Array();
    await fc.assert(
      fc.asyncProperty(blows, fc.uint8Array({ maxLength: 60 }), async (struck, other) => {
        const verified = await verifyDetached(damaged(message, struck), other);
        expect(verified.ok && verified.value.intact).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('random bytes are neither', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        expect((await openP12(bytes, '', now)).ok).toBe(false);
        expect((await verifyDetached(bytes, content)).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('a message cut off anywhere is unreadable', async () => {
    for (const [kind, message] of messages) {
      for (let length = 0; length < message.length; length += 3) {
        expect([kind, length, await verifyDetached(message.subarray(0, length), content)]).toEqual([
          kind,
          length,
          { ok: false, code: 'cmsUnreadable', values: [] },
        ]);
      }
    }
  });
});
