import { useMemo, useState } from 'preact/hooks';
import { mostBytes, openBundle } from '../../utils/vault/bundle.ts';
import { compare, take } from '../../utils/vault/compare.ts';
import type { Records } from '../../utils/vault/records.ts';
import { Dropzone } from '../controls/Dropzone.tsx';
import { PassphraseField } from '../controls/PassphraseField.tsx';
import { Failure, Status } from '../controls/Status.tsx';
import type { Done, Stored } from '../stored.ts';
import { useText } from '../text.ts';
import { Card } from './Card.tsx';
import { apply, backFrom } from './changes.ts';
import type { GivenFailure } from './given.ts';
import { recognise } from './given.ts';
import { IncomingList } from './Incoming.tsx';
import { useStep } from '../step.ts';
import type { Wish } from './wishes.ts';
import { choicesOf, firstWishes } from './wishes.ts';

type ImportCardProps = { stored: Stored; today: string; onDone: (done: Done) => void };

/** A file on its way in. `turn` counts, so that the same file can be given again. */
type Incoming = { name: string } & ({ kind: 'bundle'; bytes: Uint8Array } | { kind: 'records'; records: Records; turn: number });

const asked = { drop: 'data_importDrop', choose: 'data_importChoose', accept: '.intakehulp,.json,application/json' } as const;

/** Somebody's file: what it would do here is shown first, and nothing is written before the click; that can be undone. */
export function ImportCard({ stored, today, onDone }: ImportCardProps) {
  const text = useText();
  const { say, code } = text;
  const [incoming, setIncoming] = useState<Incoming>();
  const [refused, setRefused] = useState('');
  const [busy, setBusy] = useState(false);
  const show = (name: string, records: Records) =>
    setIncoming((before) => ({ name, kind: 'records', records, turn: before?.kind === 'records' ? before.turn + 1 : 1 }));
  const refuse = (failed: GivenFailure, values: readonly string[] = []) => setRefused(code('error', failed, values));

  const receive = async (file: File) => {
    setIncoming(undefined);
    setRefused('');
    if (file.size > mostBytes) return refuse('fileTooBig');
    setBusy(true);
    const bytes = await file.arrayBuffer().catch(() => undefined);
    const given = bytes && (await recognise(new Uint8Array(bytes)));
    setBusy(false);
    if (!given) setRefused(say('open_unreadable', file.name));
    else if (!given.ok) refuse(given.code, given.values);
    else if (given.value.kind === 'archive') show(file.name, given.value.records);
    else setIncoming({ name: file.name, ...given.value });
  };

  return (
    <Card card="import">
      <p class="hint">{say('data_importHint')}</p>
      <Dropzone asked={asked} onFile={(file) => void receive(file)} />
      <Status busy={busy} text={busy ? say('data_importReading') : ''} />
      {refused && <Failure text={refused} />}
      {incoming?.kind === 'bundle' && <Opening name={incoming.name} bytes={incoming.bytes} onOpened={(records) => show(incoming.name, records)} />}
      {incoming?.kind === 'records' && (
        <Plan
          key={incoming.turn}
          name={incoming.name}
          records={incoming.records}
          stored={stored}
          today={today}
          onDone={(done) => {
            if (done) onDone(done);
            setIncoming(undefined);
          }}
        />
      )}
    </Card>
  );
}

function Opening({ name, bytes, onOpened }: { name: string; bytes: Uint8Array; onOpened: (records: Records) => void }) {
  const text = useText();
  const { say } = text;
  const step = useStep(text);
  const [passphrase, setPassphrase] = useState('');
  const open = (event: Event) => {
    event.preventDefault();
    void step.take(async () => {
      const opened = await openBundle(bytes, passphrase);
      if (opened.ok) onOpened(opened.value);
      return opened;
    });
  };
  return (
    <form class="form" onSubmit={open}>
      <PassphraseField
        id="import"
        label={say('data_importPassphrase', name)}
        hint={say('data_importPassphraseHint')}
        value={passphrase}
        autocomplete="current-password"
        focused
        onType={setPassphrase}
      />
      {step.failed && <Failure text={step.failed} />}
      <p class="row">
        <button type="submit" class="primary" disabled={step.busy}>
          {say(step.busy ? 'vault_unlocking' : 'data_importOpen')}
        </button>
      </p>
    </form>
  );
}

type PlanProps = { name: string; records: Records; stored: Stored; today: string; onDone: (done?: Done) => void };

/** What the file would do, and what of it the person wants. */
function Plan({ name, records, stored, today, onDone }: PlanProps) {
  const text = useText();
  const { say, count } = text;
  const step = useStep(text);
  const kept = useMemo(() => new Map(Object.entries(stored.vault.records)), [stored.vault]);
  const comparisons = useMemo(() => compare(records, kept), [records, kept]);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Wish>>(new Map());
  // Another view may change what is stored while the person looks.
  const wishes = useMemo(() => new Map([...firstWishes(comparisons), ...chosen]), [comparisons, chosen]);
  const change = useMemo(() => take(choicesOf(comparisons, wishes), kept), [comparisons, wishes, kept]);
  const number = Object.keys(change.set).length;
  const takeOver = async () => {
    const back = backFrom(change, kept);
    if (await step.take(() => apply(change, kept))) onDone({ text: count('data_imported', number), undo: () => stored.keepAll(back) });
  };
  return (
    <div class="plan">
      <IncomingList
        name={name}
        comparisons={comparisons}
        raw={records}
        kept={kept}
        wishes={wishes}
        today={today}
        onWish={(wished) => setChosen(new Map([...chosen, ...wished]))}
      />
      {step.failed && <Failure text={step.failed} />}
      <p class="row">
        <button type="button" class="primary" disabled={number === 0 || step.busy} onClick={takeOver}>
          {count('data_importTake', number)}
        </button>
        <button type="button" onClick={() => onDone()}>
          {say('data_importLeave')}
        </button>
      </p>
    </div>
  );
}
