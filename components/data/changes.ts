import { ask } from '../../utils/extension/ask.ts';
import type { VaultFailure } from '../../utils/extension/messages.ts';
import type { Result } from '../../utils/result.ts';
import type { RecordKind } from '../../utils/vault/kinds.ts';
import { splitKey } from '../../utils/vault/kinds.ts';
import type { Change, Records } from '../../utils/vault/records.ts';
import { applyEdits, changeBetween, editsOf, recordsIn } from '../../utils/vault/records.ts';

/** A record as a list shows it. `kind` is undefined for what is kept unread. */
export type Named = { key: string; kind: RecordKind | undefined; name: string };

export function namedOf(key: string, record: unknown): Named {
  const name = recordsIn(record)?.get('name');
  return { key, kind: splitKey(key)?.kind, name: typeof name === 'string' ? name.trim() : '' };
}

export type Told = { added: readonly Named[]; changed: readonly Named[]; removed: readonly Named[] };

const byName = (a: Named, b: Named) => a.name.localeCompare(b.name, 'nl', { numeric: true });

/** What a change would do to the records, by name. */
export function tell({ set, remove }: Change, records: Records): Told {
  const written = Object.entries(set);
  return {
    added: written.flatMap(([key, record]) => (records.has(key) ? [] : [namedOf(key, record)])).sort(byName),
    changed: written.flatMap(([key, record]) => (records.has(key) ? [namedOf(key, record)] : [])).sort(byName),
    removed: remove.flatMap((key) => (records.has(key) && !Object.hasOwn(set, key) ? [namedOf(key, records.get(key))] : [])).sort(byName),
  };
}

/** What takes a change back: to be made before it is applied. */
export function backFrom(change: Change, records: Records): Change {
  const after = new Map(records);
  applyEdits(after, editsOf(change));
  return changeBetween(after, records);
}

/** `was`: the records that the change was made for, so that what another view changes meanwhile stands beside it. */
export function apply(change: Change, was?: Records): Promise<Result<void, VaultFailure>> {
  const known = was && Object.fromEntries(Object.keys(change.set).flatMap((key) => (was.has(key) ? [[key, was.get(key)]] : [])));
  return ask({ type: 'keep', set: { ...change.set }, remove: [...change.remove], ...(known ? { was: known } : {}) });
}
