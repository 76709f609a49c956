import * as z from 'zod/mini';
import type { FillReport, FormFailure, FormMap, ReadForm, WebFill, WebForm } from '../intake/form.ts';
import { AccessRequest } from '../intake/request.ts';
import type { Result } from '../result.ts';
import { DrawnHand, KeptHand } from '../vault/kinds.ts';
import type { SnapshotLabel } from '../vault/keys.ts';
import type { Unreadable } from '../vault/ledger.ts';
import type { UnlockFailure } from '../vault/open.ts';
import type { VaultProblem } from '../vault/problem.ts';
import type { Change } from '../vault/records.ts';
import type { PassphraseFailure } from '../vault/vault.ts';

z.config({ jitless: true });

const handwriting = z.discriminatedUnion('kind', [
  DrawnHand,
  z.object({ kind: z.literal('image'), type: z.enum(['image/png', 'image/jpeg']), bytes: z.instanceof(Uint8Array) }),
]);

const SigningMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('print') }),
  z.object({ kind: z.literal('hand'), mention: z.optional(handwriting), signature: z.optional(handwriting), kept: z.optional(KeptHand) }),
  z.object({ kind: z.literal('certificate'), mention: z.optional(handwriting), kept: z.optional(KeptHand) }),
]);

/** Records beside the vault, and records in it. */
const outsideKey = z.string().check(z.regex(/^(settings|work:[a-zA-Z]{1,40})$/));
const vaultKey = z.string().check(z.regex(/^(kept:)*(applicant|school|purpose|group|signature):[^\0]{1,200}$/));
const passphrase = z.string().check(z.maxLength(1000));

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
    /** As the person knows it, for the log of stored signatures. */
    school: z.optional(z.string()),
    fileName: z.string(),
    draft: z.boolean(),
    /** Of a form with a certificate signature: written anew, or added to. */
    how: z.optional(z.enum(['copy', 'update'])),
  }),
  /** Fills the web form that `openTab` found in this tab. */
  z.object({ type: z.literal('fillTab'), tabId: z.number(), request: AccessRequest }),
  /** Puts back what `fillTab` changed. */
  z.object({ type: z.literal('undoTab'), tabId: z.number() }),
  /** Writes settings, and what the person is busy with; sent by outside.ts alone. */
  z.object({ type: z.literal('remember'), set: z.record(outsideKey, z.unknown()), remove: z.array(outsideKey) }),
  /** Everything in the vault, or of these keys those that are there. */
  z.object({ type: z.literal('loadVault'), keys: z.optional(z.array(vaultKey)) }),
  /** Changes records in the vault. `was`: what the asker last saw of them, so that only what they changed is changed. */
  z.object({ type: z.literal('keep'), set: z.record(vaultKey, z.unknown()), remove: z.array(vaultKey), was: z.optional(z.record(vaultKey, z.unknown())) }),
  z.object({ type: z.literal('unlock'), passphrase }),
  z.object({ type: z.literal('lock') }),
  z.object({ type: z.literal('setPassphrase'), passphrase }),
  z.object({ type: z.literal('changePassphrase'), old: passphrase, passphrase }),
  z.object({ type: z.literal('removePassphrase'), passphrase }),
  z.object({ type: z.literal('listSnapshots') }),
  /** What would go back to a snapshot, as a change for `keep`. */
  z.object({ type: z.literal('readSnapshot'), number: z.int(), date: z.string() }),
  /** What the vault holds and cannot read, as it stands; and its end. */
  z.object({ type: z.literal('listUnreadable') }),
  z.object({ type: z.literal('discardUnreadable') }),
  /** Puts a vault that cannot be opened aside, and makes a new one. */
  z.object({ type: z.literal('beginAnew') }),
  /** After synchronisation was switched off: `everywhere`, what stands in the browser's account goes as well. */
  z.object({ type: z.literal('forgetSync'), everywhere: z.boolean() }),
  /** Erases all that Intakehulp keeps on this machine, and in the browser's account where that was switched on. */
  z.object({ type: z.literal('erase') }),
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

/** `vaultLocked`: the passphrase is needed first. */
export type VaultFailure = UnlockFailure | PassphraseFailure | 'vaultLocked' | 'snapshotUnreadable';

/** `records`: by key (`school:ID`), as stored. `problems`: what opening found amiss. */
export type OpenVault = { records: Record<string, unknown>; problems: readonly VaultProblem[]; hasPassphrase: boolean };

export type Answers = {
  openTab: Result<OpenedTab, FormFailure | TabFailure>;
  openFile: Result<{ kind: 'pdf'; name: string; form: FormMap }, FormFailure>;
  readForm: Result<ReadForm, FormFailure | TabFailure>;
  produce: Result<Outcome, FormFailure | TabFailure>;
  fillTab: Result<WebFill, TabFailure>;
  undoTab: Result<{ restored: number }, TabFailure>;
  remember: 'kept';
  loadVault: Result<OpenVault, VaultFailure>;
  keep: Result<void, VaultFailure>;
  unlock: Result<void, VaultFailure>;
  lock: Result<void, VaultFailure>;
  setPassphrase: Result<void, VaultFailure>;
  changePassphrase: Result<void, VaultFailure>;
  removePassphrase: Result<void, VaultFailure>;
  listSnapshots: Result<readonly SnapshotLabel[], VaultFailure>;
  readSnapshot: Result<Change, VaultFailure>;
  listUnreadable: Result<readonly Unreadable[], VaultFailure>;
  discardUnreadable: Result<void, VaultFailure>;
  beginAnew: Result<void, VaultFailure>;
  forgetSync: Result<void, 'syncFailed'>;
  erase: Result<void, VaultFailure | 'syncFailed'>;
};
