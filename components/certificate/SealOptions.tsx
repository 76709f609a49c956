import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { maySeeSite, requestSite } from '../../utils/extension/site-permission.ts';
import type { Closing } from '../../utils/intake/seal.ts';
import { stampOrigin } from '../../utils/intake/seal.ts';
import { useText } from '../text.ts';
import type { SealChoice } from './seal.ts';

type SealOptionsProps = { choice: SealChoice; onChoose: (choice: SealChoice) => void };

/** What a form may still have changed after it is closed; the first is not to close it. */
const closings = [undefined, 1, 2] as const satisfies readonly (Closing | undefined)[];

/** How the certificate signs: seen or not, closing the form or not, with a time stamp or not. */
export function SealOptions({ choice, onChoose }: SealOptionsProps) {
  const { say } = useText();
  const id = useId();
  return (
    <>
      <div class="choices">
        <label class="choice">
          <input type="checkbox" checked={choice.visible} onChange={(event) => onChoose({ ...choice, visible: event.currentTarget.checked })} />
          <span>{say('certificate_visible')}</span>
        </label>
      </div>
      <div class="field">
        <label for={`${id}-closing`}>{say('certificate_closing')}</label>
        <select
          id={`${id}-closing`}
          value={String(choice.closing ?? '')}
          onChange={({ currentTarget: { value } }) => onChoose({ ...choice, closing: closings.find((closing) => String(closing ?? '') === value) })}
        >
          {closings.map((closing) => (
            <option key={closing ?? 0} value={String(closing ?? '')}>
              {say(`certificate_closing_${closing ?? 0}`)}
            </option>
          ))}
        </select>
      </div>
      <StampField server={choice.stampServer ?? ''} onType={(stampServer) => onChoose({ ...choice, stampServer: stampServer || undefined })} />
    </>
  );
}

/** Where a time stamp is fetched from, and the leave to go there. */
function StampField({ server, onType }: { server: string; onType: (server: string) => void }) {
  const { say } = useText();
  const id = useId();
  const [allowed, setAllowed] = useState<boolean>();
  const [refused, setRefused] = useState(false);
  const origin = stampOrigin(server);
  useEffect(() => {
    let current = true;
    setAllowed(undefined);
    setRefused(false);
    if (origin) void maySeeSite(origin).then((may) => current && setAllowed(may));
    return () => {
      current = false;
    };
  }, [origin]);
  const allow = async () => {
    if (!origin) return;
    const given = await requestSite(origin);
    setAllowed(given);
    setRefused(!given);
  };
  // What is set is seen; and what stands open stays so while the address is typed anew.
  const shown = useRef(false);
  shown.current ||= server !== '';
  return (
    <details open={shown.current}>
      <summary>{say('certificate_stamp')}</summary>
      <div class="field">
        <label for={id}>{say('certificate_stampServer')}</label>
        <p class="hint" id={`${id}-hint`}>
          {say('certificate_stampWhy')}
        </p>
        <input
          id={id}
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          value={server}
          aria-describedby={`${id}-hint`}
          aria-invalid={server !== '' && !origin}
          onInput={(event) => onType(event.currentTarget.value)}
        />
        {server !== '' && !origin && <p class="field-problems blocks">{say('certificate_stampAddress')}</p>}
        {origin && allowed === false && (
          <p>
            <button type="button" onClick={allow}>
              {say('certificate_stampAllow', origin)}
            </button>
          </p>
        )}
        <p role="status" class="hint">
          {refused ? say('certificate_stampRefused', origin ?? '') : allowed ? say('certificate_stampAllowed', origin ?? '') : ''}
        </p>
      </div>
    </details>
  );
}
