import { useEffect, useRef, useState } from 'preact/hooks';
import type { HandUse } from '../../utils/extension/handwriting.ts';
import { newId } from '../../utils/extension/profiles.ts';
import type { KeptSignature } from '../../utils/extension/signatures.ts';
import { signatureKey, signatureRecord, signaturesIn } from '../../utils/extension/signatures.ts';
import { printRoute } from '../routes.ts';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';
import { HandPicture } from './HandPicture.tsx';

/** Under what a stored signature would stand: the request at hand, or the schools of a batch. */
export type HandTarget = { use: HandUse; schools?: readonly string[] };

/** The signatures in the vault, each to be used after a yes that names what it will stand under. */
export function ChooseKept({ stored, target }: { stored: Stored; target: HandTarget }) {
  const { say } = useText();
  const [asked, setAsked] = useState<string>();
  const kept = signaturesIn(stored.vault.records);
  const chosen = kept.find(({ id }) => id === asked);
  if (kept.length === 0) return null;
  const { use, schools } = target;
  const ready = schools ? schools.length > 0 : use.fingerprint !== '' && use.schoolId !== '';
  return (
    <div class="kept-hands">
      <p class="hint">{say(ready ? 'sign_keptHere' : schools ? 'sign_keptNoSchools' : 'sign_keptFirst')}</p>
      <div class="row">
        {kept.map(({ id, name }) => (
          <button key={id} type="button" disabled={!ready || asked !== undefined} onClick={() => setAsked(id)}>
            {say('sign_useKept', name)}
          </button>
        ))}
      </div>
      {chosen && ready && (
        <ConfirmKept
          kept={chosen}
          target={target}
          onYes={() => {
            const { id, name, mention, signature } = chosen;
            stored.setHand({ mention, signature, use, kept: { id, name } });
            setAsked(undefined);
          }}
          onNo={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}

type ConfirmKeptProps = { kept: KeptSignature; target: HandTarget; onYes: () => void; onNo: () => void };

function ConfirmKept({ kept, target: { use, schools }, onYes, onNo }: ConfirmKeptProps) {
  const { say, count, field } = useText();
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <fieldset ref={box} class="notice warns" tabIndex={-1} aria-label={say('sign_useKept', kept.name)}>
      {kept.mention && <HandPicture hand={kept.mention} name={field('mention')} />}
      {kept.signature && <HandPicture hand={kept.signature} name={field('signature')} />}
      <p>{schools ? count('sign_keptUnder', schools.length) : say('sign_wouldStand', use.name)}</p>
      {schools && <SchoolNames names={schools} />}
      <p>{say('sign_keptLogged')}</p>
      <p class="row">
        <button type="button" class="primary" onClick={onYes}>
          {say(schools ? 'sign_keptYesAll' : 'sign_keptYes')}
        </button>
        <button type="button" class="quiet" onClick={onNo}>
          {say('cancel')}
        </button>
      </p>
    </fieldset>
  );
}

/** The names behind a number. */
export function SchoolNames({ names }: { names: readonly string[] }) {
  const { say, count } = useText();
  return (
    <details>
      <summary>{count('sign_whichForms', names.length)}</summary>
      <ul class="names">
        {names.map((name, at) => (
          <li key={`${at} ${name}`}>{name || say('untitled')}</li>
        ))}
      </ul>
    </details>
  );
}

/** Offers to keep the hand that was just made; nothing of it goes to disk without this. */
export function KeepHand({ stored }: { stored: Stored }) {
  const { say } = useText();
  const { hand, vault } = stored;
  const [name, setName] = useState('');
  if (!hand.mention || !hand.signature || hand.kept) return null;
  const keep = () => {
    const kept: KeptSignature = { id: newId(), name: name.trim() || say('sign_myHand'), mention: hand.mention, signature: hand.signature };
    stored.keepAll({ set: { [signatureKey(kept.id)]: signatureRecord(kept) }, remove: [] });
    stored.setHand({ ...hand, kept: { id: kept.id, name: kept.name } });
    setName('');
  };
  return (
    <details class="keep-hand">
      <summary>{say('sign_keep')}</summary>
      <p>{say('sign_keepWhy')}</p>
      {!vault.hasPassphrase && (
        <p class="notice warns">
          {say('sign_keepPlain')} <a href={printRoute({ view: 'data', card: 'security' })}>{say('data_card_security')}</a>
        </p>
      )}
      <div class="field">
        <label for="keep-hand-name">{say('sign_keepName')}</label>
        <input id="keep-hand-name" value={name} autocomplete="off" placeholder={say('sign_myHand')} onInput={(event) => setName(event.currentTarget.value)} />
      </div>
      <p>
        <button type="button" onClick={keep}>
          {say('sign_keepDo')}
        </button>
      </p>
    </details>
  );
}
