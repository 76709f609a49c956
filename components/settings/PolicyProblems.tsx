import type { Policy } from '../../utils/extension/policy.ts';
import { useText } from '../text.ts';

/** What of the organisation's policy was left out, for whoever can tell its administrator. */
export function PolicyProblems({ policy }: { policy: Policy }) {
  const text = useText();
  if (policy.problems.length === 0) return null;
  return (
    <div class="card">
      <h2>{text.say('policy_title')}</h2>
      <ul>
        {policy.problems.map(({ code, values }) => (
          <li key={[code, ...values].join()}>{text.code('policy', code, values)}</li>
        ))}
      </ul>
    </div>
  );
}
