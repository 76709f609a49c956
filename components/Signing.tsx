import { useEffect, useState } from 'preact/hooks';
import type { Hand } from '../utils/extension/handwriting.ts';
import type { Handwriting } from '../utils/intake/form.ts';
import type { Problem } from '../utils/intake/problem.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { FieldProblems } from './FieldProblems.tsx';
import { fieldId } from './fields.ts';
import { handUseOf, isOfOther } from './request.ts';
import { ScanInput } from './ScanInput.tsx';
import { SignaturePad } from './SignaturePad.tsx';
import type { Stored } from './stored.ts';
import { useText } from './text.ts';

type Part = 'mention' | 'signature';

/** The person's own hand, or the pen on paper afterwards. */
export function Signing({ stored, problems }: { stored: Stored; problems: readonly Problem[] }) {
  const { say } = useText();
  const { work, hand } = stored;
  const use = handUseOf(work, stored.profiles);
  const ofOther = isOfOther(hand, use);
  return (
    <div class="form">
      <ChoiceField
        field="signing"
        label={say('sign_title')}
        value={work.signing}
        options={[
          { value: 'print', label: say('sign_print') },
          { value: 'hand', label: say('sign_hand') },
        ]}
        problems={[]}
        onChoose={(signing) => stored.setWork({ signing })}
      >
        <p class="hint">{say('sign_why')}</p>
      </ChoiceField>
      {work.signing === 'hand' && ofOther && <ConfirmHand hand={hand} onUse={() => stored.setHand({ ...hand, use })} onAnew={() => stored.setHand({})} />}
      {work.signing === 'hand' &&
        !ofOther &&
        (['mention', 'signature'] as const).map((part) => (
          <HandField
            key={part}
            part={part}
            hand={hand[part]}
            problems={problems}
            onChange={(handwriting) => stored.setHand({ ...hand, [part]: handwriting, use })}
          />
        ))}
      {work.signing === 'hand' && <p class="hint">{say('sign_session')}</p>}
    </div>
  );
}

type ConfirmHandProps = { hand: Hand; onUse: () => void; onAnew: () => void };

/** A hand that is there from another request: never put under this one without a yes. */
function ConfirmHand({ hand, onUse, onAnew }: ConfirmHandProps) {
  const { say, field } = useText();
  const id = fieldId('signature');
  return (
    <fieldset class="field hand" id={id} tabIndex={-1} aria-describedby={`${id}-why`}>
      <legend>{field('signature')}</legend>
      <p id={`${id}-why`}>{say('sign_ofOther', hand.use?.name ?? '')}</p>
      <div class="row">
        <button type="button" onClick={onUse}>
          {say('sign_use')}
        </button>
        <button type="button" class="quiet" onClick={onAnew}>
          {say('sign_anew')}
        </button>
      </div>
    </fieldset>
  );
}

type HandFieldProps = { part: Part; hand: Handwriting | undefined; problems: readonly Problem[]; onChange: (handwriting: Handwriting | undefined) => void };

function HandField({ part, hand, problems, onChange }: HandFieldProps) {
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
