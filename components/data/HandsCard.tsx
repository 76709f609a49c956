import { useState } from 'preact/hooks';
import type { KeptSignature } from '../../utils/extension/signatures.ts';
import { signatureKey, signatureRecord, signaturesIn } from '../../utils/extension/signatures.ts';
import { HandPicture } from '../signing/HandPicture.tsx';
import type { Done, Stored } from '../stored.ts';
import { useText } from '../text.ts';
import { Card } from './Card.tsx';
import { HandLog } from './HandLog.tsx';

type HandsCardProps = { stored: Stored; today: string; onDone: (done: Done) => void };

/** The signatures that somebody chose to keep, and each PDF under which one was put. */
export function HandsCard({ stored, today, onDone }: HandsCardProps) {
  const { say } = useText();
  const kept = signaturesIn(stored.vault.records);
  const keep = (signature: KeptSignature) => stored.keepAll({ set: { [signatureKey(signature.id)]: signatureRecord(signature) }, remove: [] });
  const remove = (signature: KeptSignature) => {
    stored.keepAll({ set: {}, remove: [signatureKey(signature.id)] });
    // What was taken from it for the work at hand goes with it.
    if (stored.hand.kept?.id === signature.id) stored.setHand({});
    onDone({ text: say('deleted', signature.name || say('untitled')), undo: () => keep(signature) });
  };
  return (
    <Card card="hands">
      <p>{say('hands_intro')}</p>
      {kept.length === 0 && <p class="hint">{say('hands_none')}</p>}
      <ul class="kept-list">
        {kept.map((signature) => (
          <li key={signature.id}>
            <KeptOne signature={signature} onName={(name) => keep({ ...signature, name })} onRemove={() => remove(signature)} />
          </li>
        ))}
      </ul>
      <HandLog today={today} />
    </Card>
  );
}

type KeptOneProps = { signature: KeptSignature; onName: (name: string) => void; onRemove: () => void };

function KeptOne({ signature: { id, name, mention, signature }, onName, onRemove }: KeptOneProps) {
  const { say, field } = useText();
  const [typed, setTyped] = useState(name);
  const inputId = `hand-${id}`;
  return (
    <div class="form">
      {mention && <HandPicture hand={mention} name={`${field('mention')}: ${name}`} />}
      {signature && <HandPicture hand={signature} name={`${field('signature')}: ${name}`} />}
      <div class="field">
        <label for={inputId}>{say('sign_keepName')}</label>
        <input id={inputId} value={typed} autocomplete="off" onInput={(event) => setTyped(event.currentTarget.value)} />
      </div>
      <p class="row">
        <button
          type="button"
          disabled={typed.trim() === '' || typed.trim() === name}
          aria-label={`${say('hands_rename')}: ${name}`}
          onClick={() => onName(typed.trim())}
        >
          {say('hands_rename')}
        </button>
        <button type="button" class="danger" aria-label={`${say('hands_remove')}: ${name}`} onClick={onRemove}>
          {say('hands_remove')}
        </button>
      </p>
    </div>
  );
}
