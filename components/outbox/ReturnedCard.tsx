import { useEffect, useRef, useState } from 'preact/hooks';
import type { Submission } from '../../utils/batch/submission.ts';
import { download } from '../../utils/extension/download.ts';
import type { ReturnedPdf } from '../../utils/extension/returned.ts';
import { getReturned } from '../../utils/extension/returned.ts';
import { localDate, printDate } from '../../utils/intake/values.ts';
import type { ScanDoubt } from '../../utils/paper/doubts.ts';
import type { Look } from '../../utils/pdf/look.ts';
import type { Result } from '../../utils/result.ts';
import { success } from '../../utils/result.ts';
import { FileInput } from '../controls/FileInput.tsx';
import { scanTypes } from '../signing/scan.ts';
import { useLook } from '../signing/looking.ts';
import { Failure, Status } from '../controls/Status.tsx';
import { useText } from '../text.ts';
import type { CameBack } from './scanCheck.ts';
import { doubtsAbout, readCameBack } from './scanCheck.ts';
import type { OutboxSteps } from './steps.ts';

/** A scan that came back and is not kept yet, with what is amiss. */
type Doubted = { back: CameBack; doubts: readonly ScanDoubt[] };
type State = { kind: 'rest' } | { kind: 'busy' } | { kind: 'failed'; said: string } | { kind: 'doubted'; doubted: Doubted };

async function lookOver(submission: Submission, files: readonly File[], look: Look): Promise<Result<Doubted, string>> {
  const back = await readCameBack(files, look);
  if (!back.ok) return back;
  const doubts = await doubtsAbout(submission, back.value, look);
  return doubts.ok ? success({ back: back.value, doubts: doubts.value }) : doubts;
}

const matters = ({ severity }: ScanDoubt) => severity !== 'informs';

/** The signed form that comes back: looked over, kept with its submission, and handed in instead of the unsigned one. */
export function ReturnedCard({ submission, steps }: { submission: Submission; steps: OutboxSteps }) {
  const { say, code } = useText();
  const look = useLook();
  const ways = useRef<HTMLParagraphElement>(null);
  const [state, setState] = useState<State>({ kind: 'rest' });
  const [kept, setKept] = useState<ReturnedPdf>();
  const [said, setSaid] = useState('');
  const { id, work } = submission;
  useEffect(() => {
    let current = true;
    void getReturned(id).then((found) => current && setKept(found));
    return () => {
      current = false;
    };
    // What is kept changes with what is stored of the submission, by an undo too.
  }, [submission]);
  if (work.state !== 'made' || !look) return null;

  const keep = async ({ back, doubts }: Doubted, words: string) => {
    const returned: ReturnedPdf = {
      name: back.name,
      bytes: new Uint8Array(back.bytes),
      at: Date.now(),
      doubts: doubts.filter(matters).map((doubt) => doubt.code),
    };
    if (!(await steps.keepSigned(submission, returned))) return setState({ kind: 'failed', said: code('error', 'vaultLocked', []) });
    setKept(returned);
    setState({ kind: 'rest' });
    setSaid(words);
  };
  const take = async (files: readonly File[]) => {
    setState({ kind: 'busy' });
    setSaid('');
    const looked = await lookOver(submission, files, look).catch((error: unknown) => {
      setState({ kind: 'failed', said: code('error', 'engineStopped', []) });
      throw error;
    });
    if (!looked.ok) return setState({ kind: 'failed', said: code('error', looked.code, looked.values) });
    const doubted = looked.value;
    const { doubts } = doubted;
    if (doubts.some(matters)) return setState({ kind: 'doubted', doubted });
    const fine = doubts.some((doubt) => doubt.code === 'signatureUnseen') ? 'scan_fineUnseen' : 'scan_fine';
    await keep(doubted, [say(fine), ...doubts.map((doubt) => say(`scan_${doubt.code}`, doubt.values.join(', ')))].join(' '));
  };
  const remove = async () => {
    setSaid('');
    await steps.removeSigned(submission);
  };

  return (
    <section class="card" aria-labelledby="outbox-returned">
      <h3 id="outbox-returned">{say('scan_title')}</h3>
      {kept ? (
        <Kept kept={kept} fileName={submission.fileName} onRemove={remove} />
      ) : (
        <p class="hint">{say(submission.signing === 'print' ? 'scan_hint' : 'scan_hintSigned')}</p>
      )}
      <p class="row" ref={ways}>
        <FileInput multiple name={say(kept ? 'scan_replace' : 'scan_add')} accept={scanTypes} disabled={state.kind === 'busy'} onFiles={take} />
      </p>
      <Status busy={state.kind === 'busy'} text={state.kind === 'busy' ? say('scan_looking') : kept ? said : ''} />
      {state.kind === 'failed' && <Failure text={state.said} />}
      {state.kind === 'doubted' && (
        <Doubts
          doubted={state.doubted}
          onKeep={() => keep(state.doubted, say('scan_keptAnyway'))}
          onLeave={() => {
            setState({ kind: 'rest' });
            ways.current?.querySelector('button')?.focus();
          }}
        />
      )}
    </section>
  );
}

function Kept({ kept: { name, bytes, at, doubts }, fileName, onRemove }: { kept: ReturnedPdf; fileName: string; onRemove: () => void }) {
  const { say } = useText();
  const save = () => download({ fileName: fileName.replace(/(\.pdf)?$/i, `-${say('scan_fileEnding')}.pdf`), bytes, type: 'application/pdf' });
  return (
    <>
      <p>{say('scan_kept', name, printDate(localDate(new Date(at))) ?? '')}</p>
      {doubts.length > 0 && <p class="notice warns">{say('scan_keptDoubted')}</p>}
      <p class="row">
        <button type="button" onClick={save}>
          {say('scan_download')}
        </button>
        <button type="button" class="quiet" onClick={onRemove}>
          {say('scan_remove')}
        </button>
      </p>
    </>
  );
}

function Doubts({ doubted, onKeep, onLeave }: { doubted: Doubted; onKeep: () => Promise<void>; onLeave: () => void }) {
  const { say, field } = useText();
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => box.current?.focus(), []);
  const worst = doubted.doubts.some(({ severity }) => severity === 'blocks') ? 'blocks' : 'warns';
  return (
    <fieldset ref={box} class={`notice ${worst}`} tabIndex={-1} aria-label={say('scan_doubts', doubted.back.name)}>
      <p>
        <strong>{say('scan_doubts', doubted.back.name)}</strong>
      </p>
      <ul>
        {doubted.doubts.map(({ code, values, keys }) => (
          <li key={code}>{say(`scan_${code}`, values.length > 0 ? values.join(', ') : keys.map(field).join(', '))}</li>
        ))}
      </ul>
      <p class="row">
        <button type="button" class="primary" onClick={onLeave}>
          {say('scan_other')}
        </button>
        <button type="button" onClick={onKeep}>
          {say('scan_keepAnyway')}
        </button>
      </p>
    </fieldset>
  );
}
