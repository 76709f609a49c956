import { useEffect, useState } from 'preact/hooks';
import { ask } from '../../utils/extension/ask.ts';
import type { VaultFailure } from '../../utils/extension/messages.ts';
import type { Result } from '../../utils/result.ts';
import type { SnapshotLabel } from '../../utils/vault/keys.ts';
import type { Change } from '../../utils/vault/records.ts';
import { Failure, Status } from '../controls/Status.tsx';
import type { Done, Stored } from '../stored.ts';
import { useText } from '../text.ts';
import { Card } from './Card.tsx';
import { apply, backFrom, tell } from './changes.ts';
import { NameList } from './NameList.tsx';
import { useStep } from '../step.ts';

type SnapshotsCardProps = { stored: Stored; snapshots: readonly SnapshotLabel[]; onDone: (done: Done) => void };

/** The profiles as they were on earlier days: what going back would change, and the way there. */
export function SnapshotsCard({ stored, snapshots, onDone }: SnapshotsCardProps) {
  const { say } = useText();
  return (
    <Card card="snapshots">
      <p class="hint">{say(snapshots.length > 0 ? 'data_snapshotsHint' : 'data_snapshotsNone')}</p>
      {snapshots.length > 0 && (
        <ul class="snapshots">
          {snapshots.map((label) => (
            <Snapshot key={label.number} label={label} stored={stored} onDone={onDone} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Snapshot({ label, stored, onDone }: { label: SnapshotLabel; stored: Stored; onDone: (done: Done) => void }) {
  const { say, language } = useText();
  const [open, setOpen] = useState(false);
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${label.date}T00:00:00Z`));
  return (
    <li>
      <div class="row spread">
        <strong>{day}</strong>
        <button type="button" aria-expanded={open} aria-label={say('data_snapshotViewOf', day)} onClick={() => setOpen(!open)}>
          {say('data_snapshotView')}
        </button>
      </div>
      {open && <WayBack label={label} day={day} stored={stored} onDone={onDone} />}
    </li>
  );
}

function WayBack({ label, day, stored, onDone }: { label: SnapshotLabel; day: string; stored: Stored; onDone: (done: Done) => void }) {
  const text = useText();
  const { say, code } = text;
  const step = useStep(text);
  const [read, setRead] = useState<Result<Change, VaultFailure>>();
  useEffect(() => {
    let current = true;
    void ask({ type: 'readSnapshot', number: label.number, date: label.date }).then((answer) => current && setRead(answer));
    return () => {
      current = false;
    };
  }, [stored.vault]);
  if (!read) return <Status busy text={say('loading')} />;
  if (!read.ok) return <Failure text={code('error', read.code, read.values)} />;
  const change = read.value;
  const records = new Map(Object.entries(stored.vault.records));
  const told = tell(change, records);
  if (told.added.length + told.changed.length + told.removed.length === 0) return <p class="hint">{say('data_snapshotSame')}</p>;
  const goBack = async () => {
    const back = backFrom(change, records);
    if (await step.take(() => apply(change))) onDone({ text: say('data_snapshotIsBack', day), undo: () => stored.keepAll(back) });
  };
  return (
    <div class="way-back">
      <p>{say('data_snapshotWould')}</p>
      {(['added', 'changed', 'removed'] as const).map(
        (what) =>
          told[what].length > 0 && (
            <div key={what}>
              <h3>{say(`data_would_${what}`)}</h3>
              <NameList named={told[what]} />
            </div>
          ),
      )}
      {step.failed && <Failure text={step.failed} />}
      <p class="row">
        <button type="button" class="primary" disabled={step.busy} aria-label={say('data_snapshotBackTo', day)} onClick={goBack}>
          {say('data_snapshotBack')}
        </button>
      </p>
    </div>
  );
}
