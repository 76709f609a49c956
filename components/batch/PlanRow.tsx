import { useId } from 'preact/hooks';
import type { PlannedRow } from '../../utils/batch/plan.ts';
import type { Problem } from '../../utils/intake/problem.ts';
import { ProblemList } from '../request/ProblemList.tsx';
import { ProfileForm } from '../profiles/ProfileForm.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';
import { AlreadyHad } from './AlreadyHad.tsx';

export const previewButtonId = (row: string) => `batch-preview-${row}`;

/** Numbers named in a row's own line. */
const mostNumbers = 12;

type PlanRowProps = {
  row: PlannedRow;
  stored: Stored;
  /** The school in whose form it is mended. */
  mending: string | undefined;
  onMend: (school: string | undefined) => void;
  onGo: (problem: Problem) => void;
  previewed: boolean;
  onPreview: (() => void) | undefined;
  onAskAgain: (again: boolean) => void;
};

/** One form to come: what is wrong with it, what it leaves out, and the ways to mend and to see it. */
export function PlanRow({ row, stored, mending, onMend, onGo, previewed, onPreview, onAskAgain }: PlanRowProps) {
  const { say } = useText();
  const attention = row.counts.blocks + row.counts.warns > 0;
  const [school] = row.schoolIds;
  const numbers = row.request.administration?.institutionNumbers ?? row.request.accounts?.accessGroups ?? [];
  const others = numbers.length - mostNumbers;
  const name = row.name.trim() || say('untitled');
  return (
    <li class={row.counts.blocks > 0 ? 'blocks' : attention ? 'warns' : 'clear'}>
      <details open={attention || mending !== undefined || row.askedAgain || previewed}>
        <summary>
          {name}{' '}
          <span class="soft">
            {numbers.slice(0, mostNumbers).join(', ')}
            {others > 0 && ` + ${others}`}
          </span>
        </summary>
        <ProblemList problems={row.problems} onGo={(_, problem) => onGo(problem)} />
        {row.alreadyHad.length > 0 && <AlreadyHad row={row} onAskAgain={onAskAgain} />}
        {mending !== undefined && <Mend row={row} school={mending} stored={stored} onMend={onMend} />}
        <p class="row">
          {mending === undefined && school && (
            <button type="button" class="quiet" onClick={() => onMend(school)}>
              {say('edit_school')}
            </button>
          )}
          {onPreview && (
            <button type="button" id={previewButtonId(row.id)} class="quiet" aria-pressed={previewed} onClick={onPreview}>
              {say('batch_preview')}
            </button>
          )}
        </p>
      </details>
    </li>
  );
}

type MendProps = { row: PlannedRow; school: string; stored: Stored; onMend: (school: string | undefined) => void };

/** The form of the row's school; of a group's, of one of them. */
function Mend({ row, school, stored, onMend }: MendProps) {
  const { say } = useText();
  const id = useId();
  const ids = new Set(row.schoolIds);
  const schools = stored.profiles.schools.filter((one) => ids.has(one.id));
  return (
    <div class="card">
      {schools.length > 1 && (
        <div class="field">
          <label for={id}>{say('batch_whichSchool')}</label>
          <select id={id} value={school} onChange={(event) => onMend(event.currentTarget.value)}>
            {schools.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name.trim() || say('untitled')}
              </option>
            ))}
          </select>
        </div>
      )}
      <ProfileForm key={school} kind="school" id={school} stored={stored} problems={() => row.problems} />
      <button type="button" onClick={() => onMend(undefined)}>
        {say('editDone')}
      </button>
    </div>
  );
}
