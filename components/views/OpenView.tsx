import { useState } from 'preact/hooks';
import { ask } from '../../utils/extension/ask.ts';
import type { Answers } from '../../utils/extension/messages.ts';
import { failure } from '../../utils/result.ts';
import { Dropzone } from '../controls/Dropzone.tsx';
import { Failure, Status } from '../controls/Status.tsx';
import { useText } from '../text.ts';

/** Bytes; the engine refuses them as well, but then they have crossed for nothing. */
const largestFile = 20 * 1024 * 1024;

export type OpenedPdf = Extract<Answers['openFile'], { ok: true }>['value'];

async function openFile(file: File, asScan: boolean): Promise<Answers['openFile']> {
  if (file.size > largestFile) return failure('fileTooLarge');
  const bytes = new Uint8Array(await file.arrayBuffer());
  return ask({ type: 'openFile', name: file.name, bytes, ...(asScan && { asScan }) });
}

/**
 * Opens a file and says of it, in a sentence, why it can't be used. `onOpened` only where it is the form. `openScan` where it was a
 * scan: opens that for placing by hand, since only the person can see that it is the form.
 */
export function useOpenFile(onOpened: (opened: OpenedPdf) => void) {
  const { say, code } = useText();
  const [reading, setReading] = useState<string>();
  const [refused, setRefused] = useState<string>();
  const [scan, setScan] = useState<File>();
  const open = async (file: File, asScan = false) => {
    setRefused(undefined);
    setScan(undefined);
    setReading(file.name);
    try {
      const answer = await openFile(file, asScan);
      if (!answer.ok && answer.code === 'scanOnly') setScan(file);
      if (!answer.ok) setRefused(code('error', answer.code, answer.values));
      else if (!answer.value.form.detected) setRefused(say('found_notPdf'));
      else onOpened(answer.value);
    } catch (error) {
      // A folder, or a file that was moved or is locked since it was chosen.
      if (!(error instanceof DOMException)) throw error;
      setRefused(say('open_unreadable', file.name));
    } finally {
      setReading(undefined);
    }
  };
  return { open: (file: File) => open(file), reading, refused, openScan: scan && (() => open(scan, true)) };
}

export function OpenView({ onOpened }: { onOpened: () => void }) {
  const { say } = useText();
  const { open, reading, refused, openScan } = useOpenFile(onOpened);
  return (
    <section class="narrow">
      <h1 tabIndex={-1}>{say('open_title')}</h1>
      <p class="lead">{say('open_intro')}</p>
      <Dropzone onFile={open} />
      <Status busy={reading !== undefined} text={reading === undefined ? '' : say('open_reading', reading)} />
      {refused && <Failure text={refused} />}
      {openScan && (
        <div class="row">
          <p class="hint">{say('open_scan')}</p>
          <button type="button" onClick={openScan}>
            {say('open_asScan')}
          </button>
        </div>
      )}
    </section>
  );
}
