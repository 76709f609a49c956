import { useEffect, useState } from 'preact/hooks';
import type { SignatureReport } from '../../utils/certificate/report.ts';
import type { SignaturesResult } from '../../utils/extension/engine.ts';
import { startEngine } from '../../utils/extension/engine-host.ts';
import type { StoredForm } from '../../utils/extension/files.ts';
import { messageKey } from '../../utils/i18n.ts';
import { printSignedMoment } from '../../utils/intake/seal.ts';
import { printDate } from '../../utils/intake/values.ts';
import { Facts } from '../controls/Facts.tsx';
import { Failure, Status } from '../controls/Status.tsx';
import { useText } from '../text.ts';
import { verdictOf } from './verdict.ts';

/** What the file's certificate signatures are worth; undefined until it is known. Read in an engine of its own, which ends with it. */
function useSignatures({ fingerprint, bytes }: StoredForm): SignaturesResult | undefined {
  const [read, setRead] = useState<{ of: string; result: SignaturesResult }>();
  useEffect(() => {
    const engine = startEngine();
    let current = true;
    void engine.signatures(bytes).then((result) => {
      engine.stop();
      if (current) setRead({ of: fingerprint, result });
    });
    return () => {
      current = false;
      engine.stop();
    };
  }, [fingerprint]);
  return read?.of === fingerprint ? read.result : undefined;
}

/** By whom a form was signed with a certificate, what each signature covers, and what came after it. */
export function SignaturesCard({ form }: { form: StoredForm }) {
  const { say, code } = useText();
  const read = useSignatures(form);
  return (
    <section class="card" aria-labelledby="signatures">
      <h2 id="signatures">{say('signatures_title')}</h2>
      <Status busy={!read} text={read ? '' : say('signatures_reading')} />
      {read && !read.ok && <Failure text={code('error', read.code, read.values)} />}
      {read?.ok && read.value.length === 0 && <p class="notice warns">{say('signatures_none')}</p>}
      {read?.ok && (
        <ul class="signatures">
          {read.value.map((signature) => (
            <li key={signature.field}>
              <Signature signature={signature} />
            </li>
          ))}
        </ul>
      )}
      {read?.ok && read.value.length > 0 && <p class="hint">{say('signatures_trust')}</p>}
    </section>
  );
}

function Signature({ signature }: { signature: SignatureReport }) {
  const { say } = useText();
  const { cms, changedSince, closing, page } = signature;
  const { key, look } = verdictOf(signature);
  const { facts } = cms ?? {};
  const at = cms?.stampedAt ?? cms?.claimedAt ?? signature.at;
  const shown = [
    ['signature_by', facts?.subject ?? signature.name],
    ['certificate_issuer', facts?.issuer],
    ['signature_valid', facts && `${printDate(facts.from.slice(0, 10))} – ${printDate(facts.to.slice(0, 10))}`],
    [cms?.stampedAt ? 'signature_stamped' : 'signature_claimed', at && printSignedMoment(at)],
    ['signature_page', page === undefined ? undefined : String(page + 1)],
  ] as const;
  const remarks = [
    ...(cms?.problems ?? []).map((problem) => say(messageKey(`signature_problem_${problem}`))),
    ...(cms && !cms.chainComplete ? [say('signature_chain')] : []),
    ...(closing ? [say(`signature_closing_${closing}`)] : []),
  ];
  return (
    <>
      <h3>{facts?.name ?? signature.name ?? say('signature_nameless')}</h3>
      <p class={`notice ${look}`}>{say(`signature_${key}`)}</p>
      {key === 'since' && (
        <ul>
          {changedSince.map((change) => (
            <li key={change}>{say(messageKey(`signature_since_${change}`))}</li>
          ))}
        </ul>
      )}
      <Facts facts={shown} />
      {remarks.length > 0 && (
        <ul class="remarks">
          {remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
    </>
  );
}
