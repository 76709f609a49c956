import { useId, useState } from 'preact/hooks';
import { printDate } from '../../utils/intake/values.ts';
import { Facts } from '../controls/Facts.tsx';
import { FileInput } from '../controls/FileInput.tsx';
import { fieldId } from '../fields.ts';
import { PassphraseField } from '../controls/PassphraseField.tsx';
import { Failure, Status } from '../controls/Status.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';
import { sealChoice } from './seal.ts';
import { SealOptions } from './SealOptions.tsx';
import type { OpenedCertificate } from './signer.ts';
import { forgetCertificate, openCertificate, useCertificate } from './signer.ts';

/** The certificate that signs: opened here, used until this page closes or it is forgotten, and kept nowhere. */
export function CertificateField({ stored }: { stored: Stored }) {
  const { say } = useText();
  const opened = useCertificate();
  return (
    <fieldset class="field certificate" id={fieldId('signature')} tabIndex={-1}>
      <legend>{say('certificate_title')}</legend>
      {opened ? <Opened opened={opened} /> : <OpenP12 />}
      <SealOptions choice={sealChoice(stored.work)} onChoose={(seal) => stored.setWork({ seal })} />
    </fieldset>
  );
}

function OpenP12() {
  const { say, code } = useText();
  const [file, setFile] = useState<File>();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const id = useId();
  const open = async () => {
    if (!file || busy) return;
    setBusy(true);
    setRefused(undefined);
    try {
      const opened = await openCertificate(file, password);
      if (!opened.ok) setRefused(code('error', opened.code, opened.values));
    } catch (error) {
      // The file was moved, or is locked, since it was chosen.
      if (!(error instanceof DOMException)) throw error;
      setRefused(say('open_unreadable', file.name));
    } finally {
      setPassword('');
      setBusy(false);
    }
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <p class="hint">{say('certificate_why')}</p>
      <p class="row">
        <FileInput
          name={say('certificate_choose')}
          accept=".p12,.pfx,application/x-pkcs12"
          describedBy={file && id}
          onFiles={([chosen]) => {
            setFile(chosen);
            setRefused(undefined);
          }}
        />
        <span id={id} class="file-name">
          {file?.name}
        </span>
      </p>
      <PassphraseField id="certificate" label={say('certificate_password')} value={password} autocomplete="current-password" onType={setPassword} />
      <p>
        <button type="submit" class="primary" disabled={!file || busy}>
          {say('certificate_open')}
        </button>
      </p>
      <Status busy={busy} text={busy ? say('certificate_opening') : ''} />
      {refused && <Failure text={refused} />}
    </form>
  );
}

function Opened({ opened: { signer, chainComplete } }: { opened: OpenedCertificate }) {
  const { say } = useText();
  const { name, issuer, to, key } = signer.facts;
  const day = to.slice(0, 10);
  const facts = [
    ['certificate_name', name],
    ['certificate_issuer', issuer],
    ['certificate_until', printDate(day) ?? day],
    ['certificate_key', key],
  ] as const;
  return (
    <>
      <Facts facts={facts} />
      {!chainComplete && <p class="notice warns">{say('certificate_chainMissing')}</p>}
      <p class="row">
        <button type="button" class="quiet" onClick={forgetCertificate}>
          {say('certificate_forget')}
        </button>
        <span class="hint">{say('certificate_memory')}</span>
      </p>
    </>
  );
}
