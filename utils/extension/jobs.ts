import browser from 'webextension-polyfill';
import { blocks, check, checkSigning } from '../intake/check.ts';
import type { FormFailure, FormMap } from '../intake/form.ts';
import { place } from '../intake/placing.ts';
import { localDate } from '../intake/values.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { hideBadge, showBadge } from './badge.ts';
import type { Engine } from './engine.ts';
import { getForm, getPlacements, putForm, putOutcome } from './files.ts';
import { noteHandUse } from './hand-uses.ts';
import type { Answers, Message, Outcome, TabFailure, WebForm } from './messages.ts';
import { fetchPdf, seeTab } from './pdf-source.ts';
import { newId } from './profiles.ts';
import { saveWork } from './store.ts';
import { loadTab, saveJob, saveTab } from './tab-state.ts';
import { inspectTab } from './web-form.ts';

type ProduceMessage = Extract<Message, { type: 'produce' }>;
type OpenFailure = FormFailure | TabFailure;

/** What a tab or a file turned out to be; nothing is kept of it yet. */
type Found = { kind: 'pdf'; name: string; bytes: Uint8Array; form: FormMap } | { kind: 'web'; form: WebForm };
type FoundPdf = Extract<Found, { kind: 'pdf' }>;

/** A scan is no form until the person says so: of one on which they placed answers before, they did. */
async function isPlacedScan(opened: Result<FormMap, FormFailure>, bytes: Uint8Array): Promise<boolean> {
  return !opened.ok && opened.code === 'scanOnly' && (await getPlacements(await fingerprintOf(bytes))).length > 0;
}

async function readPdf(engine: Engine, name: string, bytes: Uint8Array, asScan = false): Promise<Result<FoundPdf, FormFailure>> {
  const read = await engine.open(bytes, asScan);
  const opened = (await isPlacedScan(read, bytes)) ? await engine.open(bytes, true) : read;
  return opened.ok ? success({ kind: 'pdf', name, bytes, form: opened.value }) : opened;
}

async function readAddress(engine: Engine, address: string): Promise<Result<FoundPdf, OpenFailure>> {
  const fetched = await fetchPdf(address);
  return fetched.ok ? readPdf(engine, fetched.value.name, fetched.value.bytes) : fetched;
}

/** The page itself first; where it isn't the form, the first PDF in it that is. */
async function readPage(engine: Engine, tabId: number, embedded: readonly string[]): Promise<Result<Found, OpenFailure>> {
  const inspected = await inspectTab(tabId);
  const page: Result<Found, OpenFailure> = inspected.ok ? success({ kind: 'web', form: inspected.value }) : inspected;
  if (inspected.ok && inspected.value.detected) return page;
  let first: Result<Found, OpenFailure> | undefined;
  for (const address of embedded) {
    const read = await readAddress(engine, address);
    if (read.ok && read.value.form.detected) return read;
    first ??= read;
  }
  return first ?? page;
}

async function findForm(engine: Engine, tabId: number): Promise<Result<Found, OpenFailure>> {
  const seen = await seeTab(tabId);
  if (!seen.ok) return seen;
  return seen.value.kind === 'pdf' ? readAddress(engine, seen.value.url) : readPage(engine, tabId, seen.value.embedded);
}

/** Keeps a form so that it can be filled later; it is then the form at hand. */
async function keepForm({ name, bytes, form }: FoundPdf): Promise<{ kind: 'pdf'; name: string; form: FormMap }> {
  if (!form.detected) return { kind: 'pdf', name, form };
  await putForm({ fingerprint: form.fingerprint, name, bytes, map: form, openedAt: Date.now() });
  await saveWork({ form: { fingerprint: form.fingerprint } });
  const kept = await getForm(form.fingerprint);
  return { kind: 'pdf', name, form: place(form, kept?.placements) };
}

async function keepFound(found: Result<Found, OpenFailure>): Promise<Answers['openTab']> {
  if (!found.ok) return found;
  return success(found.value.kind === 'pdf' ? await keepForm(found.value) : found.value);
}

/** Opens a file that the person chose. `asScan`: a picture too, of which they say that it is the form. */
export async function openFile(engine: Engine, name: string, bytes: Uint8Array, asScan?: boolean): Promise<Answers['openFile']> {
  const read = await readPdf(engine, name, bytes, asScan);
  return read.ok ? success(await keepForm(read.value)) : read;
}

/** Marks a tab that shows the form. Nobody asked for it: nothing is kept, and the form at hand stays what it was. */
export async function detectTab(engine: Engine, tabId: number): Promise<void> {
  const found = await findForm(engine, tabId);
  if (found.ok && found.value.form.detected) await showBadge(tabId);
}

