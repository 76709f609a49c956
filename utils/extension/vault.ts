import browser from 'webextension-polyfill';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { openVault } from '../vault/open.ts';
import type { Storage } from '../vault/storage.ts';
import { faulty, settle } from '../vault/storage.ts';
import type { Vault } from '../vault/vault.ts';
import { levelRows } from './database.ts';
import type { VaultFailure } from './messages.ts';
import { loadPolicy } from './policy.ts';
import { loadSettings } from './store.ts';
import { announceVault } from './vault-mark.ts';
import { holdKey, isOverdue, noteUse, sessionKey } from './vault-key.ts';

/** The background's vault: the only place that opens it. Whoever opens a vault closes it for everybody else. */

export const vaultStorage: Storage = {
  get: (keys) => browser.storage.local.get([...keys]),
  set: (records) => browser.storage.local.set(records),
  remove: (keys) => browser.storage.local.remove([...keys]),
  keys: () => browser.storage.local.getKeys(),
};

const lockAlarm = 'lockVault';

/** How often everything was erased since this background started. */
let erasures = 0;
let opening: Promise<Result<Vault, VaultFailure>> | undefined;

async function minutesToLock(): Promise<number> {
  return (await loadPolicy()).settings.lockAfter ?? (await loadSettings()).lockAfter;
}

const leveledMark = 'rowsLeveled';

/** Brings all rows to what the vault now is, and notes it for the session: that reads every PDF there is. */
export async function level(): Promise<void> {
  await browser.storage.session.remove(leveledMark);
  await levelRows();
  if (await sessionKey()) await browser.storage.session.set({ [leveledMark]: true });
}

/** What was cut off goes on; what was finished in this session is not done again at each start of the background. */
async function finishLeveling(): Promise<void> {
  const { [leveledMark]: leveled } = await browser.storage.session.get(leveledMark);
  if (leveled !== true) await level();
}

async function open(): Promise<Result<Vault, VaultFailure>> {
  const opened = await openVault(vaultStorage, { key: await sessionKey() });
  if (!opened.ok) return opened;
  if (opened.value.locked) return failure('vaultLocked');
  await finishLeveling();
  return success(opened.value.vault);
}

async function reach(): Promise<Result<Vault, VaultFailure>> {
  // The alarm of a machine that slept comes late.
  const overdue = await settle(() => faulty(() => isOverdue(minutesToLock)));
  if (!overdue.ok) return overdue;
  if (overdue.value) await lock();
  opening ??= open();
  const reached = opening;
  const opened = await reached;
  if (!opened.ok && opening === reached) opening = undefined;
  if (opened.ok) await postponeLock();
  return opened;
}

async function postponeLock(): Promise<void> {
  if (await noteUse()) await setLockAlarm();
}

/** Also to be called when the person chose another time. */
export async function setLockAlarm(): Promise<void> {
  const minutes = (await sessionKey()) ? await minutesToLock() : 0;
  if (minutes > 0) browser.alarms.create(lockAlarm, { delayInMinutes: minutes });
  else await browser.alarms.clear(lockAlarm);
}

/**
 * Does something with the open vault. Where another background took the vault over meanwhile (an update of the extension starts
 * the new one beside the old), it is opened anew and the step taken once more.
 */
export async function withVault<Value, Code extends string>(step: (vault: Vault) => Promise<Result<Value, Code>>): Promise<Result<Value, Code | VaultFailure>> {
  const opened = await reach();
  if (!opened.ok) return opened;
  const era = erasures;
  const done = await step(opened.value);
  // What was on its way when everything was erased is not to come back.
  if (done.ok || done.code !== 'vaultClosed' || era !== erasures) return done;
  opening = undefined;
  const again = await reach();
  return again.ok ? step(again.value) : again;
}

/** As `withVault`, for what may change the vault: every view then hears of it, and of which records where `keys` names them. */
export async function changeVault<Value, Code extends string>(
  step: (vault: Vault) => Promise<Result<Value, Code>>,
  keys?: readonly string[],
): Promise<Result<Value, Code | VaultFailure>> {
  const done = await withVault(step);
  await announceVault(keys);
  return done;
}

export async function unlock(passphrase: string): Promise<Result<void, VaultFailure>> {
  const opened = await openVault(vaultStorage);
  if (!opened.ok) return opened;
  const entered = opened.value.locked ? await opened.value.unlock(passphrase) : success(opened.value.vault);
  if (!entered.ok) return entered;
  await keepOpen(entered.value);
  await level();
  await announceVault();
  return success(undefined);
}

/** After the passphrase was set, removed or given: the vault stays open for this session, by its key. */
export async function keepOpen(vault: Vault): Promise<void> {
  opening = Promise.resolve(success(vault));
  await holdKey(vault.exportKey());
  await setLockAlarm();
}

/**
 * Forgets the key, and all that the session knew of what was being done: a drawn signature, forms that were found. A vault without
 * a passphrase has no key and opens again by itself.
 */
export async function lock(): Promise<void> {
  opening = undefined;
  await browser.storage.session.clear();
  await browser.alarms.clear(lockAlarm);
  await announceVault();
}

/** To be called while the background's script first runs. */
export function lockInTime(): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === lockAlarm) void lock();
  });
}

/** Erases by `erase` what the vault is made of, and lets no step that was begun before write it again. */
export async function eraseVault(erase: () => Promise<void>): Promise<void> {
  erasures += 1;
  await erase();
  await letGo();
}

/** The vault is another now: the next call opens it anew. */
export async function letGo(): Promise<void> {
  opening = undefined;
  await announceVault();
}
