import type { ComponentChildren } from 'preact';
import type { KeptForm } from '../../utils/extension/files.ts';
import { HandField } from '../HandField.tsx';
import { SigningChoice } from '../Signing.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';

type SignCardProps = {
  stored: Stored;
  form: KeptForm | null | undefined;
  /** How many forms would be signed. */
  ready: number;
  /** The number to which the person said yes. */
  confirmed: number;
  onConfirm: (confirmed: number) => void;
  /** What follows the signing: the button that makes them. */
  children: ComponentChildren;
};

/** Signed once for all: with one yes that names the number. */
export function SignCard({ stored, form, ready, confirmed, onConfirm, children }: SignCardProps) {
  const { say, count } = useText();
  const { hand } = stored;
  const signs = stored.work.signing === 'hand';
  return (
    <div class="card" id="batch-sign">
      <h2>{say('batch_sign')}</h2>
      <SigningChoice stored={stored} />
      {signs &&
        (['mention', 'signature'] as const).map((part) => (
          <HandField
            key={part}
            part={part}
            hand={hand[part]}
            problems={[]}
            onChange={(handwriting) =>
              stored.setHand({ ...hand, [part]: handwriting, use: { fingerprint: form?.fingerprint ?? '', schoolId: '', name: say('nav_batch') } })
            }
          />
        ))}
      {signs && ready > 0 && (
        <label class="choice">
          <input type="checkbox" checked={confirmed === ready} onChange={(event) => onConfirm(event.currentTarget.checked ? ready : 0)} />
          <span>{count('batch_confirm', ready)}</span>
        </label>
      )}
      {children}
    </div>
  );
}
