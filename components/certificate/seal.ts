import type { SigningEngine } from '../../utils/extension/engine.ts';
import { withEngine } from '../../utils/extension/engine-host.ts';
import { isLocked } from '../../utils/extension/database.ts';
import { getOutcome, putOutcome } from '../../utils/extension/files.ts';
import { noteHandUse } from '../../utils/extension/hand-uses.ts';
import type { Outcome } from '../../utils/extension/messages.ts';
import type { FormMap, Signing } from '../../utils/intake/form.ts';
import type { Closing } from '../../utils/intake/seal.ts';
import { sealWordings, stampOrigin } from '../../utils/intake/seal.ts';
import type { Result } from '../../utils/result.ts';
import { failure, success } from '../../utils/result.ts';
import type { ShownWork } from '../stored.ts';
import type { OpenedCertificate } from './signer.ts';

/** What the person chose about a certificate signature. */
export type SealChoice = { visible: boolean; closing?: Closing; stampServer?: string };

const plainSeal: SealChoice = { visible: true };

/** As the person chose; what holds where they chose nothing. */
export const sealChoice = ({ seal }: ShownWork): SealChoice => seal ?? plainSeal;

/** What signs: the certificate and how. */
export type Sealing = { certificate: OpenedCertificate; choice: SealChoice };

/** What signs here, where a certificate is open. */
export const sealingOf = (certificate: OpenedCertificate | undefined, work: ShownWork): Sealing | undefined =>
  certificate && { certificate, choice: sealChoice(work) };

type Finished = { bytes: Uint8Array; form: Pick<FormMap, 'places'>; signing: Signing };

/** Signs a finished PDF, behind its own bytes. Failures: `stampAddressWrong`, the codes of utils/pdf/certify.ts and utils/certificate. */
export async function sealPdf(
  engine: SigningEngine,
  { certificate, choice }: Sealing,
  { bytes, form, signing }: Finished,
): Promise<Result<Uint8Array, string>> {
  const { signer } = certificate;
  const now = new Date();
  const { visible, closing, stampServer } = choice;
  if (stampServer && !stampOrigin(stampServer)) return failure('stampAddressWrong');
  return engine.seal(bytes, signer, {
    name: signer.facts.name,
    signedAt: now.getTime(),
    closing,
    stampServer: stampServer || undefined,
    shown: visible ? { places: form.places, signing, wordings: sealWordings(signer.facts.name, now) } : undefined,
  });
}

/**
 * Signs what was just exported, in its place. What the export made stays where signing failed. Failures: those of `sealPdf`, `formGone`, and
 * `sealLocked` where the vault was locked meanwhile: then nothing that is signed was kept.
 */
export async function sealOutcome(
  outcome: Outcome,
  sealing: Sealing,
  { form, signing, ...about }: Omit<Finished, 'bytes'> & { school: string; formName: string },
): Promise<Result<Outcome, string>> {
  const made = await getOutcome(outcome.id);
  if (!made) return failure((await isLocked()) ? 'sealLocked' : 'formGone');
  const sealed = await withEngine((engine) => sealPdf(engine, sealing, { bytes: made.bytes, form, signing }));
  if (!sealed.ok) return sealed;
  const noted = await noteHandUse(signing, { school: about.school, form: about.formName, fileName: outcome.fileName, bytes: sealed.value });
  if (noted) await putOutcome({ ...made, bytes: sealed.value });
  // A vault that is locked writes nothing, and says nothing of it: only the signed one may be offered.
  const kept = await getOutcome(outcome.id);
  return kept?.bytes.length === sealed.value.length ? success(outcome) : failure('sealLocked');
}
