import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { Signer } from '../utils/certificate/model.ts';
import { openP12 } from '../utils/certificate/open-p12.ts';
import type { StampRequest } from '../utils/certificate/request-stamp.ts';
import { roomFor, signDetached } from '../utils/certificate/sign-cms.ts';
import { verifyDetached } from '../utils/certificate/verify-cms.ts';
import type { EngineAnswer, EngineCall, EngineRequest, EngineResult, SealResult, SignaturesResult } from '../utils/extension/engine.ts';
import { fetchStamp } from '../utils/extension/stamp-server.ts';
import type { Seal } from '../utils/intake/seal.ts';
import { certify } from '../utils/pdf/certify.ts';
import { bindPages } from '../utils/pdf/bind.ts';
import { makeCoverNote } from '../utils/pdf/cover-note.ts';
import { useFontFrom } from '../utils/pdf/font.ts';
import { guard } from '../utils/pdf/guard.ts';
import { openForm, openScan, produce } from '../utils/pdf/perform.ts';
import { readForm } from '../utils/pdf/read.ts';
import { signatureShare } from '../utils/pdf/sign.ts';
import { readSignatures } from '../utils/pdf/signatures.ts';
import { failure, success } from '../utils/result.ts';

/** The part of a dedicated worker's global that is used; the DOM's types describe a window instead. */
type WorkerScope = {
  postMessage(answer: EngineAnswer): void;
  addEventListener(type: 'message', listener: (event: { data: EngineRequest }) => void): void;
};

async function ownFont(): Promise<Uint8Array> {
  const answer = await fetch('/fonts/OpenSans-Regular.ttf');
  return new Uint8Array(await answer.arrayBuffer());
}

/** Hands the certificate to the PDF: neither knows the other. */
async function seal(bytes: Uint8Array, signer: Signer, { shown, name, signedAt, closing, stampServer }: Seal): Promise<SealResult> {
  const stamp: StampRequest | undefined = stampServer ? (request) => fetchStamp(stampServer, request) : undefined;
  const now = new Date(signedAt);
  const at = shown && signatureShare(shown, shown.signing);
  // Whoever asked to see it gets no signature that nobody sees.
  if (shown && !at) return failure('signaturePlaceMissing');
  const options = { ...(at && { at, wordings: shown.wordings }), name, signedAt: now, certify: closing };
  return certify(bytes, options, roomFor(signer, stamp !== undefined), (content) => signDetached(signer, content, stamp, now));
}

async function signaturesOf(bytes: Uint8Array): Promise<SignaturesResult> {
  const read = await readSignatures(bytes);
  if (!read.ok) return read;
  const reports = read.value.map(async ({ cms, content, certifies: closing, box: _, subFilter: __, ...said }) => {
    const judged = await verifyDetached(cms, content);
    return { ...said, closing, cms: judged.ok ? judged.value : undefined };
  });
  return success(await Promise.all(reports));
}

function perform(call: EngineCall): Promise<EngineResult> {
  switch (call.kind) {
    case 'open':
      return call.asScan ? openScan(call.bytes) : openForm(call.bytes);
    case 'read':
      return readForm(call.bytes);
    case 'produce':
      return produce(call.bytes, call.request, call.signing, call.map, call.how);
    case 'note':
      return makeCoverNote(call.note).then(success);
    case 'guard':
      return guard(call.bytes);
    case 'bind':
      return bindPages(call.pictures);
    case 'openP12':
      return openP12(call.bytes, call.password, new Date());
    case 'seal':
      return seal(call.bytes, call.signer, call.seal);
    case 'signatures':
      return signaturesOf(call.bytes);
  }
}

/** Runs as a Worker: does the PDF work that it is asked, one request at a time. */
export default defineUnlistedScript(() => {
  useFontFrom(ownFont);
  const scope = globalThis as unknown as WorkerScope;
  scope.addEventListener('message', ({ data: { id, call } }) => {
    perform(call).then(
      (result) => scope.postMessage({ kind: 'answer', id, result }),
      // Thrown anew outside the promise: only so does the worker's owner see its crash.
      (error: unknown) =>
        setTimeout(() => {
          throw error;
        }),
    );
  });
  scope.postMessage({ kind: 'ready' });
});
