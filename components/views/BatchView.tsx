import { useEffect, useMemo, useState } from 'preact/hooks';
import { choiceAmong, offersOf } from '../../utils/batch/group.ts';
import type { PlannedRow } from '../../utils/batch/plan.ts';
import { plan as planFor } from '../../utils/batch/plan.ts';
import { prepare } from '../../utils/batch/prepare.ts';
import { newId } from '../../utils/extension/profiles.ts';
import { keepFormOf, putSubmissions } from '../../utils/extension/submissions.ts';
import { ownOf } from '../../utils/intake/membership.ts';
import type { Problem } from '../../utils/intake/problem.ts';
import { useBatchChoice } from '../batch/choice.ts';
import { BegunBatches } from '../batch/BegunBatches.tsx';
import { focusOn, leadTo, runTitleId, schoolOf } from '../batch/lead.ts';
import { previewButtonId } from '../batch/PlanRow.tsx';
import type { Mending } from '../batch/PlanTable.tsx';
import { PlanTable } from '../batch/PlanTable.tsx';
import { RowPreview } from '../batch/RowPreview.tsx';
import { useBatchRun, useSubmissions } from '../batch/run.ts';
import { SignCard } from '../batch/SignCard.tsx';
import { WhatCard } from '../batch/WhatCard.tsx';
import { WhomCard } from '../batch/WhomCard.tsx';
import { sealingOf } from '../certificate/seal.ts';
import { useCertificate } from '../certificate/signer.ts';
import { focusField } from '../fields.ts';
import { useFormAtHand } from '../request/formAtHand.ts';
import type { OpenPreview } from '../request/Preview.tsx';
import { Failure, Status } from '../controls/Status.tsx';
import { signingWith } from '../request/request.ts';
import type { Done, Stored } from '../stored.ts';
import { profilesOf } from '../stored.ts';
import { useText } from '../text.ts';

type BatchViewProps = { stored: Stored; today: string; openPreview: OpenPreview; onDone: (done: Done) => void };

