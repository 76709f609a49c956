import type { Hand } from '../../utils/extension/handwriting.ts';
import type { Settings } from '../../utils/extension/store.ts';
import { splitKey } from '../../utils/vault/kinds.ts';
import type { ShownWork } from '../stored.ts';

/** Where something stands: on disk, readable or behind the passphrase; in memory; laid down by the organisation; in the browser's account. */
type Place = 'plain' | 'sealed' | 'memory' | 'organisation' | 'account';
/** Until when. */
type Stay = 'deleted' | 'lastFive' | 'lastHundred' | 'snapshots' | 'session' | 'organisation';

type What =
  | 'applicants'
  | 'schools'
  | 'groups'
  | 'purposes'
  | 'signatures'
  | 'unreadable'
  | 'snapshots'
  | 'forms'
  | 'placements'
  | 'outcomes'
  | 'submissions'
  | 'handUses'
  | 'hand'
  | 'choices'
  | 'policy'
  | 'synced';

export type InventoryRow = { what: What; count: number; place: Place; stay: Stay };

export type Held = {
  records: Readonly<Record<string, unknown>>;
  hasPassphrase: boolean;
  managed: number;
  snapshots: number;
  files: { forms: number; outcomes: number; placements: number; submissions: number; handUses: number };
  settings: Settings;
  work: ShownWork;
  hand: Hand;
};

const kindRows = { applicants: 'applicant', schools: 'school', groups: 'group', purposes: 'purpose', signatures: 'signature' } as const;

const given = (choices: object) => Object.values(choices).filter((choice) => choice !== undefined).length;

/** Everything that Intakehulp keeps, line by line: what, how many, where, how long. What there is none of is told as well, but for the last three. */
export function inventoryOf({ records, hasPassphrase, managed, snapshots, files, settings, work, hand }: Held): InventoryRow[] {
  const keys = Object.keys(records);
  const place = hasPassphrase ? 'sealed' : 'plain';
  const kindRow = (what: keyof typeof kindRows): InventoryRow => ({
    what,
    count: keys.filter((key) => splitKey(key)?.kind === kindRows[what]).length,
    place,
    stay: 'deleted',
  });
  const rows: InventoryRow[] = [
    kindRow('applicants'),
    kindRow('schools'),
    kindRow('groups'),
    kindRow('purposes'),
    kindRow('signatures'),
    { what: 'snapshots', count: snapshots, place, stay: 'snapshots' },
    { what: 'forms', count: files.forms, place, stay: 'lastFive' },
    { what: 'placements', count: files.placements, place, stay: 'lastHundred' },
    { what: 'outcomes', count: files.outcomes, place, stay: 'lastFive' },
    { what: 'submissions', count: files.submissions, place, stay: 'deleted' },
    { what: 'handUses', count: files.handUses, place, stay: 'deleted' },
    { what: 'hand', count: given({ mention: hand.mention, signature: hand.signature }), place: 'memory', stay: 'session' },
    { what: 'choices', count: given(settings) + given(work), place: 'plain', stay: 'deleted' },
  ];
  const kept = keys.filter((key) => splitKey(key) === undefined).length;
  if (kept > 0) rows.push({ what: 'unreadable', count: kept, place, stay: 'deleted' });
  if (settings.sync) rows.push({ what: 'synced', count: keys.filter((key) => splitKey(key)?.kind === 'purpose').length, place: 'account', stay: 'deleted' });
  if (managed > 0) rows.push({ what: 'policy', count: managed, place: 'organisation', stay: 'organisation' });
  return rows;
}
