import { success } from '../result.ts';
import { announceVault } from './vault-mark.ts';
import { loadPolicy } from './policy.ts';
import { loadSettings, saveSettings } from './store.ts';
import { forgetSync, stillFitting, sync, watchSync, whenQuiet } from './sync.ts';
import { saveSyncReport } from './sync-report.ts';
import { isPurposeKey } from './sync-item.ts';
import { withVault } from './vault.ts';

/** What opening the vault says where records may be gone that nobody removed. */
const lossy: ReadonlySet<string> = new Set(['vaultSnapshotUsed', 'vaultChangesLost']);

/** One exchange with storage.sync, where the person or the organisation asked for it. A locked vault waits until it is opened. */
async function exchange(): Promise<void> {
  const settings = await loadSettings();
  if (!((await loadPolicy()).settings.sync ?? settings.sync)) return;
  await withVault(async (vault) => {
    // What was lost here is not removed by anybody: both sides meet as for the first time.
    if (vault.problems.some(({ code }) => lossy.has(code))) await forgetSync({ everywhere: false });
    const seen = new Map([...(await vault.read())].filter(([name]) => isPurposeKey(name)));
    const synced = await sync({ purposes: seen, settings });
    if (!synced.ok) {
      await saveSyncReport([{ code: synced.code, values: synced.values }]);
      return success(undefined);
    }
    const { change, settings: incoming, problems, confirm } = synced.value;
    let fitting = change;
    const saved = await vault.save((now) => {
      fitting = stillFitting(change, seen, now);
      return fitting;
    });
    if (!saved.ok) return saved;
    if (incoming) await saveSettings({ ...(await loadSettings()), ...incoming });
    await confirm(fitting);
    await saveSyncReport(problems);
    if (Object.keys(fitting.set).length + fitting.remove.length > 0) await announceVault();
    return success(undefined);
  });
}

/** To be called after each change of a purpose or a setting. */
export const syncSoon = whenQuiet(() => void exchange());

/** To be called while the background's script first runs. */
export function followSync(): void {
  watchSync(syncSoon);
  syncSoon();
}
