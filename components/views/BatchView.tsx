import { useMemo, useState } from 'preact/hooks';
import { plan as planFor } from '../../utils/batch/plan.ts';
import { prepare } from '../../utils/batch/submission.ts';
import { newId } from '../../utils/extension/profiles.ts';
import { keepFormOf, putSubmissions } from '../../utils/extension/submissions.ts';
import type { Signing } from '../../utils/intake/form.ts';
import { PlanTable } from '../batch/PlanTable.tsx';
import { RunCard } from '../batch/RunCard.tsx';
import { useBatchRun, useSubmissions } from '../batch/run.ts';
import { SchoolChoice } from '../batch/SchoolChoice.tsx';
import { SignCard } from '../batch/SignCard.tsx';
import { useFormAtHand } from '../formAtHand.ts';
import { ProfilePicker } from '../ProfilePicker.tsx';
import { printRoute } from '../routes.ts';
import { Failure, Status } from '../Status.tsx';
import type { Stored } from '../stored.ts';
import { profilesOf } from '../stored.ts';
import { TextField } from '../TextField.tsx';
import { useText } from '../text.ts';

const workKeys = { applicant: 'applicantId', purpose: 'purposeId' } as const;

/** Many schools in one sitting: chosen, checked, signed once, made one by one. */
export function BatchView({ stored, today }: { stored: Stored; today: string }) {
  const text = useText();
  const { say } = text;
  const { profiles, work, hand } = stored;
  const form = useFormAtHand(work.form?.fingerprint);
  const run = useBatchRun();
  const busy = run.state === 'running' || run.state === 'pausing';
  const listed = useSubmissions(busy);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [mode, setMode] = useState<'each' | 'group'>('each');
  const [groupName, setGroupName] = useState('');
  const [confirmed, setConfirmed] = useState(0);
  const [failed, setFailed] = useState(false);

  const signing: Signing = useMemo(
    () => (work.signing === 'hand' ? { kind: 'hand', mention: hand.mention, signature: hand.signature } : { kind: 'print' }),
    [work.signing, hand],
  );
  const date = work.date ?? today;
  const plan = useMemo(
    () =>
      planFor({
        applicant: profiles.applicants.find(({ id }) => id === work.applicantId),
        purpose: profiles.purposes.find(({ id }) => id === work.purposeId),
        schools: profiles.schools.filter(({ id }) => chosen.has(id)),
        mode,
        group: { name: groupName },
        date,
        today,
        signing,
        history: listed?.submissions ?? [],
      }),
    [profiles, work, chosen, mode, groupName, date, today, signing, listed?.submissions],
  );
  if (form === undefined || !listed) return <Status busy text={say('loading')} />;

  // The one that was begun and not finished, else the last.
  const unmade = listed.submissions.find(({ work: { state } }) => state !== 'made');
  const newest = (unmade ?? listed.submissions[0])?.batchId;
  const batch = newest === undefined ? [] : listed.submissions.filter(({ batchId }) => batchId === newest);
  const unfinished = batch.some(({ work: { state } }) => state !== 'made');
  const ready = plan.rows.filter((row) => row.ready);
  const signs = signing.kind === 'hand';

  const make = async () => {
    if (!form) return;
    const batchId = newId();
    const at = Date.now();
    const shared = { batchId, form: { fingerprint: form.fingerprint, name: form.name }, signing: work.signing, today, at };
    const submissions = ready.map((row) => prepare(row, newId(), shared));
    const kept = (await keepFormOf(form, at)) && (await putSubmissions(submissions));
    setFailed(!kept);
    if (!kept) return;
    setConfirmed(0);
    setChosen(new Set());
    await listed.reload();
    await run.start(batchId, signing);
    await listed.reload();
  };

  return (
    <section class="batch">
      <div>
        <h1 tabIndex={-1}>{say('nav_batch')}</h1>
        <p class="lead">{say('batch_intro')}</p>
      </div>
      {(busy || unfinished || run.progress || run.state === 'elsewhere') && <RunCard batch={batch} stored={stored} run={run} onChanged={listed.reload} />}
      <div class="card">
        <h2>{say('batch_what')}</h2>
        {form ? (
          <p class="file-name">{form.name}</p>
        ) : (
          <p class="notice warns">
            {say('batch_noForm')} <a href={printRoute({ view: 'open' })}>{say('nav_open')}</a>
          </p>
        )}
        {(['applicant', 'purpose'] as const).map((kind) => (
          <ProfilePicker
            key={kind}
            kind={kind}
            profiles={profiles}
            chosen={work[workKeys[kind]]}
            editing={false}
            onChoose={(id) => stored.setWork({ [workKeys[kind]]: id })}
            onEdit={() => {
              location.hash = printRoute({ view: 'profiles', kind, id: work[workKeys[kind]] });
            }}
            onCreate={() => {
              location.hash = printRoute({ view: 'profiles', kind });
            }}
          />
        ))}
        <TextField field="date" type="date" value={date} problems={[]} onType={(next) => stored.setWork({ date: next })} />
      </div>
      <div class="card">
        <h2>{say('batch_whom')}</h2>
        {profilesOf(profiles, 'school').length === 0 ? (
          <p class="hint">{say('none_school')}</p>
        ) : (
          <SchoolChoice schools={profiles.schools} chosen={chosen} onChoose={setChosen} />
        )}
        <fieldset class="field">
          <legend>{say('batch_mode')}</legend>
          <div class="choices">
            {(['each', 'group'] as const).map((value) => (
              <label key={value} class="choice">
                <input type="radio" name="mode" checked={mode === value} onChange={() => setMode(value)} />
                <span>{say(`batch_mode_${value}`)}</span>
              </label>
            ))}
          </div>
        </fieldset>
        {mode === 'group' && (
          <div class="field">
            <label for="group-name">{say('batch_groupName')}</label>
            <input id="group-name" value={groupName} autocomplete="off" onInput={(event) => setGroupName(event.currentTarget.value)} />
          </div>
        )}
      </div>
      {chosen.size > 0 && (
        <div class="card">
          <h2>{say('batch_check')}</h2>
          <PlanTable plan={plan} stored={stored} />
        </div>
      )}
      <SignCard stored={stored} form={form} ready={ready.length} confirmed={confirmed} onConfirm={setConfirmed}>
        {failed && <Failure text={text.code('error', 'vaultLocked', [])} />}
        <p class="row">
          <button type="button" class="primary" disabled={!form || busy || ready.length === 0 || (signs && confirmed !== ready.length)} onClick={make}>
            {text.count('batch_make', ready.length)}
          </button>
          {plan.rows.length > ready.length && <span class="hint">{text.count('batch_notReady', plan.rows.length - ready.length)}</span>}
        </p>
      </SignCard>
    </section>
  );
}
