import { useId } from 'preact/hooks';
import type { Rewriting } from '../../utils/intake/form.ts';
import { useText } from '../text.ts';

type RewritingChoiceProps = { chosen: Rewriting; onChoose: (chosen: Rewriting) => void };

/** A form that somebody signed with a certificate: their signature stays, or the form is written anew without it. */
export function RewritingChoice({ chosen, onChoose }: RewritingChoiceProps) {
  const { say } = useText();
  const id = useId();
  return (
    <fieldset class="field">
      <legend>{say('rewriting_title')}</legend>
      <div class="choices">
        {(['update', 'copy'] as const).map((how) => (
          <label key={how} class="choice">
            <input type="radio" name={id} checked={chosen === how} onChange={() => onChoose(how)} />
            <span>{say(`rewriting_${how}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
