import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { Problem, Severity } from '../../utils/intake/problem.ts';
import { useText } from '../text.ts';

type ProblemListProps = {
  problems: readonly Problem[];
  onGo: (key: PlaceKey, problem: Problem) => void;
  /** Also the form's sentence from which the rule comes, where there is room. */
  sources?: boolean;
  /** There are others elsewhere: that these are few says nothing of the whole. */
  partial?: boolean;
};

const severities: readonly Severity[] = ['blocks', 'warns', 'informs'];

/** Everything missing, contradictory or worth knowing, worst first; each leads to its field. What only informs stays folded. */
export function ProblemList({ problems, onGo, sources = false, partial = false }: ProblemListProps) {
  const { say, count } = useText();
  const serious = problems.some(({ severity }) => severity !== 'informs');
  return (
    <div class="problems">
      {!serious && !partial && <p class="all-well">{say('problems_none')}</p>}
      {severities.map((severity) => {
        const own = problems.filter((problem) => problem.severity === severity);
        if (own.length === 0) return null;
        return (
          <details key={severity} open={severity !== 'informs'} class={severity}>
            <summary>{count(`problems_${severity}`, own.length)}</summary>
            <ul>
              {own.map((problem) => (
                <ProblemItem key={problem.code + problem.values.join()} problem={problem} onGo={onGo} sources={sources} />
              ))}
            </ul>
          </details>
        );
      })}
    </div>
  );
}

function ProblemItem({ problem, onGo, sources }: { problem: Problem; onGo: ProblemListProps['onGo']; sources: boolean }) {
  const { say, code } = useText();
  return (
    <li class="problem">
      <button type="button" onClick={() => onGo(problem.key, problem)} data-code={problem.code}>
        {code('problem', problem.code, problem.values)}
      </button>
      <p class="fix">{code('fix', problem.code, problem.values)}</p>
      {sources && problem.source && (
        <p class="source">
          {say('formSentence')}: <q lang="nl">{problem.source}</q>
        </p>
      )}
    </li>
  );
}
