import type { Problem } from '../../utils/intake/problem.ts';
import { describedBy, FieldProblems } from './FieldProblems.tsx';
import type { FieldKey } from '../fields.ts';
import { answersFor, fieldId } from '../fields.ts';
import { useText } from '../text.ts';

type TextFieldProps = {
  field: FieldKey;
  value: string;
  onType: (value: string) => void;
  problems: readonly Problem[];
  hint?: string;
  /** Several lines. */
  long?: boolean;
  type?: 'text' | 'email' | 'date';
  autocomplete?: 'off' | 'name' | 'organization-title' | 'email';
  /** False for what is no prose: a user name, a ClientID. */
  prose?: boolean;
};

export function TextField({ field, value, onType, problems, hint, long = false, type = 'text', autocomplete = 'off', prose = false }: TextFieldProps) {
  const text = useText();
  const id = fieldId(field);
  const own = problems.filter((problem) => answersFor(field, problem.key));
  const shared = {
    id,
    value,
    autocomplete,
    spellcheck: prose,
    autocapitalize: prose ? ('sentences' as const) : ('off' as const),
    'aria-describedby': describedBy(id, hint, own),
    'aria-invalid': own.some(({ severity }) => severity === 'blocks'),
    onInput: (event: { currentTarget: { value: string } }) => onType(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>{text.field(field)}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {long && <textarea {...shared} rows={2} />}
      {!long && type === 'date' && <input {...shared} type="date" />}
      {!long && type !== 'date' && <input {...shared} type="text" inputMode={type} />}
      <FieldProblems id={`${id}-problems`} problems={own} />
    </div>
  );
}
