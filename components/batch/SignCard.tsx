import type { ComponentChildren } from 'preact';
import type { KeptForm } from '../../utils/extension/files.ts';
import { CertificateField } from '../certificate/CertificateField.tsx';
import { sealChoice } from '../certificate/seal.ts';
import { useCertificate } from '../certificate/signer.ts';
import { checkCertificate } from '../request/request.ts';
import { HandFields, handParts, SigningChoice } from '../signing/Signing.tsx';
import { ChooseKept, SchoolNames } from '../signing/KeptHands.tsx';
import { Worth } from '../signing/Worth.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';

type SignCardProps = {
  stored: Stored;
  form: KeptForm | null | undefined;
  /** For which schools or groups forms would be signed, by name. */
  ready: readonly string[];
  /** The number to which the person said yes. */
  confirmed: number;
  onConfirm: (confirmed: number) => void;
  /** What follows the signing: the button that makes them. */
  children: ComponentChildren;
};

/** Signed once for all: with one yes that names the number. */
export function SignCard({ stored, form, ready, confirmed, onConfirm, children }: SignCardProps) {
  const text = useText();
  const { say, count } = text;
  const { profiles, work } = stored;
  const { signing } = work;
  const opened = useCertificate();
  const applicant = profiles.applicants.find(({ id }) => id === work.applicantId);
  const isSealed = signing === 'certificate' && opened !== undefined;
  const remarks = isSealed ? checkCertificate(opened.signer.facts.name, applicant?.name ?? '', sealChoice(work).stampServer ?? '') : [];
  const signs = signing !== 'print';
  const use = { fingerprint: form?.fingerprint ?? '', schoolId: '', name: say('nav_batch') };
  return (
    <div class="card" id="batch-sign">
      <h2>{say('batch_sign')}</h2>
      <SigningChoice stored={stored} />
      {handParts[signing].length > 0 && (
        <>
          <ChooseKept stored={stored} target={{ use, schools: ready }} />
          <HandFields stored={stored} use={use} />
        </>
      )}
      {signing === 'certificate' && <CertificateField stored={stored} />}
      {remarks.map(({ code, severity, values }) => (
        <p key={code} class={`notice ${severity}`}>
          {text.code('problem', code, values)}
        </p>
      ))}
      {signs && ready.length > 0 && (
        <>
          <label class="choice">
            <input type="checkbox" checked={confirmed === ready.length} onChange={(event) => onConfirm(event.currentTarget.checked ? ready.length : 0)} />
            <span>{count('batch_confirm', ready.length)}</span>
          </label>
          <SchoolNames names={ready} />
        </>
      )}
      <Worth />
      {children}
    </div>
  );
}
