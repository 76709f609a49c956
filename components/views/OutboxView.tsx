import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LongWait } from '../../utils/batch/status.ts';
import { expire, statusKey } from '../../utils/batch/status.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import { printDate } from '../../utils/intake/values.ts';
import { useSubmissions } from '../batch/run.ts';
import { ChosenCard } from '../outbox/ChosenCard.tsx';
import { Dashboard } from '../outbox/Dashboard.tsx';
import type { Pile } from '../outbox/found.ts';
import { findSubmissions, inOrder } from '../outbox/found.ts';
import { RenewalsCard } from '../outbox/RenewalsCard.tsx';
import { useOutboxSteps } from '../outbox/steps.ts';
import { rowLinkId, SubmissionList } from '../outbox/SubmissionList.tsx';
import { SubmissionPanel } from '../outbox/SubmissionPanel.tsx';
import { printRoute } from '../routes.ts';
import { Status } from '../controls/Status.tsx';
import type { Done } from '../stored.ts';
import { useText } from '../text.ts';

type OutboxProps = { id: string | undefined; today: string; onDone: (done: Done) => void };

/** What was and is to be handed in, how far each is, and what is to be done about it. */
export function OutboxView({ id, today, onDone }: OutboxProps) {
  const { say } = useText();
  const listed = useSubmissions();
  return (
    <section class={id ? 'outbox opened' : 'outbox'}>
      <div>
        <h1 tabIndex={-1}>{say('nav_outbox')}</h1>
        <p class="lead">{say('outbox_intro')}</p>
      </div>
      {listed ? <Outbox {...listed} id={id} today={today} onDone={onDone} /> : <Status busy text={say('loading')} />}
    </section>
  );
}

/** Back in the list, the focus is where it was opened from. */
function useFocusBack(id: string | undefined): void {
  const before = useRef(id);
  useEffect(() => {
    const left = before.current;
    before.current = id;
    if (id || !left) return;
    let frame = 0;
    // A narrow window hid the list: its rows are drawn a few frames after it is shown.
    const land = (frames: number) => {
      const row = document.getElementById(rowLinkId(left));
      if (row) row.focus();
      else if (frames > 0) frame = requestAnimationFrame(() => land(frames - 1));
      else document.querySelector<HTMLElement>('.outbox h1')?.focus();
    };
    land(20);
    return () => cancelAnimationFrame(frame);
  }, [id]);
}

type ListedProps = OutboxProps & { submissions: readonly Submission[]; unreadable: number; reload: () => Promise<void> };

function Outbox({ submissions, unreadable, reload, id, today, onDone }: ListedProps) {
  const { say, count } = useText();
  const steps = useOutboxSteps(reload, onDone);
  const [typed, setTyped] = useState('');
  const [pile, setPile] = useState<Pile>();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  useFocusBack(id);
  const ordered = useMemo(() => inOrder(submissions), [submissions]);
  const found = useMemo(() => findSubmissions(ordered, typed, pile), [ordered, typed, pile]);
  const chosen = useMemo(() => ordered.filter((submission) => ticked.has(submission.id)), [ordered, ticked]);
  const { expired, waiting } = useMemo(() => expire(submissions, today, 0), [submissions, today]);
  const opened = submissions.find((submission) => submission.id === id);
  const last = useRef(id);
  if (id) last.current = id;

  if (submissions.length === 0)
    return (
      <>
        {unreadable > 0 && <p class="notice warns">{count('outbox_unreadable', unreadable)}</p>}
        <p class="notice informs">
          {say('outbox_empty')} <a href={printRoute({ view: 'batch' })}>{say('nav_batch')}</a>
        </p>
      </>
    );

  const choose = (ids: readonly string[], on: boolean) => {
    const next = new Set(ticked);
    for (const one of ids) {
      if (on) next.add(one);
      else next.delete(one);
    }
    setTicked(next);
  };
  const removeOpened = async (one: Submission) => {
    await steps.remove([one]);
    location.hash = printRoute({ view: 'outbox' });
  };
  const shown = new Set(found);
  const hidden = chosen.filter((submission) => !shown.has(submission)).length;

  return (
    <>
      {unreadable > 0 && <p class="notice warns">{count('outbox_unreadable', unreadable)}</p>}
      {waiting.length > 0 && <LongWaits waiting={waiting} />}
      {expired.length > 0 && (
        <div class="notice warns beside">
          <p>{count('outbox_ended', expired.length)}</p>
          <p>
            <button type="button" disabled={steps.busy} onClick={() => steps.move(expired, 'expired', expired[0]?.dates.expired ?? today)}>
              {say('outbox_expireAll', say(statusKey('expired')))}
            </button>
          </p>
        </div>
      )}
      <Dashboard submissions={submissions} pile={pile} onChoose={setPile} />
      <div class="outbox-columns">
        <div class="outbox-side">
          <section class="card" aria-labelledby="outbox-list">
            <h2 id="outbox-list">{say('outbox_list')}</h2>
            <div class="field">
              <label for="outbox-find">{say('outbox_find')}</label>
              <input id="outbox-find" type="search" value={typed} autocomplete="off" onInput={(event) => setTyped(event.currentTarget.value)} />
              <p class="hint" role="status">
                {say('outbox_found', String(found.length), String(submissions.length))}
              </p>
            </div>
            {found.length > 0 && <ChooseAll found={found} ticked={ticked} hidden={hidden} onChoose={choose} />}
            <SubmissionList found={found} opened={id} near={last.current} chosen={ticked} onChoose={choose} />
          </section>
        </div>
        {id && !opened && <p class="notice warns">{say('outbox_gone')}</p>}
        {opened ? (
          <SubmissionPanel key={opened.id} submission={opened} today={today} steps={steps} onRemove={() => removeOpened(opened)} />
        ) : (
          <div class="outbox-panel">
            <ChosenCard chosen={chosen} found={found} today={today} steps={steps} />
            <RenewalsCard submissions={submissions} today={today} />
          </div>
        )}
      </div>
    </>
  );
}

function LongWaits({ waiting }: { waiting: readonly LongWait[] }) {
  const { say, count } = useText();
  return (
    <div class="notice warns beside">
      <p>{count('outbox_waiting', waiting.length)}</p>
      <details>
        <summary>{say('outbox_which')}</summary>
        <ul>
          {waiting.map(({ submission: { id, name }, since }) => (
            <li key={id}>
              <a href={printRoute({ view: 'outbox', id })}>{name.trim() || say('untitled')}</a> {printDate(since) ?? since}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

type ChooseAllProps = {
  found: readonly Submission[];
  ticked: ReadonlySet<string>;
  /** How many are ticked that the filter hides. */
  hidden: number;
  onChoose: (ids: readonly string[], chosen: boolean) => void;
};

function ChooseAll({ found, ticked, hidden, onChoose }: ChooseAllProps) {
  const { count } = useText();
  const box = useRef<HTMLInputElement>(null);
  const on = found.filter(({ id }) => ticked.has(id)).length;
  useEffect(() => {
    if (box.current) box.current.indeterminate = on > 0 && on < found.length;
  }, [on, found.length]);
  return (
    <label class="choice choose-all">
      <input
        ref={box}
        type="checkbox"
        checked={on === found.length}
        onChange={(event) =>
          onChoose(
            found.map(({ id }) => id),
            event.currentTarget.checked,
          )
        }
      />
      <span>
        {count('outbox_chooseAll', found.length)}
        {hidden > 0 && ` ${count('outbox_hidden', hidden)}`}
      </span>
    </label>
  );
}