/** What was found in this document before holds while the tab stays on it; a web page may change under it and is looked at again. */
async function openedBefore(tabId: number): Promise<Answers['openTab'] | undefined> {
  const progress = await loadTab(tabId);
  if (progress?.state !== 'done' || !progress.answer.ok || progress.answer.value.kind !== 'pdf') return undefined;
  const { form, name } = progress.answer.value;
  const stored = form.detected ? await getForm(form.fingerprint) : undefined;
  if (!stored) return undefined;
  await putForm({ ...stored, openedAt: Date.now() });
  await saveWork({ form: { fingerprint: form.fingerprint } });
  return success({ kind: 'pdf', name, form: place(stored.map, stored.placements) });
}

const opening = new Map<number, Promise<Answers['openTab']>>();

/** Looks at what the tab shows. A second request for the same tab joins the first. */
export function openTab(engine: Engine, tabId: number): Promise<Answers['openTab']> {
  const joined = opening.get(tabId);
  if (joined) return joined;
  const started = openAndRecord(engine, tabId).finally(() => opening.delete(tabId));
  opening.set(tabId, started);
  return started;
}

async function openAndRecord(engine: Engine, tabId: number): Promise<Answers['openTab']> {
  const before = await openedBefore(tabId);
  if (before) return before;
  const startedAt = Date.now();
  const address = await addressOf(tabId);
  await saveTab(tabId, { state: 'running', startedAt });
  const answer = await recordCrash(findForm(engine, tabId).then(keepFound), (crashed) => saveTab(tabId, { state: 'done', startedAt, answer: crashed }));
  // Navigated meanwhile: what was found belongs to a document that is gone.
  if ((await addressOf(tabId)) !== address) return failure('tabGone');
  await saveTab(tabId, { state: 'done', startedAt, answer });
  await (answer.ok && answer.value.form.detected ? showBadge(tabId) : hideBadge(tabId));
  return answer;
}

async function addressOf(tabId: number): Promise<string | undefined> {
  const tab = await browser.tabs.get(tabId).catch((error: unknown) => {
    if (error instanceof Error) return undefined;
    throw error;
  });
  return tab?.url;
}

/** A bug must not leave a popup waiting: the record says that the work stopped, and the error goes on its way. */
async function recordCrash<Answer>(
  work: Promise<Answer>,
  record: (crashed: { ok: false; code: FormFailure; values: string[] }) => Promise<void>,
): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    await record(failure('engineStopped'));
    throw error;
  }
}

/** Reads back a stored form that somebody filled. Nothing is kept of it: what stands there is the form's own to keep. */
export async function readForm(engine: Engine, fingerprint: string): Promise<Answers['readForm']> {
  const form = await getForm(fingerprint);
  return form ? engine.read(form.bytes) : failure('formGone');
}

const draftPrefix = 'KLAD-';

/** Fills, signs and verifies a stored form, and keeps the PDF for whoever shows or downloads it. */
export async function produce(engine: Engine, message: ProduceMessage): Promise<Answers['produce']> {
  const startedAt = Date.now();
  await saveJob({ state: 'running', startedAt });
  const answer = await recordCrash(produceOutcome(engine, message), (crashed) => saveJob({ state: 'done', startedAt, answer: crashed }));
  await saveJob({ state: 'done', startedAt, answer });
  return answer;
}

async function produceOutcome(engine: Engine, message: ProduceMessage): Promise<Answers['produce']> {
  const form = await getForm(message.fingerprint);
  if (!form) return failure('formGone');
  const produced = await engine.produce(form.bytes, message.request, message.signing, place(form.map, form.placements), message.how);
  if (!produced.ok) return produced;
  // Judged here as well, so that no view, whatever it was showing, can pass an incomplete form off as a finished one.
  const problems = [...check(message.request, { today: localDate(new Date()) }), ...checkSigning(message.signing)];
  const draft = message.draft || blocks(problems);
  const fileName = draft && !message.fileName.startsWith(draftPrefix) ? draftPrefix + message.fileName : message.fileName;
  const { bytes, report } = produced.value;
  const outcome: Outcome = { id: newId(), fileName, draft, report };
  // Before the PDF is kept: cut off between the two, the log has a line too many and never one too few. What a certificate is yet to sign is
  // noted when it is signed: the log names the PDF that is handed in.
  if (draft || message.signing.kind !== 'certificate') await noteHandUse(message.signing, { school: message.school ?? '', form: form.name, fileName, bytes });
  await putOutcome({ ...outcome, bytes, at: Date.now(), fingerprint: message.fingerprint });
  return success(outcome);
}
