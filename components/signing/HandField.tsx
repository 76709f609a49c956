import type { Handwriting } from '../../utils/intake/form.ts';
import type { Problem } from '../../utils/intake/problem.ts';
import { FieldProblems } from '../controls/FieldProblems.tsx';
import { fieldId } from '../fields.ts';
import { ScanInput } from './ScanInput.tsx';
import { SignaturePad } from './SignaturePad.tsx';
import { Scan } from './HandPicture.tsx';
import { withoutLast } from './strokes.ts';
import { useText } from '../text.ts';

type HandFieldProps = {
  part: 'mention' | 'signature';
  hand: Handwriting | undefined;
  problems: readonly Problem[];
  onChange: (handwriting: Handwriting | undefined) => void;
};

/** The mention or the signature: drawn here, or a scan of it. */
export function HandField({ part, hand, problems, onChange }: HandFieldProps) {
  const { say, field } = useText();
  const id = fieldId(part);
  return (
    <fieldset class="field hand" id={id} tabIndex={-1}>
      <legend>{field(part)}</legend>
      {hand?.kind === 'image' ? (
        <Scan bytes={hand.bytes} type={hand.type} name={say('sign_scanned')} />
      ) : (
        <>
          <p class="hint">{say(`sign_drawHere_${part}`)}</p>
          <SignaturePad label={say(`sign_drawHere_${part}`)} drawn={hand} onDraw={onChange} />
        </>
      )}
      <div class="row">
        <ScanInput label={field(part)} onScan={onChange} />
        {hand?.kind === 'drawn' && (
          <button type="button" class="quiet" aria-label={`${say('sign_undoStroke')}: ${field(part)}`} onClick={() => onChange(withoutLast(hand))}>
            {say('sign_undoStroke')}
          </button>
        )}
        <button type="button" class="quiet" disabled={!hand} aria-label={`${say('sign_clear')}: ${field(part)}`} onClick={() => onChange(undefined)}>
          {say('sign_clear')}
        </button>
      </div>
      <FieldProblems id={`${id}-problems`} problems={problems.filter(({ key }) => key === part)} />
    </fieldset>
  );
}
