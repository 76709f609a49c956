import { useState } from 'preact/hooks';
import type { Plan, PlannedRow } from '../../utils/batch/plan.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { ownerOf } from '../fields.ts';
import { ProblemList } from '../ProblemList.tsx';
import { ProfileForm } from '../ProfileForm.tsx';
import { printRoute } from '../routes.ts';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';

/** Rows drawn at once; those that need attention come first. */
const page = 50;

/** What stands in the way of each form, worst first. Only what needs attention is open, and is mended where it stands. */
export function PlanTable({ plan, stored }: { plan: Plan; stored: Stored }) {
  const { say } = useText();
  const [shown, setShown] = useState(page);
  const go = (key: PlaceKey) => {
    const owner = ownerOf(key);
    location.hash = owner === 'applicant' || owner === 'purpose' ? printRoute({ view: 'profiles', kind: owner, field: key }) : '#batch/sign';
  };
  return (
    <div class="plan">
      <p role="status">{say('batch_counts', String(plan.rows.length), String(plan.counts.blocks), String(plan.counts.warns), String(plan.counts.clear))}</p>
      {plan.problems.length > 0 && <ProblemList problems={plan.problems} onGo={go} />}
      <ul class="plan-rows">
        {plan.rows.slice(0, shown).map((row) => (
          <Row key={row.id} row={row} stored={stored} />
        ))}
      </ul>
      {plan.rows.length > shown && (
        <button type="button" onClick={() => setShown(shown + page * 4)}>
          {say('batch_more', String(plan.rows.length - shown))}
        </button>
      )}
    </div>
  );
}

function Row({ row, stored }: { row: PlannedRow; stored: Stored }) {
  const { say } = useText();
  const [mending, setMending] = useState<string>();
  const attention = row.counts.blocks + row.counts.warns > 0;
  const [school] = row.schoolIds;
  const numbers = row.request.administration?.institutionNumbers ?? row.request.accounts?.accessGroups ?? [];
  return (
    <li class={row.counts.blocks > 0 ? 'blocks' : attention ? 'warns' : 'clear'}>
      <details open={attention}>
        <summary>
          {row.name.trim() || say('untitled')} <span class="soft">{numbers.join(', ')}</span>
        </summary>
        <ProblemList problems={row.problems} onGo={() => setMending(school)} />
        {mending ? (
          <div class="card">
            <ProfileForm kind="school" id={mending} stored={stored} problems={() => row.problems} />
            <button type="button" onClick={() => setMending(undefined)}>
              {say('editDone')}
            </button>
          </div>
        ) : (
          school && (
            <button type="button" class="quiet" onClick={() => setMending(school)}>
              {say('edit_school')}
            </button>
          )
        )}
      </details>
    </li>
  );
}
