import type { ComponentChildren } from 'preact';
import type { Hand, HandUse } from '../../utils/extension/handwriting.ts';
import type { Problem } from '../../utils/intake/problem.ts';
import { ChoiceField } from '../controls/ChoiceField.tsx';
import { CertificateField } from '../certificate/CertificateField.tsx';
import { fieldId } from '../fields.ts';
import { HandField } from './HandField.tsx';
import { handUsed, handUseOf, isOfOther } from '../request/request.ts';
import { ScanBothInput } from './ScanInput.tsx';
import { ChooseKept, KeepHand } from './KeptHands.tsx';
import { Worth } from './Worth.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';

/** What of each way is the person's hand. */
export const handParts = { print: [], hand: ['mention', 'signature'], certificate: ['mention'] } as const;

/** How forms are signed: printed and on paper, or here. */
export function SigningChoice({ stored, children }: { stored: Stored; children?: ComponentChildren }) {
  const { say } = useText();
  return (
    <ChoiceField
      field="signing"
      label={say('sign_title')}
      value={stored.work.signing}
      options={[
        { value: 'print', label: say('sign_print') },
        { value: 'hand', label: say('sign_hand') },
        { value: 'certificate', label: say('sign_certificate') },
      ]}
      problems={[]}
      onChoose={(signing) => stored.setWork({ signing })}
    >
      {children}
    </ChoiceField>
  );
}

/** The person's own hand, or the pen on paper afterwards. */
export function Signing({ stored, problems }: { stored: Stored; problems: readonly Problem[] }) {
  const { say } = useText();
  const { work, hand } = stored;
  const use = handUseOf(work, stored.profiles);
  const ofOther = isOfOther(handUsed(work.signing, hand), use);
  const parts = handParts[work.signing];
  return (
    <div class="form">
      <SigningChoice stored={stored}>
        <p class="hint">{say(work.signing === 'certificate' ? 'sign_certificateWhy' : 'sign_why')}</p>
      </SigningChoice>
      {parts.length > 0 && ofOther && (
        <ConfirmHand hand={hand} target={use.name} onUse={() => stored.setHand({ ...hand, use })} onAnew={() => stored.setHand({})} />
      )}
      {parts.length > 0 && <ChooseKept stored={stored} target={{ use }} />}
      {!ofOther && <HandFields stored={stored} use={use} problems={problems} />}
      {work.signing === 'certificate' && <CertificateField stored={stored} />}
      <Worth />
    </div>
  );
}

/** The hand that this way of signing takes, part by part; one scan for both; who can't draw; how long it is kept. */
export function HandFields({ stored, use, problems = [] }: { stored: Stored; use: HandUse; problems?: readonly Problem[] }) {
  const { say } = useText();
  const { hand, work } = stored;
  const parts = handParts[work.signing];
  if (parts.length === 0) return null;
  return (
    <>
      {parts.map((part) => (
        <HandField
          key={part}
          part={part}
          hand={hand[part]}
          problems={problems}
          onChange={(handwriting) => stored.setHand({ ...hand, [part]: handwriting, use, kept: undefined })}
        />
      ))}
      {parts.length > 1 && (
        <div class="row">
          <ScanBothInput onScan={(hands) => stored.setHand({ ...hands, use })} />
        </div>
      )}
      <p class="hint">{say('sign_scanHint')}</p>
      <p class="hint">{say('sign_keyboard')}</p>
      <p class="hint">{say('sign_session')}</p>
      <KeepHand stored={stored} />
    </>
  );
}

type ConfirmHandProps = { hand: Hand; target: string; onUse: () => void; onAnew: () => void };

/** A hand that is there from another request: never put under this one without a yes. */
function ConfirmHand({ hand, target, onUse, onAnew }: ConfirmHandProps) {
  const { say, field } = useText();
  const id = fieldId('signature');
  return (
    <fieldset class="field hand" id={id} tabIndex={-1} aria-describedby={`${id}-why`}>
      <legend>{field('signature')}</legend>
      <p id={`${id}-why`}>
        {hand.kept ? say('sign_keptOfOther', hand.kept.name, hand.use?.name ?? '') : say('sign_ofOther', hand.use?.name ?? '')}{' '}
        {target && say('sign_wouldStand', target)}
      </p>
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
