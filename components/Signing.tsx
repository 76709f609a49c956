import type { ComponentChildren } from 'preact';
import type { Hand } from '../utils/extension/handwriting.ts';
import type { Problem } from '../utils/intake/problem.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { fieldId } from './fields.ts';
import { HandField } from './HandField.tsx';
import { handUseOf, isOfOther } from './request.ts';
import type { Stored } from './stored.ts';
import { useText } from './text.ts';

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
  const ofOther = isOfOther(hand, use);
  return (
    <div class="form">
      <SigningChoice stored={stored}>
        <p class="hint">{say('sign_why')}</p>
      </SigningChoice>
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
