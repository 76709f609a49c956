import { useEffect, useState } from 'preact/hooks';
import type { Handwriting } from '../utils/intake/form.ts';
import type { Problem } from '../utils/intake/problem.ts';
import { FieldProblems } from './FieldProblems.tsx';
import { fieldId } from './fields.ts';
import { ScanInput } from './ScanInput.tsx';
import { SignaturePad } from './SignaturePad.tsx';
import { useText } from './text.ts';

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
        <Scan bytes={hand.bytes} type={hand.type} />
      ) : (
        <>
          <p class="hint">{say(`sign_drawHere_${part}`)}</p>
          <SignaturePad label={say(`sign_drawHere_${part}`)} drawn={hand} onDraw={onChange} />
        </>
      )}
      <div class="row">
        <ScanInput label={field(part)} onScan={onChange} />
        <button type="button" class="quiet" disabled={!hand} aria-label={`${say('sign_clear')}: ${field(part)}`} onClick={() => onChange(undefined)}>
          {say('sign_clear')}
        </button>
      </div>
      <p class="hint">{say('sign_scanHint')}</p>
      <FieldProblems id={`${id}-problems`} problems={problems.filter(({ key }) => key === part)} />
    </fieldset>
  );
}

function Scan({ bytes, type }: { bytes: Uint8Array; type: string }) {
  const { say } = useText();
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  return url ? <img class="scan" src={url} alt={say('sign_scanned')} /> : null;
}
