import * as z from 'zod/mini';
import type { FillReport, FormFailure, FormMap, ReadForm, WebFill, WebForm } from '../intake/form.ts';
import { AccessRequest } from '../intake/request.ts';
import type { Result } from '../result.ts';

z.config({ jitless: true });

const handwriting = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drawn'), width: z.number(), height: z.number(), strokes: z.array(z.array(z.number())) }),
  z.object({ kind: z.literal('image'), type: z.enum(['image/png', 'image/jpeg']), bytes: z.instanceof(Uint8Array) }),
]);

const SigningMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('print') }),
  z.object({ kind: z.literal('hand'), mention: z.optional(handwriting), signature: z.optional(handwriting) }),
]);

const recordKey = z.string().check(z.regex(/^(settings|(kept|applicant|school|purpose|work):.+)$/));

/** Every message that an extension page may send to the background. The answer of each is in `Answers`. */
export const Message = z.discriminatedUnion('type', [
  /** Looks at what the tab shows: a PDF is read and opened, a web page is searched for the form's questions. */
  z.object({ type: z.literal('openTab'), tabId: z.number() }),
  /** Opens a file that the person dropped, pasted or chose. `asScan`: a picture too, of which they say that it is the form. */
  z.object({ type: z.literal('openFile'), name: z.string(), bytes: z.instanceof(Uint8Array), asScan: z.optional(z.boolean()) }),
  /** Reads back what stands on the stored form, which somebody filled. */
  z.object({ type: z.literal('readForm'), fingerprint: z.string() }),
  /** Fills, signs and verifies the stored form; the PDF is kept under the answer's `id`. `draft`: with blocking problems. */
  z.object({
    type: z.literal('produce'),
    fingerprint: z.string(),
    request: AccessRequest,
    signing: SigningMessage,
    fileName: z.string(),
    draft: z.boolean(),
  }),
  /** Fills the web form that `openTab` found in this tab. */
  z.object({ type: z.literal('fillTab'), tabId: z.number(), request: AccessRequest }),
  /** Puts back what `fillTab` changed. */
  z.object({ type: z.literal('undoTab'), tabId: z.number() }),
  /** Writes records of the store; sent by store.ts alone. */
  z.object({ type: z.literal('keep'), set: z.record(recordKey, z.unknown()), remove: z.array(recordKey) }),
]);
export type Message = z.infer<typeof Message>;

/** What the detector tells of the page it runs in, and the only message that a content script may send. */
export const DetectorMessage = z.object({
  type: z.literal('detected'),
  /** `pdf`: the document is one, or has one in it. It shows no words to a content script: what it is, is for the background to find out. */
  content: z.enum(['pdf', 'page']),
  /** 0–1: the share of the telling words that the page has; 0 for a PDF. */
  confidence: z.number().check(z.minimum(0), z.maximum(1)),
});
export type DetectorMessage = z.infer<typeof DetectorMessage>;

export type { WebFill, WebForm };

export type TabFailure = 'tabUnreadable' | 'tabNeedsPermission' | 'tabIsFile' | 'tabGone' | 'formGone';

export type OpenedTab = { kind: 'pdf'; name: string; form: FormMap } | { kind: 'web'; form: WebForm };

export type Outcome = { id: string; fileName: string; draft: boolean; report: FillReport };

export type Answers = {
  openTab: Result<OpenedTab, FormFailure | TabFailure>;
  openFile: Result<{ kind: 'pdf'; name: string; form: FormMap }, FormFailure>;
  readForm: Result<ReadForm, FormFailure | TabFailure>;
  produce: Result<Outcome, FormFailure | TabFailure>;
  fillTab: Result<WebFill, TabFailure>;
  undoTab: Result<{ restored: number }, TabFailure>;
  keep: 'kept';
};
