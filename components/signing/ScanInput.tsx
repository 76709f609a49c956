import { useState } from 'preact/hooks';
import type { Handwriting } from '../../utils/intake/form.ts';
import type { MessageKey } from '../../utils/i18n.ts';
import { FileInput } from '../controls/FileInput.tsx';
import { useLook } from './looking.ts';
import type { BothHands } from './scan.ts';
import { pictureScanTypes, readBoth, readScan, scanTypes } from './scan.ts';
import { Failure, Status } from '../controls/Status.tsx';
import { useText } from '../text.ts';

/** A scan or photo of the person's own hand. `label` says of what: the mention or the signature. */
export function ScanInput({ label, onScan }: { label: string; onScan: (handwriting: Handwriting) => void }) {
  const { say } = useText();
  const look = useLook();
  return <FileButton name={say('sign_scan')} label={`${say('sign_scan')}: ${label}`} read={(file) => readScan(file, look)} onRead={onScan} />;
}

/** One scan with the mention and the signature on it. */
export function ScanBothInput({ onScan }: { onScan: (hands: BothHands) => void }) {
  const { say } = useText();
  const look = useLook();
  return <FileButton name={say('sign_scanBoth')} label={say('sign_scanBoth')} read={(file) => readBoth(file, look)} onRead={onScan} />;
}

type FileButtonProps<Read extends object> = { name: string; label: string; read: (file: File) => Promise<Read | MessageKey>; onRead: (read: Read) => void };

function FileButton<Read extends object>({ name, label, read, onRead }: FileButtonProps<Read>) {
  const { say } = useText();
  const look = useLook();
  const [problem, setProblem] = useState<MessageKey>();
  const [busy, setBusy] = useState(false);
  const take = async ([file]: readonly File[]) => {
    if (!file) return;
    setProblem(undefined);
    setBusy(true);
    try {
      const scan = await read(file);
      if (typeof scan === 'string') setProblem(scan);
      else onRead(scan);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <FileInput class="quiet" name={name} label={label} accept={look ? scanTypes : pictureScanTypes} disabled={busy} onFiles={take} />
      <Status busy={busy} text={busy ? say('sign_reading') : ''} />
      {problem && <Failure text={say(problem)} />}
    </>
  );
}
