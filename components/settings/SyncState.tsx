import { useEffect, useState } from 'preact/hooks';
import { ask } from '../../utils/extension/ask.ts';
import type { SyncReport } from '../../utils/extension/sync-report.ts';
import { loadSyncReport, watchSyncReport } from '../../utils/extension/sync-report.ts';
import { Confirm } from '../controls/Confirm.tsx';
import { Failure, Status } from '../controls/Status.tsx';
import { useText } from '../text.ts';

/** What the last synchronisation left undone; and where it is switched off, what stands in the account to be wiped. */
export function SyncState({ on }: { on: boolean }) {
  const text = useText();
  const { say } = text;
  const [{ problems }, setReport] = useState<SyncReport>({ problems: [] });
  const [wiped, setWiped] = useState<'no' | 'yes' | 'failed'>('no');
  const [why, setWhy] = useState<readonly string[]>([]);
  useEffect(() => {
    const follow = () => void loadSyncReport().then(setReport);
    follow();
    return watchSyncReport(follow);
  }, []);
  const wipe = async () => {
    const forgotten = await ask({ type: 'forgetSync', everywhere: true });
    setWhy(forgotten.ok ? [] : forgotten.values);
    setWiped(forgotten.ok ? 'yes' : 'failed');
  };
  if (on) {
    return problems.length > 0 ? (
      <ul class="notice warns">
        {problems.map(({ code, values }) => (
          <li key={[code, ...values].join()}>{code === 'syncFailed' ? text.code('error', code, values) : text.code('sync', code, values)}</li>
        ))}
      </ul>
    ) : null;
  }
  return (
    <>
      <Confirm name={say('sync_forget')} ask={say('sync_forgetAsk')} yes={say('sync_forget')} onYes={wipe} />
      <Status text={wiped === 'yes' ? say('sync_forgotten') : ''} />
      {wiped === 'failed' && <Failure text={text.code('error', 'syncFailed', why)} />}
    </>
  );
}
