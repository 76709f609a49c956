import { useState } from 'preact/hooks';
import { madeOf } from '../../utils/batch/made.ts';
import type { Batch } from '../../utils/batch/prepare.ts';
import { prepare } from '../../utils/batch/prepare.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import type { KeptForm } from '../../utils/extension/files.ts';
import { getOutcome } from '../../utils/extension/files.ts';
import type { Outcome } from '../../utils/extension/messages.ts';
import { newId } from '../../utils/extension/profiles.ts';
import { keepFormOf, putPdf, putSubmissions } from '../../utils/extension/submissions.ts';
import { localDate } from '../../utils/intake/values.ts';
import type { Result } from '../../utils/result.ts';
import { failure, success } from '../../utils/result.ts';
import { useStep } from '../step.ts';
import type { RequestAtHand } from '../request/request.ts';
import { printRoute } from '../routes.ts';
import { Failure, Status } from '../controls/Status.tsx';
import { useText } from '../text.ts';
import { makeNote } from './coverNote.ts';
import { CoverNoteButton } from './CoverNoteButton.tsx';

type ToSignProps = { outcome: Outcome; atHand: RequestAtHand; form: KeptForm };

/** Puts what was exported among what is to be handed in, as a batch of one. Answers its id. */
async function track({ outcome, atHand: { chosen, request }, form }: ToSignProps): Promise<Result<string, 'formGone' | 'vaultLocked'>> {
  const stored = await getOutcome(outcome.id);
  if (!stored) return failure('formGone');
  const [id, at] = [newId(), Date.now()];
  const { fingerprint, name } = form;
  const batch: Batch = { batchId: newId(), form: { fingerprint, name }, signing: 'print', today: localDate(new Date()), at };
  const { school } = chosen;
  const row = { schoolIds: school ? [school.id] : [], name: school?.name ?? '', request, fileName: outcome.fileName, ready: !outcome.draft };
  const submission: Submission = { ...prepare(row, id, batch), work: { state: 'made', ...(await madeOf(stored.bytes, outcome.report)) } };
  const written = (await putPdf({ id, bytes: stored.bytes, at })) && (await keepFormOf(form, at)) && (await putSubmissions([submission]));
  return written ? success(id) : failure('vaultLocked');
}

/** What goes with a form that is to be signed by pen: the note, and where the signed one comes back. */
export function ToSign(props: ToSignProps) {
  const text = useText();
  const { say } = text;
  const { outcome, atHand, form } = props;
  const step = useStep(text);
  const [tracked, setTracked] = useState<{ outcome: string; id: string }>();
  const own = { name: atHand.chosen.school?.name ?? '', fileName: outcome.fileName, request: atHand.request, map: form.map };
  const follow = () =>
    step.take(async () => {
      const taken = await track(props);
      if (taken.ok) setTracked({ outcome: outcome.id, id: taken.value });
      return taken;
    });
  const id = tracked?.outcome === outcome.id ? tracked.id : undefined;
  return (
    <section class="notice" aria-label={say('sign_print')}>
      <CoverNoteButton make={(words) => makeNote([own], words)} />
      <p class="row">
        {id ? (
          <a class="button" href={printRoute({ view: 'outbox', id })}>
            {say('note_openOutbox')}
          </a>
        ) : (
          <button type="button" disabled={step.busy} onClick={follow}>
            {say('note_follow')}
          </button>
        )}
        <span class="hint">{say('note_followHint')}</span>
      </p>
      <Status text={id ? say('note_followed') : ''} />
      {step.failed && <Failure text={step.failed} />}
    </section>
  );
}
