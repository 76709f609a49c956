import { useState } from 'preact/hooks';
import { columnKey, printOutbox } from '../../utils/batch/outbox.ts';
import { move, nextStatuses, statusKey } from '../../utils/batch/status.ts';
import type { Status as SubmissionStatus, Submission } from '../../utils/batch/submission.ts';
import { statuses } from '../../utils/batch/submission.ts';
import { download, downloadBlob } from '../../utils/extension/download.ts';
import { isDate } from '../../utils/intake/values.ts';
import type { Result } from '../../utils/result.ts';
import { success } from '../../utils/result.ts';
import { useStep } from '../step.ts';
import type { NoteFile } from '../signing/coverNote.ts';
import { coverNoteFor } from '../signing/coverNote.ts';
import { Failure, Status } from '../controls/Status.tsx';
import { useText } from '../text.ts';
import type { Handover } from './handover.ts';
import { awaitsPen, canPickFolder, pickFolder, saveInFolder, zipOf } from './handover.ts';
import type { MailKind } from './mails.ts';
import { mailKinds } from './mails.ts';
import type { OutboxSteps } from './steps.ts';

type ChosenProps = {
  /** Those that were ticked. */
  chosen: readonly Submission[];
  /** The whole list as it is found, for where nothing is ticked. */
  found: readonly Submission[];
  today: string;
  steps: OutboxSteps;
};

/** What can be done with many at once. */
export function ChosenCard({ chosen, found, today, steps }: ChosenProps) {
  const text = useText();
  const { say, count } = text;
  const [mails, setMails] = useState<readonly MailKind[]>([]);
  const [outcome, setOutcome] = useState<{ said: string; left: readonly string[] }>({ said: '', left: [] });
  const step = useStep(text);
  const busy = step.busy || steps.busy;
  const none = chosen.length === 0;

  const noteFor = (submissions: readonly Submission[]): Promise<Result<NoteFile | undefined, string>> => {
    const toSign = submissions.filter(awaitsPen);
    return toSign.length > 0 ? coverNoteFor(toSign, text) : Promise.resolve(success(undefined));
  };
  const tell = (said: string, { left }: Handover) => setOutcome({ said, left });
  const zip = () =>
    step.take(async () => {
      setOutcome({ said: '', left: [] });
      const note = await noteFor(chosen);
      const packed = note.ok ? await zipOf({ submissions: chosen, mails, note: note.value }) : note;
      if (!packed.ok) return packed;
      downloadBlob(`intakeformulieren-${today}.zip`, packed.value.zip);
      tell(count('outbox_zipped', packed.value.files), packed.value);
      return packed;
    });
  const folder = async () => {
    setOutcome({ said: '', left: [] });
    const picked = await pickFolder();
    if (!picked) return;
    await step.take(async () => {
      const note = await noteFor(chosen);
      const saved = note.ok ? await saveInFolder(picked, { submissions: chosen, mails, note: note.value }) : note;
      if (!saved.ok) return saved;
      const { files, stood } = saved.value;
      tell([count('outbox_written', files), stood > 0 && count('outbox_stood', stood)].filter(Boolean).join(' '), saved.value);
      return saved;
    });
  };
  const csv = () => {
    const words = { column: (column: Parameters<typeof columnKey>[0]) => say(columnKey(column)), status: (status: SubmissionStatus) => say(statusKey(status)) };
    const printed = printOutbox(none ? found : chosen, words);
    download({ fileName: `uitgaand-${today}.csv`, bytes: new TextEncoder().encode(printed), type: 'text/csv' });
  };

  return (
    <section class="card chosen" aria-labelledby="outbox-chosen">
      <h2 id="outbox-chosen">{none ? say('outbox_noneChosen') : count('outbox_chosen', chosen.length)}</h2>
      <fieldset class="field">
        <legend>{say('outbox_handOver')}</legend>
        <div>
          {mailKinds.map((kind) => (
            <label key={kind} class="choice">
              <input
                type="checkbox"
                checked={mails.includes(kind)}
                onChange={(event) => setMails(event.currentTarget.checked ? [...mails, kind] : mails.filter((one) => one !== kind))}
              />
              <span>{say(`outbox_withMail_${kind}`)}</span>
            </label>
          ))}
        </div>
        <p class="row">
          <button type="button" class="primary" disabled={none || busy} onClick={zip}>
            {say('outbox_zip')}
          </button>
          {canPickFolder() && (
            <button type="button" disabled={none || busy} onClick={folder}>
              {say('outbox_folder')}
            </button>
          )}
          <button type="button" disabled={found.length === 0} onClick={csv}>
            {none ? say('outbox_csvAll') : say('outbox_csv')}
          </button>
        </p>
        {step.failed && <Failure text={step.failed} />}
        <Status busy={step.busy} text={step.busy ? say('outbox_packing') : outcome.said} />
        {outcome.left.length > 0 && (
          <div class="notice warns">
            <p>{count('outbox_leftBehind', outcome.left.length)}</p>
            <p>{outcome.left.slice(0, 20).join('; ')}</p>
          </div>
        )}
      </fieldset>
      <MoveMany chosen={chosen} today={today} steps={steps} busy={busy} />
      <p>
        <button type="button" class="danger" disabled={none || busy} onClick={() => steps.remove(chosen)}>
          {say('outbox_remove')}
        </button>
      </p>
    </section>
  );
}

type MoveManyProps = { chosen: readonly Submission[]; today: string; steps: OutboxSteps; busy: boolean };

/** That day lies before the step that went before. */
function isTooEarly(submission: Submission, status: SubmissionStatus, date: string): boolean {
  const moved = move(submission, status, date, 0);
  return !moved.ok && moved.code === 'statusTooEarly';
}

/** Another status for all that may have it; says for how many that is, and for how many the day is too early. */
function MoveMany({ chosen, today, steps, busy }: MoveManyProps) {
  const { say, count } = useText();
  const [picked, setPicked] = useState<SubmissionStatus>();
  const [date, setDate] = useState(today);
  const possible = statuses.flatMap((status) => {
    const able = chosen.filter((submission) => nextStatuses(submission).includes(status)).length;
    return able > 0 ? [{ status, able }] : [];
  });
  const status = possible.some((one) => one.status === picked) ? picked : undefined;
  const early = status && isDate(date) ? chosen.filter((submission) => isTooEarly(submission, status, date)) : [];
  const able = possible.find((one) => one.status === status)?.able ?? 0;
  return (
    <fieldset class="field">
      <legend>{say('outbox_moveMany')}</legend>
      <div class="row">
        <select
          aria-label={say('outbox_status')}
          disabled={possible.length === 0}
          value={status ?? ''}
          onChange={(event) => setPicked(possible.find((one) => one.status === event.currentTarget.value)?.status)}
        >
          <option value="">{say('outbox_pickStatus')}</option>
          {possible.map((one) => (
            <option key={one.status} value={one.status}>
              {say('outbox_ableOf', say(statusKey(one.status)), String(one.able), String(chosen.length))}
            </option>
          ))}
        </select>
        <input type="date" aria-label={say('outbox_since')} value={date} max={today} onInput={(event) => setDate(event.currentTarget.value)} />
        <button type="button" disabled={!status || busy || !isDate(date) || early.length === able} onClick={() => status && steps.move(chosen, status, date)}>
          {say('outbox_moveDo')}
        </button>
      </div>
      <Status text={early.length > 0 ? count('outbox_tooEarly', early.length) : ''} />
    </fieldset>
  );
}
