import { fingerprintOf } from '../fingerprint.ts';
import { answersFor } from '../intake/answers.ts';
import type { PlaceKey } from '../intake/catalogue.ts';
import type { FillReport, FormFailure, FormMap, Rewriting, Signing } from '../intake/form.ts';
import { keysWithoutPlace } from '../intake/placing.ts';
import type { AccessRequest } from '../intake/request.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { fill } from './fill.ts';
import { unprintable } from './font.ts';
import { invert } from './geometry.ts';
import { guard } from './guard.ts';
import { heldPlaces } from './held.ts';
import type { Layout } from './layout.ts';
import { isScan } from './layout.ts';
import { layoutOf, mapOf, openLayout, paintedOf } from './open.ts';
import type { Sheet } from './sheet.ts';
import { closeSheet, openAddition, openSheet } from './sheet.ts';
import { grantedBy } from './signature-field.ts';
import { sign } from './sign.ts';
import { verify } from './verify.ts';

/**
 * Detect and map: what form the bytes are, and where each answer goes. Another PDF is no failure: its map says
 * `detected: false`.
 */
export async function openForm(bytes: Uint8Array): Promise<Result<FormMap, FormFailure>> {
  const layout = await openLayout(bytes);
  if (!layout.ok) return layout;
  if (isScan(layout.value)) return failure('scanOnly');
  return success(await mapOf(bytes, layout.value));
}

/** As `openForm`, for a file that the person says is a scan of the form: a map without places, all of them left to the person. */
export async function openScan(bytes: Uint8Array): Promise<Result<FormMap, FormFailure>> {
  const layout = await openLayout(bytes);
  if (!layout.ok) return layout;
  if (!isScan(layout.value)) return success(await mapOf(bytes, layout.value));
  const unlocated = { detected: true, confidence: 0, kind: 'flat' as const, places: [], left: keysWithoutPlace([]) };
  return success({ ...(await mapOf(bytes, layout.value, unlocated)), scan: true });
}

export type Produced = { bytes: Uint8Array; report: FillReport };

let last: { fingerprint: string; layout: Layout } | undefined;

/** The guarded layout of a form. The last one is remembered: a batch fills the same form three hundred times. */
async function layoutBefore(bytes: Uint8Array): Promise<Result<Layout, FormFailure>> {
  const fingerprint = await fingerprintOf(bytes);
  if (last?.fingerprint === fingerprint) return success(last.layout);
  const safe = await guard(bytes);
  if (!safe.ok) return safe;
  const layout = await layoutOf(bytes);
  if (layout.ok) last = { fingerprint, layout: layout.value };
  return layout;
}

/** A place's text is NFC: fonts and fields know composed letters. */
function composed(request: AccessRequest): AccessRequest {
  return JSON.parse(JSON.stringify(request).normalize('NFC')) as AccessRequest;
}

/**
 * Fill, sign and verify: the form's bytes and a request → the completed PDF and what was placed. `map` may be one that
 * `openForm` gave for the same bytes; without it the form is located anew. The output is read back before it is given:
 * an answer that does not stand in its place is `verifyFailed`, with the keys as values. `how` matters for a form with a certificate signature:
 * see `Rewriting`.
 */
export async function produce(
  bytes: Uint8Array,
  request: AccessRequest,
  signing: Signing,
  map?: FormMap,
  how: Rewriting = 'copy',
): Promise<Result<Produced, FormFailure>> {
  const before = await layoutBefore(bytes);
  if (!before.ok) return before;
  if (!map && isScan(before.value)) return failure('scanOnly');
  const form = map ?? (await mapOf(bytes, before.value));
  if (!form.detected) return failure('otherForm');

  const answers = answersFor(composed(request), new Set(form.places.map((place) => place.key)));
  const texts = [...answers.values()].flatMap((answer) => (answer.kind === 'text' ? [answer.text] : answer.kind === 'list' ? [...answer.values] : []));
  const missing = await unprintable(texts);
  if (missing.length > 0) return failure('charactersUnprintable', missing.join(' '));

  const written = await write(bytes, before.value, form, answers, signing, how);
  if (!written.ok) return written;
  const after = await paintedOf(written.value.bytes);
  if (!after.ok) return failure('verifyFailed');
  const wrong = verify(before.value, after.value, written.value.printed, written.value.annexPages);
  if (wrong.length > 0) return failure('verifyFailed', wrong.join(', '));
  return success({ bytes: written.value.bytes, report: written.value.report });
}

async function openFor(how: Rewriting, bytes: Uint8Array, layout: Layout, form: FormMap): Promise<Result<Sheet, FormFailure>> {
  const toUser = layout.pages.map((page) => invert(page.fromUser));
  if (how === 'update') return openAddition(bytes, toUser);
  const kept = new Set(form.places.flatMap(({ slot }) => (slot.kind === 'field' ? [slot.object] : [])));
  try {
    return success(await openSheet(bytes, toUser, kept));
  } catch (error) {
    // pdf-lib is stricter than the reader that opened the file before: what it refuses can't be written.
    if (error instanceof Error) return failure('fileDamaged');
    throw error;
  }
}

/** What earlier signers left to whoever adds to the form: fields alone, notes on top of the pages too, or nothing. Pages nobody may add. */
function forbiddenBy({ document, ink }: Sheet, fields: readonly string[], annexPages: number): FormFailure | undefined {
  const { signed, certified, isLocked } = grantedBy(document);
  const writesOnPaper = [...ink.values()].some(({ operators }) => operators.length > 0);
  if (certified === 1 || (certified === 2 && writesOnPaper) || fields.some(isLocked)) return 'certifiedClosed';
  return signed && annexPages > 0 ? 'annexBreaksSignature' : undefined;
}

async function write(bytes: Uint8Array, layout: Layout, form: FormMap, answers: ReturnType<typeof answersFor>, signing: Signing, how: Rewriting) {
  const opened = await openFor(how, bytes, layout, form);
  if (!opened.ok) return opened;
  const sheet = opened.value;
  const filled = fill(sheet, form.places, answers);
  const signed = await sign(sheet, form.places, signing);
  if (!signed.ok) return signed;
  const asked: PlaceKey[] = signing.kind === 'hand' && (signing.mention || signing.signature) ? ['signature'] : [];
  const unsigned = signed.value.length === 0 ? asked : [];
  const placed = [...filled.placed, ...signed.value.map((part) => part.key)];
  const replaced = new Set([...placed, ...filled.cleared]);
  if (how === 'update') {
    const fields = form.places.flatMap(({ key, slot }) => (slot.kind === 'field' && replaced.has(key) ? [slot.field] : []));
    const forbidden = forbiddenBy(sheet, fields, filled.annexPages);
    if (forbidden) return failure(forbidden);
  }
  const kept = [...new Set(heldPlaces(layout, form.places).map(({ key }) => key))].filter((key) => !replaced.has(key));
  const report: FillReport = { placed, left: [...filled.left, ...unsigned], kept, annexed: filled.annexed };
  const printed = [...filled.printed, ...signed.value];
  const closed = await closeSheet(
    sheet,
    printed.filter(({ field }) => field === undefined),
  );
  return closed.ok ? success({ bytes: closed.value, report, printed, annexPages: filled.annexPages }) : closed;
}
