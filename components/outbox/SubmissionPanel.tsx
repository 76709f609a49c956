import { useEffect, useRef } from 'preact/hooks';
import type { Submission } from '../../utils/batch/submission.ts';
import { printRoute } from '../routes.ts';
import { useText } from '../text.ts';
import { ChecklistCard, NotesCard, ScopesCard } from './AccessCards.tsx';
import { askedFor } from './found.ts';
import { MailCard } from './MailCard.tsx';
import { mailKinds } from './mails.ts';
import { PdfCard } from './PdfCard.tsx';
import { ReturnedCard } from './ReturnedCard.tsx';
import { StatusCard } from './StatusCard.tsx';
import type { OutboxSteps } from './steps.ts';

type PanelProps = { submission: Submission; today: string; steps: OutboxSteps; onRemove: () => void };

/** One submission, opened: all that is known of it, and all that is yet to be done. */
export function SubmissionPanel({ submission, today, steps, onRemove }: PanelProps) {
  const { say } = useText();
  const title = useRef<HTMLHeadingElement>(null);
  // Whoever opens another lands where it begins.
  useEffect(() => title.current?.focus(), []);
  const name = submission.name.trim() || say('untitled');
  return (
    <section class="outbox-panel" aria-labelledby="outbox-opened">
      <div class="row spread">
        <div>
          <h2 id="outbox-opened" ref={title} tabIndex={-1}>
            {name}
          </h2>
          <p class="hint">{askedFor(submission).join(', ')}</p>
        </div>
        <a class="button" href={printRoute({ view: 'outbox' })}>
          {say('outbox_back')}
        </a>
      </div>
      <StatusCard submission={submission} today={today} steps={steps} />
      <PdfCard submission={submission} steps={steps} />
      <ReturnedCard submission={submission} steps={steps} />
      {mailKinds.map((kind) => (
        <MailCard key={kind} submission={submission} kind={kind} />
      ))}
      <NotesCard submission={submission} steps={steps} />
      <ScopesCard submission={submission} />
      <ChecklistCard submission={submission} steps={steps} />
      <p>
        <button type="button" class="danger" disabled={steps.busy} onClick={onRemove}>
          {say('outbox_removeOne')}
        </button>
      </p>
    </section>
  );
}
