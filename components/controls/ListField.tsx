import { useState } from 'preact/hooks';
import type { Problem } from '../../utils/intake/problem.ts';
import { describedBy, FieldProblems } from './FieldProblems.tsx';
import type { FieldKey } from '../fields.ts';
import { answersFor, fieldId } from '../fields.ts';
import { useText } from '../text.ts';

type ListFieldProps = {
  field: FieldKey;
  values: readonly string[];
  onType: (values: string[]) => void;
  split: (raw: string) => string[];
  problems: readonly Problem[];
  hint?: string;
  /** Digits only: the keyboard of a phone or tablet follows. */
  numeric?: boolean;
};

/**
 * Several values, one a line. What is typed stays as it is typed until the field is left; the values go out at each
 * keystroke. A list pasted from a spreadsheet or a mail falls apart in its values by itself.
 */
export function ListField({ field, values, onType, split, problems, hint, numeric = false }: ListFieldProps) {
  const text = useText();
  const [typing, setTyping] = useState<string>();
  const id = fieldId(field);
  const own = problems.filter((problem) => answersFor(field, problem.key));
  const lines = typing ?? values.join('\n');

  const paste = (event: ClipboardEvent & { currentTarget: HTMLTextAreaElement }) => {
    const pasted = split(event.clipboardData?.getData('text/plain') ?? '');
    if (pasted.length < 2) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const next = [...split(value.slice(0, selectionStart)), ...pasted, ...split(value.slice(selectionEnd))];
    setTyping(next.join('\n'));
    onType(next);
  };

  return (
    <div class="field">
      <label for={id}>{text.field(field)}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <textarea
        id={id}
        value={lines}
        rows={Math.min(Math.max(lines.split('\n').length, 1), 8)}
        autocomplete="off"
        spellcheck={false}
        inputMode={numeric ? 'numeric' : undefined}
        class={numeric ? 'list numbers' : 'list'}
        aria-describedby={describedBy(id, hint, own)}
        aria-invalid={own.some(({ severity }) => severity === 'blocks')}
        onInput={(event) => {
          setTyping(event.currentTarget.value);
          onType(split(event.currentTarget.value));
        }}
        onPaste={paste}
        onBlur={() => setTyping(undefined)}
      />
      <FieldProblems id={`${id}-problems`} problems={own} />
    </div>
  );
}
