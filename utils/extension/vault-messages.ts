import { localDate } from '../intake/values.ts';
import type { Result } from '../result.ts';
import { success } from '../result.ts';
import { join } from '../vault/join.ts';
import { isReadable } from '../vault/kinds.ts';
import { beginAnew } from '../vault/open.ts';
import type { VaultProblem } from '../vault/problem.ts';
import type { Change, Records } from '../vault/records.ts';
import { changeBetween } from '../vault/records.ts';
import { stampChange } from '../vault/stamps.ts';
import type { Vault } from '../vault/vault.ts';
import { eraseEverything } from './erase.ts';
import { openRows } from './database.ts';
import type { Answers, Message, VaultFailure } from './messages.ts';
import { fileKey } from './sealed-row.ts';
import { loadSettings } from './store.ts';
import { forgetSync } from './sync.ts';
import { isPurposeKey } from './sync-item.ts';
import { syncSoon } from './sync-vault.ts';
import { changeVault, eraseVault, keepOpen, letGo, level, lock, unlock, vaultStorage, withVault } from './vault.ts';

type VaultMessageType = Exclude<Message['type'], 'openTab' | 'openFile' | 'readForm' | 'produce' | 'fillTab' | 'undoTab' | 'remember'>;
export type VaultMessage = Extract<Message, { type: VaultMessageType }>;
type Of<Type extends VaultMessageType> = Extract<Message, { type: Type }>;

/** Where upkeep failed the records are as safe as before, but nothing can be written: the views are to say so. */
let upkeepFailed: VaultProblem | undefined;

async function tend(vault: Vault): Promise<void> {
  const tended = await vault.tend(localDate(new Date()));
  upkeepFailed = tended.ok ? undefined : { code: 'vaultReadOnly', severity: 'warns', values: tended.values };
}

/** What a record becomes that nobody could read when it was written over. */
const keptPrefix = 'kept:';

/** The change, done to what the records are by now. An unreadable record that it would write over is kept beside it. */
function changeNow({ set, remove, was = {} }: Of<'keep'>, records: Records): Change {
  const today = localDate(new Date());
  const changed = Object.entries(set).flatMap(([key, wanted]): [string, unknown][] => {
    const current = records.get(key);
    if (!records.has(key)) return [[key, stampChange(key, wanted, undefined, today)]];
    if (!isReadable(key, current))
      return [[key, stampChange(key, wanted, undefined, today)], ...(key.startsWith(keptPrefix) ? [] : [[keptPrefix + key, current] as [string, unknown]])];
    return [[key, stampChange(key, key in was ? join(was[key], wanted, current) : wanted, current, today)]];
  });
  return { set: Object.fromEntries(changed), remove };
}

async function keep(message: Of<'keep'>): Promise<Answers['keep']> {
  const keys = [...Object.keys(message.set).flatMap((key) => [key, keptPrefix + key]), ...message.remove];
  const kept = await changeVault((vault) => vault.save((records) => changeNow(message, records)), keys);
  if (!kept.ok) return kept;
  void withVault(async (vault) => success(await tend(vault)));
  if ([...Object.keys(message.set), ...message.remove].some(isPurposeKey)) syncSoon();
  return kept;
}

/** Of `keys` those that are there; without `keys` all. */
async function load({ keys }: Of<'loadVault'>): Promise<Answers['loadVault']> {
  return withVault(async (vault) => {
    const all = await vault.read();
    const records = Object.fromEntries(keys ? keys.filter((key) => all.has(key)).map((key) => [key, all.get(key)]) : all);
    return success({ records, problems: [...vault.problems, ...(upkeepFailed ? [upkeepFailed] : [])], hasPassphrase: vault.hasPassphrase });
  });
}

/** `vaultLeftovers` is in force as well: only the tidying is not finished. */
async function changeLock(step: (vault: Vault) => Promise<Result<void, VaultFailure>>): Promise<Result<void, VaultFailure>> {
  return changeVault(async (vault) => {
    const done = await step(vault);
    if (done.ok || done.code === 'vaultLeftovers') await keepOpen(vault);
    await level();
    return done;
  });
}

async function removePassphrase({ passphrase }: Of<'removePassphrase'>): Promise<Result<void, VaultFailure>> {
  // The files first, as long as there is a key that opens them.
  const key = await fileKey();
  await openRows();
  const removed = await changeLock((vault) => vault.removePassphrase(passphrase));
  // A page may have sealed more of them until the passphrase was gone, and then nobody else has the key.
  if ((removed.ok || removed.code === 'vaultLeftovers') && key && key !== 'locked') await openRows(key);
  return removed;
}

async function startAnew(): Promise<Answers['beginAnew']> {
  const begun = await beginAnew(vaultStorage);
  await forgetSync({ everywhere: false });
  await letGo();
  return begun;
}

async function erase(): Promise<Answers['erase']> {
  const { sync } = await loadSettings();
  const forgotten = sync ? await forgetSync({ everywhere: true }) : success(undefined);
  await eraseVault(eraseEverything);
  return forgotten;
}

/** The answer to a message about the vault. */
export function answerVault(message: VaultMessage): Promise<Answers[VaultMessageType]> {
  switch (message.type) {
    case 'loadVault':
      return load(message);
    case 'keep':
      return keep(message);
    case 'unlock':
      return unlock(message.passphrase);
    case 'lock':
      return lock().then(success);
    case 'setPassphrase':
      return changeLock((vault) => vault.setPassphrase(message.passphrase));
    case 'changePassphrase':
      return changeLock((vault) => vault.changePassphrase(message.old, message.passphrase));
    case 'removePassphrase':
      return removePassphrase(message);
    case 'listSnapshots':
      return withVault((vault) => vault.snapshots());
    case 'readSnapshot':
      return withVault(async (vault) => {
        const read = await vault.readSnapshot(message);
        return read.ok ? success(changeBetween(await vault.read(), read.value)) : read;
      });
    case 'listUnreadable':
      return withVault((vault) => vault.unreadable());
    case 'discardUnreadable':
      return changeVault((vault) => vault.discardUnreadable());
    case 'beginAnew':
      return startAnew();
    case 'forgetSync':
      return forgetSync(message);
    case 'erase':
      return erase();
  }
}
