import { roomFor, signDetached } from '../../utils/certificate/sign-cms.ts';
import { openP12 } from '../../utils/certificate/open-p12.ts';
import { verifyDetached } from '../../utils/certificate/verify-cms.ts';
import type { CertifyOptions } from '../../utils/pdf/certify.ts';
import { certify } from '../../utils/pdf/certify.ts';
import type { PdfSignature } from '../../utils/pdf/signatures.ts';
import { readSignatures } from '../../utils/pdf/signatures.ts';
import type { Issued } from '../certificate/authority.ts';

export const signedAt = new Date('2026-11-23T20:30:00Z');

/** A P12 and its password → what signs a PDF with it: throws where that fails. */
export async function penOf({ p12, password }: Issued) {
  const opened = await openP12(p12, password, signedAt);
  if (!opened.ok) throw new Error(opened.code);
  const { signer } = opened.value;
  return async (bytes: Uint8Array, options: Partial<CertifyOptions> = {}): Promise<Uint8Array> => {
    const whole = { signedAt, name: signer.facts.name, ...options };
    const signed = await certify(bytes, whole, roomFor(signer, false), (content) => signDetached(signer, content, undefined, signedAt));
    if (!signed.ok) throw new Error(`${signed.code} ${signed.values.join()}`);
    return signed.value;
  };
}

export async function signaturesOf(bytes: Uint8Array): Promise<readonly PdfSignature[]> {
  const read = await readSignatures(bytes);
  if (!read.ok) throw new Error(read.code);
  return read.value;
}

/** Digest and signature fit. */
export async function isIntact({ cms, content }: PdfSignature): Promise<boolean> {
  const report = await verifyDetached(cms, content);
  return report.ok && report.value.intact;
}
