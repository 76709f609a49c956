import type { NoteCode } from '../../utils/batch/checklist.ts';
import { checklist, noteKey, tick } from '../../utils/batch/checklist.ts';
import { scopesOf } from '../../utils/batch/scopes.ts';
import { nameClientId } from '../../utils/batch/status.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import { useText } from '../text.ts';
import { CopyButton } from './CopyButton.tsx';
import { KeptField } from './KeptField.tsx';
import type { OutboxSteps } from './steps.ts';

type CardProps = { submission: Submission; steps: OutboxSteps };

/** What the person notes: anything, and the ClientID's name when it came. */
export function NotesCard({ submission, steps }: CardProps) {
  const { say, code } = useText();
  const { id, note, clientId, request } = submission;
  const keepNote = async (typed: string) => {
    const kept = await steps.change(id, (stored) => ({ ...stored, note: typed, at: Date.now() }));
    return kept ? '' : say('outbox_notKept');
  };
  const keepClientId = async (typed: string) => {
    const judged = nameClientId(submission, typed, 0);
    if (!judged.ok) return code('error', judged.code, judged.values);
    const kept = await steps.change(id, (stored) => {
      const named = nameClientId(stored, typed, Date.now());
      return named.ok ? named.value : undefined;
    });
    return kept ? '' : say('outbox_notKept');
  };
  return (
    <section class="card" aria-labelledby="outbox-notes">
      <h3 id="outbox-notes">{say('outbox_notes')}</h3>
      <div class="form">
        <KeptField label={say('outbox_note')} value={note} long onKeep={keepNote} />
        {request.clientId?.kind === 'extend' ? (
          <p>
            {say('outbox_extends')} <b>{request.clientId.name}</b>
          </p>
        ) : (
          <KeptField label={say('outbox_clientId')} hint={say('outbox_clientIdHint')} value={clientId} onKeep={keepClientId} />
        )}
      </div>
    </section>
  );
}

/** What the ClientID may do once it is granted: number by number, and with which access groups. */
export function ScopesCard({ submission }: { submission: Submission }) {
  const { say } = useText();
  const { accounts } = submission.request;
  const list = scopesOf(submission.request).flatMap(({ scopes }) => scopes);
  if (list.length === 0 && !accounts) return null;
  return (
    <section class="card" aria-labelledby="outbox-scopes">
      <h3 id="outbox-scopes">{say('outbox_scopes')}</h3>
      <p class="hint">{say('outbox_scopesHint')}</p>
      {list.length > 0 && (
        <>
          <ul class="scopes">
            {list.map((scope) => (
              <li key={scope}>
                <code>{scope}</code>
              </li>
            ))}
          </ul>
          <div class="row">
            <CopyButton name={say('outbox_copyScopes')} text={list.join('\n')} />
          </div>
        </>
      )}
      {accounts && (
        <>
          <p>{say(accounts.reconcile ? 'outbox_scopesReconcile' : 'outbox_scopesAccounts', accounts.accessGroups.join('; '))}</p>
          <p class="hint">{say('outbox_scopesUnnamed')}</p>
        </>
      )}
    </section>
  );
}

/** The practical notes of the form that concern this request, to be ticked off. */
export function ChecklistCard({ submission, steps }: CardProps) {
  const { say } = useText();
  const notes = checklist(submission.request);
  const set = (code: NoteCode, done: boolean) => steps.change(submission.id, (stored) => tick(stored, code, done, Date.now()));
  return (
    <section class="card" aria-labelledby="outbox-checklist">
      <h3 id="outbox-checklist">{say('outbox_checklist')}</h3>
      <ul class="checklist">
        {notes.map(({ code, source }) => (
          <li key={code}>
            <label class="choice">
              <input type="checkbox" checked={submission.ticked.includes(code)} onChange={(event) => set(code, event.currentTarget.checked)} />
              <span>{say(noteKey(code))}</span>
            </label>
            <p class="source" lang="nl">
              {source}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
