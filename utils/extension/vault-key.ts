import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import { fromBase64, toBase64 } from '../vault/base64.ts';
import { lockKeys } from '../vault/keys.ts';

z.config({ jitless: true });

/**
 * The key of an unlocked vault, in storage.session: in memory, out of reach of content scripts, gone when the browser closes.
 * `usedAt`: when somebody last used the vault, in milliseconds since 1970.
 */
const HeldKey = z.object({ raw: z.string(), usedAt: z.number() });

const key = 'vaultKey';

/** Milliseconds: so often at most is the use noted. */
const noteEvery = 20_000;

async function heldKey(): Promise<z.infer<typeof HeldKey> | undefined> {
  const { [key]: held } = await browser.storage.session.get(key);
  return held === undefined ? undefined : HeldKey.parse(held);
}

/** Undefined: the vault is plain, or locked. */
export async function sessionKey(): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const held = await heldKey();
  return held && fromBase64(held.raw);
}

export async function holdKey(raw: Uint8Array | undefined): Promise<void> {
  if (raw) await browser.storage.session.set({ [key]: { raw: toBase64(raw), usedAt: Date.now() } });
  else await browser.storage.session.remove(key);
}

/** Whether the key was held for longer than so many minutes without use; also where the clock was set back, since nobody knows then. */
export async function isOverdue(minutesToLock: () => Promise<number>): Promise<boolean> {
  const held = await heldKey();
  if (!held) return false;
  const minutes = await minutesToLock();
  const idle = Date.now() - held.usedAt;
  return minutes > 0 && (idle > minutes * 60_000 || idle < -noteEvery);
}

/** Notes that the vault is in use; false where there is no key, or the last note is fresh. */
export async function noteUse(): Promise<boolean> {
  const held = await heldKey();
  if (!held || Math.abs(Date.now() - held.usedAt) < noteEvery) return false;
  await browser.storage.session.set({ [key]: { ...held, usedAt: Date.now() } });
  return true;
}

/** Whether the vault has a passphrase, whoever asks. */
export async function hasLock(): Promise<boolean> {
  return Object.keys(await browser.storage.local.get([...lockKeys])).length > 0;
}