/** Many schools in one sitting: chosen, checked, signed once, made one by one. */
export function BatchView({ stored, today, openPreview, onDone }: BatchViewProps) {
  const text = useText();
  const { say } = text;
  const { profiles, work, hand } = stored;
  const form = useFormAtHand(work.form?.fingerprint);
  const run = useBatchRun();
  const busy = run.state !== 'idle';
  const listed = useSubmissions(run.state === 'running' || run.state === 'pausing');
  const { choice, choose } = useBatchChoice();
  const { schoolIds, mode, groupId, group, askAgain } = choice;
  const [mending, setMending] = useState<Mending>();
  const [goal, setGoal] = useState<Problem>();
  const [previewed, setPreviewed] = useState<string>();
  const [confirmed, setConfirmed] = useState(0);
  const [failed, setFailed] = useState(false);

  // Its field is there once the school's form is.
  useEffect(() => {
    if (goal) focusField(goal.key);
  }, [goal]);
  // Whoever begins a batch lands where it says how far it is: out of sight of the button, which is gone or stands disabled meanwhile.
  useEffect(() => {
    if (run.state === 'running') focusOn(runTitleId);
  }, [run.state]);
  // What stands as being made is being made by another tab, or by one that was killed.
  const underWay = listed?.submissions.some(({ work: { state } }) => state === 'running') ?? false;
  useEffect(() => void run.look(), [underWay]);
  useEffect(() => {
    if (run.state === 'idle') void listed?.reload();
  }, [run.state]);

  const certificate = useCertificate();
  const signing = useMemo(() => signingWith(work.signing, hand), [work.signing, hand]);
  const date = work.date ?? today;
  const purpose = profiles.purposes.find(({ id }) => id === work.purposeId);
  const schools = useMemo(() => profiles.schools.filter(({ id }) => schoolIds.has(id)), [profiles, schoolIds]);
  const offers = useMemo(() => {
    const kept = profilesOf(profiles, 'group').find(({ id }) => id === groupId);
    return offersOf(schools, kept && ownOf(kept));
  }, [schools, profiles, groupId]);
  const chosen = useMemo(() => choiceAmong(group, offers), [group, offers]);
  const plan = useMemo(
    () =>
      planFor({
        applicant: profiles.applicants.find(({ id }) => id === work.applicantId),
        purpose,
        schools,
        mode,
        group: chosen,
        date,
        today,
        signing,
        history: listed?.submissions ?? [],
        askAgain,
      }),
    [profiles, work.applicantId, purpose, schools, mode, chosen, date, today, signing, listed?.submissions, askAgain],
  );
  if (form === undefined || !listed) return <Status busy text={say('loading')} />;

  const ready = plan.rows.filter((row) => row.ready);
  const signs = work.signing !== 'print';
  const certificateClosed = work.signing === 'certificate' && !certificate;
  const seen = plan.rows.find(({ id }) => id === previewed);

  const go = (problem: Problem, row?: PlannedRow) => {
    if (leadTo(problem, row, work) || !row) return;
    const ids = new Set(row.schoolIds);
    const school = schoolOf(
      problem,
      schools.filter(({ id }) => ids.has(id)),
    );
    if (school) setMending({ row: row.id, school: school.id });
    setGoal(problem);
  };
  const again = (rows: readonly string[], on: boolean) => {
    const others = [...askAgain].filter((id) => !rows.includes(id));
    choose({ askAgain: new Set(on ? [...others, ...rows] : others) });
  };
  const closePreview = () => {
    setPreviewed(undefined);
    if (previewed) document.getElementById(previewButtonId(previewed))?.focus();
  };
  const make = async () => {
    if (!form) return;
    const batchId = newId();
    const at = Date.now();
    const choices = { applicantId: work.applicantId ?? '', purposeId: work.purposeId ?? '', ...(mode === 'group' && { group: chosen, groupId }) };
    const shared = { batchId, form: { fingerprint: form.fingerprint, name: form.name }, signing: work.signing, today, at, choices };
    const submissions = ready.map((row) => prepare(row, newId(), shared));
    const kept = (await keepFormOf(form, at)) && (await putSubmissions(submissions));
    setFailed(!kept);
    if (!kept) return;
    setConfirmed(0);
    setMending(undefined);
    setPreviewed(undefined);
    // What was not ready is yet to be mended, and made.
    const left = plan.rows.filter((row) => !row.ready);
    const leftIds = new Set(left.map(({ id }) => id));
    choose({
      schoolIds: new Set(left.flatMap((row) => row.schoolIds)),
      groupId: undefined,
      askAgain: new Set([...askAgain].filter((id) => leftIds.has(id))),
    });
    await listed.reload();
    await run.start(batchId, { signing, sealing: sealingOf(certificate, work) });
    await listed.reload();
  };

  return (
    <section class={seen && form ? 'batch beside-preview' : 'batch'}>
      <div class="batch-side">
        <div>
          <h1 tabIndex={-1}>{say('nav_batch')}</h1>
          <p class="lead">{say('batch_intro')}</p>
        </div>
        <BegunBatches submissions={listed.submissions} stored={stored} run={run} onChanged={listed.reload} onDone={onDone} />
        <WhatCard stored={stored} form={form} date={date} />
        <WhomCard profiles={profiles} choice={{ ...choice, group: chosen }} choose={choose} offers={offers} asksAccounts={purpose?.accounts.asked ?? false} />
        {schools.length > 0 && (
          <div class="card">
            <h2>{say('batch_check')}</h2>
            <PlanTable
              plan={plan}
              stored={stored}
              mending={plan.rows.some(({ id }) => id === mending?.row) ? mending : undefined}
              onMend={setMending}
              onGo={go}
              previewed={seen?.id}
              onPreview={form ? setPreviewed : undefined}
              onAskAgain={again}
            />
          </div>
        )}
        <SignCard stored={stored} form={form} ready={ready.map(({ name }) => name)} confirmed={confirmed} onConfirm={setConfirmed}>
          {failed && <Failure text={text.code('error', 'vaultLocked', [])} />}
          <p class="row">
            <button
              type="button"
              class="primary"
              disabled={!form || busy || ready.length === 0 || (signs && confirmed !== ready.length) || certificateClosed}
              onClick={make}
            >
              {text.count('batch_make', ready.length)}
            </button>
            {run.state === 'elsewhere' && <span class="hint">{say('batch_elsewhere')}</span>}
            {plan.rows.length > ready.length && <span class="hint">{text.count('batch_notReady', plan.rows.length - ready.length)}</span>}
          </p>
        </SignCard>
      </div>
      {seen && form && (
        <RowPreview
          row={seen}
          form={form}
          signing={signing}
          problems={[...seen.problems, ...plan.problems]}
          openPreview={openPreview}
          onGo={(problem) => go(problem, seen)}
          onClose={closePreview}
        />
      )}
    </section>
  );
}
