import type { Problem } from '../../utils/intake/problem.ts';
import { useText } from '../text.ts';

/** What is wrong with one field, right under it; the field points here with aria-describedby. */
export function FieldProblems({ id, problems }: { id: string; problems: readonly Problem[] }) {
  const { code } = useText();
  if (problems.length === 0) return null;
  return (
    <ul class="field-problems" id={id}>
      {problems.map((problem) => (
        <li key={problem.code + problem.values.join()} class={problem.severity}>
          {code('problem', problem.code, problem.values)} {code('fix', problem.code, problem.values)}
        </li>
      ))}
    </ul>
  );
}

/** What a field's aria-describedby lists: its hint, then its problems, where there are any. */
export function describedBy(id: string, hint: string | undefined, problems: readonly Problem[]): string | undefined {
  return [...(hint ? [`${id}-hint`] : []), ...(problems.length > 0 ? [`${id}-problems`] : [])].join(' ') || undefined;
}
