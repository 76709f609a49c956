import type { ComponentChildren } from 'preact';
import type { Problem } from '../../utils/intake/problem.ts';
import { FieldProblems } from './FieldProblems.tsx';
import type { FieldKey } from '../fields.ts';
import { answersFor, fieldId } from '../fields.ts';
import { useText } from '../text.ts';

type ChoiceFieldProps<Value extends string> = {
  field: FieldKey;
  label: string;
  options: readonly { value: Value; label: string }[];
  value: Value | undefined;
  onChoose: (value: Value) => void;
  problems: readonly Problem[];
  children?: ComponentChildren;
};

/** One of a few. The first option carries the field's id, so that a problem leads to it. */
export function ChoiceField<Value extends string>({ field, label, options, value, onChoose, problems, children }: ChoiceFieldProps<Value>) {
  const id = fieldId(field);
  const own = problems.filter((problem) => answersFor(field, problem.key));
  return (
    <fieldset class="field" aria-describedby={own.length > 0 ? `${id}-problems` : undefined}>
      <legend>{label}</legend>
      <div class="choices">
        {options.map((option, at) => (
          <label key={option.value} class="choice">
            <input id={at === 0 ? id : undefined} type="radio" name={id} checked={value === option.value} onChange={() => onChoose(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      <FieldProblems id={`${id}-problems`} problems={own} />
      {children}
    </fieldset>
  );
}

type CheckFieldProps = { field: FieldKey; checked: boolean; onCheck: (checked: boolean) => void };

export function CheckField({ field, checked, onCheck }: CheckFieldProps) {
  const text = useText();
  return (
    <label class="choice">
      <input id={fieldId(field)} type="checkbox" checked={checked} onChange={(event) => onCheck(event.currentTarget.checked)} />
      <span>{text.field(field)}</span>
    </label>
  );
}
