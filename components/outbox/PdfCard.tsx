import { useState } from 'preact/hooks';
import type { Submission } from '../../utils/batch/submission.ts';
import { download } from '../../utils/extension/download.ts';
import { getPdf } from '../../utils/extension/submissions.ts';
import { retrying } from './again.ts';
import { Facts } from '../controls/Facts.tsx';
import { printRoute } from '../routes.ts';
import { coverNoteFor } from '../signing/coverNote.ts';
import { CoverNoteButton } from '../signing/CoverNoteButton.tsx';
import { Failure, Status } from '../controls/Status.tsx';
import { useText } from '../text.ts';
import type { OutboxSteps } from './steps.ts';

/** The form itself: to download, or why there is none yet. */
export function PdfCard({ submission, steps }: { submission: Submission; steps: OutboxSteps }) {
  const { say, code, count } = useText();
  const [gone, setGone] = useState(false);
  const { id, work, fileName, signing, status, request } = submission;
  const save = async () => {
    const pdf = await getPdf(id);
    setGone(!pdf);
    if (pdf) download({ fileName, bytes: pdf.bytes, type: 'application/pdf' });
  };
  const again = async () => steps.change(id, await retrying());
  const toBatch = <a href={printRoute({ view: 'batch' })}>{say('nav_batch')}</a>;
  const { director, applicant, accounts, administration } = request;
  const facts = [
    ['outbox_numbers', (administration?.institutionNumbers ?? []).join(', ')],
    ['outbox_groups', (accounts?.accessGroups ?? []).join(', ')],
    ['outbox_director', [director.name, director.email].filter(Boolean).join(', ')],
    ['outbox_applicant', applicant.name],
  ] as const;
  return (
    <section class="card" aria-labelledby="outbox-form">
      <h3 id="outbox-form">{say('outbox_form')}</h3>
      <Facts facts={facts} />
      {work.state === 'made' && (
        <>
          {work.report.left.length > 0 && <p class="notice warns">{count('outbox_leftOut', work.report.left.length)}</p>}
          {signing === 'print' && (status === 'draft' || status === 'ready') && <p class="hint">{say('outbox_toSign')}</p>}
          <p class="row">
            <button type="button" class="primary" onClick={save}>
              {say('outbox_pdf')}
            </button>
            <span class="hint file-name">{fileName}</span>
          </p>
          {signing === 'print' && <CoverNoteButton make={(text) => coverNoteFor([submission], text)} />}
        </>
      )}
      {work.state === 'failed' && (
        <div class="notice blocks">
          <p>{code('error', work.code, work.values)}</p>
          <p>
            <button type="button" onClick={again}>
              {say('outbox_again')}
            </button>
          </p>
        </div>
      )}
      <Status busy={work.state === 'running'} text={work.state === 'running' ? say('outbox_making') : work.state === 'waiting' ? say('outbox_waits') : ''} />
      {work.state === 'waiting' && <p>{toBatch}</p>}
      {gone && <Failure text={say('outbox_noPdf')} />}
    </section>
  );
}
