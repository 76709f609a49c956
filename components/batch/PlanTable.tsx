import { useRef, useState } from 'preact/hooks';
import type { Plan, PlannedRow } from '../../utils/batch/plan.ts';
import { countKey } from '../../utils/i18n.ts';
import type { Problem } from '../../utils/intake/problem.ts';
import { ProblemList } from '../request/ProblemList.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';
import { PlanRow } from './PlanRow.tsx';

/** Rows drawn at once; those that need attention come first. */
const page = 50;

/** The row that is being mended, in the form of one of its schools. */
export type Mending = { row: string; school: string };

/** The rows in the order in which they stood: one that is mended stays under the hands of whoever mends it. */
function asTheyStood(rows: readonly PlannedRow[], order: readonly string[]): readonly PlannedRow[] {
  const places = new Map(order.map((id, at) => [id, at]));
  const placeOf = ({ id }: PlannedRow) => places.get(id) ?? order.length;
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b));
}

type PlanTableProps = {
  plan: Plan;
  stored: Stored;
  mending: Mending | undefined;
  onMend: (mending: Mending | undefined) => void;
  /** Leads to where the problem is mended. */
  onGo: (problem: Problem, row?: PlannedRow) => void;
  /** The row whose preview is shown. */
  previewed: string | undefined;
  /** Absent where there is no form to show. */
  onPreview: ((row: string) => void) | undefined;
  onAskAgain: (rows: readonly string[], again: boolean) => void;
};

/** What stands in the way of each form, worst first. Only what needs attention is open, and is mended where it stands. */
export function PlanTable({ plan, stored, mending, onMend, onGo, previewed, onPreview, onAskAgain }: PlanTableProps) {
  const { say, language } = useText();
  const { blocks, warns, clear } = plan.counts;
  const [shown, setShown] = useState(page);
  const order = useRef<readonly string[]>([]);
  const rows = mending ? asTheyStood(plan.rows, order.current) : plan.rows;
  order.current = rows.map(({ id }) => id);
  const leavingOut = plan.rows.filter(({ alreadyHad }) => alreadyHad.length > 0);
  return (
    <div class="plan">
      <p role="status">{say(countKey(language, 'batch_counts', plan.rows.length), ...[plan.rows.length, blocks, warns, clear].map(String))}</p>
      {plan.problems.length > 0 && <ProblemList problems={plan.problems} partial onGo={(_, problem) => onGo(problem)} />}
      {leavingOut.length > 1 && (
        <label class="choice">
          <input
            type="checkbox"
            checked={leavingOut.every(({ askedAgain }) => askedAgain)}
            onChange={(event) =>
              onAskAgain(
                leavingOut.map(({ id }) => id),
                event.currentTarget.checked,
              )
            }
          />
          <span>{say('batch_askAgainAll', String(leavingOut.length))}</span>
        </label>
      )}
      <ul class="plan-rows">
        {rows.slice(0, shown).map((row) => (
          <PlanRow
            key={row.id}
            row={row}
            stored={stored}
            mending={mending?.row === row.id ? mending.school : undefined}
            onMend={(school) => onMend(school === undefined ? undefined : { row: row.id, school })}
            onGo={(problem) => onGo(problem, row)}
            previewed={previewed === row.id}
            onPreview={onPreview && (() => onPreview(row.id))}
            onAskAgain={(again) => onAskAgain([row.id], again)}
          />
        ))}
      </ul>
      {rows.length > shown && (
        <button type="button" onClick={() => setShown(shown + page * 4)}>
          {say('batch_more', String(rows.length - shown))}
        </button>
      )}
    </div>
  );
}
