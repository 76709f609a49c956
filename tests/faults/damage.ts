import { isDeepStrictEqual } from 'node:util';
import { snapshotLabel } from '../../utils/vault/keys.ts';
import type { Vault } from '../../utils/vault/vault.ts';
import type { Disk } from '../vault/support.ts';
import { contents, entered, flipAt, school, storageOn } from '../vault/support.ts';
import type { Mode } from './desk.ts';
import type { Row } from './row.ts';

type Prepared = { disk: Disk; secret: string | undefined; records: Record<string, unknown> };

/** Damage that was seen is repaired for one in so many: it takes longer than seeing it. */
const repairEvery = 10;

/** Something that nobody knows makes the vault write a new base beside the one it has. */
async function rebase(disk: Disk, secret: string | undefined, day: string): Promise<Vault> {
  disk.set('vault:stray', 1);
  const next = await entered(storageOn(disk), secret);
  await next.tend(day);
  await next.discardUnreadable();
  return next;
}

/** A vault that has one of everything: two bases, entries that one or both of them lack, snapshots, and the lock's two copies. */
async function prepare(mode: Mode): Promise<Prepared> {
  const disk: Disk = new Map();
  const secret = mode === 'locked' ? 'geheim' : undefined;
  let vault = await entered(storageOn(disk));
  if (secret) await vault.setPassphrase(secret);
  await vault.save({ set: { 'school:1': school('1'), 'school:2': school('2') }, remove: [] });
  vault = await rebase(disk, secret, '2026-09-01');
  await vault.save({ set: { 'school:3': school('3') }, remove: ['school:2'] });
  vault = await rebase(disk, secret, '2026-09-02');
  await vault.save({ set: { 'school:1': school('1', 'Eén') }, remove: [] });
  await vault.save({ set: { 'school:4': school('4') }, remove: [] });
  return { disk, secret, records: contents(vault) };
}

type Seen = { whole: number; said: number; refused: number; repaired: number };

/** Undefined where all is as it should be: the damage was seen, and what did not stand in it is still there. */
async function examine(before: Prepared, key: string, damaged: string, repair: boolean, seen: Seen): Promise<string | undefined> {
  const disk: Disk = new Map(before.disk).set(key, damaged);
  const vault = await entered(storageOn(disk), before.secret);
  const whole = isDeepStrictEqual(contents(vault), before.records);
  const label = snapshotLabel(key);
  if (label) {
    const read = await vault.readSnapshot(label);
    if (read.ok || !whole) return 'a damaged snapshot was read';
    seen.refused += 1;
    return undefined;
  }
  if (vault.problems.length === 0) return 'nobody saw it';
  if (whole) seen.whole += 1;
  else if (!key.startsWith('vault:entry:')) return 'records were lost that stood elsewhere too';
  else if (vault.problems.some(({ code }) => code === 'vaultChangesLost')) seen.said += 1;
  else return 'a change was lost, and nobody was told';
  if (!repair) return undefined;
  const found = contents(vault);
  await vault.tend('2026-09-03');
  const again = await entered(storageOn(disk), before.secret);
  if (again.problems.length > 0 || !isDeepStrictEqual(contents(again), found)) return 'it was not repaired';
  const kept = await again.unreadable();
  if (!key.startsWith('vault:lock:') && !(kept.ok && kept.value.some(({ stored }) => stored === damaged))) return 'what was unreadable was not kept';
  seen.repaired += 1;
  return undefined;
}

async function damage(mode: Mode, what: string, versions: (text: string) => Iterable<string>): Promise<Row> {
  const before = await prepare(mode);
  const row: Row = { what: `${what}, ${mode}`, times: 0, seen: '', faults: [] };
  const seen: Seen = { whole: 0, said: 0, refused: 0, repaired: 0 };
  for (const [key, stored] of before.disk) {
    // The mark of whose turn it is holds nothing of anybody.
    if (key === 'vault:writer') continue;
    for (const damaged of versions(String(stored))) {
      const fault = await examine(before, key, damaged, row.times % repairEvery === 0, seen);
      if (fault) row.faults.push(`${key}, version ${row.times}: ${fault}`);
      row.times += 1;
    }
  }
  row.seen = `${seen.whole} lost nothing, ${seen.said} said which change, ${seen.refused} snapshots refused; ${seen.repaired} repaired`;
  return row;
}

/** Every byte of every record in turn. */
export function flipBytes(mode: Mode, every: number): Promise<Row> {
  return damage(mode, 'a byte of a record flipped', function* (text) {
    for (let index = 0; index < text.length; index += every) yield flipAt(text, index, index % 7);
  });
}

/** So many truncations of each record. */
export function truncate(mode: Mode, count: number): Promise<Row> {
  return damage(mode, 'a record cut short', function* (text) {
    for (let cut = 0; cut < count; cut += 1) yield text.slice(0, Math.floor((cut * text.length) / count));
  });
}
