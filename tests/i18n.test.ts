import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { P12Failure } from '../utils/certificate/open-p12.ts';
import type { CmsFailure } from '../utils/certificate/sign-cms.ts';
import type { CmsProblem } from '../utils/certificate/verify-cms.ts';
import type { TabFailure, VaultFailure } from '../utils/extension/messages.ts';
import type { PolicyProblem } from '../utils/extension/policy.ts';
import type { SyncProblem } from '../utils/extension/sync.ts';
import { fieldKey, isMessageKey, languages, messageKey, translate, translateCount } from '../utils/i18n.ts';
import type { PlaceKey } from '../utils/intake/catalogue.ts';
import { questions } from '../utils/intake/catalogue.ts';
import type { FormFailure } from '../utils/intake/form.ts';
import { rules } from '../utils/intake/rules.ts';
import type { CertifyFailure } from '../utils/pdf/certify.ts';
import type { SignatureChange } from '../utils/pdf/changes.ts';
import type { TableFailure } from '../utils/profiles/table.ts';
import type { FileFailure } from '../utils/vault/bundle.ts';
import type { VaultProblem } from '../utils/vault/problem.ts';

type Messages = Record<string, { message: string }>;

const read = (language: string): Messages => JSON.parse(readFileSync(new URL(`../public/_locales/${language}/messages.json`, import.meta.url), 'utf8'));
const files = Object.fromEntries(languages.map((language) => [language, read(language)])) as Record<(typeof languages)[number], Messages>;
const placeholders = (message: string) => [...new Set(message.match(/\$[1-9]/g) ?? [])].sort();

/** What the views themselves refuse. */
type ViewFailure =
  | 'passphraseTwice'
  | 'nothingChosen'
  | 'fileIsZip'
  | 'syncFailed'
  | 'statusImpossible'
  | 'statusTooEarly'
  | 'profileBlocks'
  | 'clientIdIsSecret'
  | 'mailAddressUnwritable'
  | 'nothingMade'
  | 'folderRefused'
  | 'listTimeLimit'
  | 'listStopped'
  | 'listUnreadable'
  | 'scanMixed'
  | 'changedMeanwhile'
  | 'sealLocked'
  | 'stampAddressWrong';

// Typed so that a failure added to the union and not here does not compile.
const failures: Record<FormFailure | CertifyFailure | P12Failure | CmsFailure | TabFailure | VaultFailure | FileFailure | TableFailure | ViewFailure, true> = {
  fileEmpty: true,
  fileTooLarge: true,
  notPdf: true,
  fileDamaged: true,
  fileEncrypted: true,
  fileBomb: true,
  scanOnly: true,
  otherForm: true,
  timeLimit: true,
  engineStopped: true,
  charactersUnprintable: true,
  imageUnreadable: true,
  verifyFailed: true,
  certifiedClosed: true,
  annexBreaksSignature: true,
  encryptionInTheWay: true,
  certificationNotFirst: true,
  signatureTooLong: true,
  signaturePlaceTaken: true,
  signaturePlaceMissing: true,
  signaturePlaceSmall: true,
  signatureNameUnprintable: true,
  certificateExpired: true,
  certificateNotYet: true,
  certificateNoSigning: true,
  stampUnreachable: true,
  stampRefused: true,
  stampWrong: true,
  p12Damaged: true,
  p12Password: true,
  p12NoKey: true,
  p12NoCertificate: true,
  p12KeyUnsupported: true,
  p12TooLarge: true,
  p12TooCostly: true,
  p12CipherUnsupported: true,
  tabUnreadable: true,
  tabNeedsPermission: true,
  tabIsFile: true,
  tabGone: true,
  formGone: true,
  vaultFull: true,
  vaultStorageFailed: true,
  vaultNotWritten: true,
  vaultClosed: true,
  vaultNewer: true,
  vaultUnreadable: true,
  vaultLockDamaged: true,
  vaultLocked: true,
  vaultLeftovers: true,
  snapshotUnreadable: true,
  passphraseWrong: true,
  passphraseEmpty: true,
  passphraseTwice: true,
  nothingChosen: true,
  fileNotOurs: true,
  fileOfNewer: true,
  fileAltered: true,
  fileTooBig: true,
  tooManyRecords: true,
  fileIsZip: true,
  syncFailed: true,
  tableEmpty: true,
  tableNotText: true,
  tableOtherFormat: true,
  tableEncrypted: true,
  tableDamaged: true,
  tableTooBig: true,
  tableTooManyRows: true,
  tableTooWide: true,
  tableCellTooLong: true,
  tableQuoteOpen: true,
  tableBomb: true,
  statusImpossible: true,
  statusTooEarly: true,
  profileBlocks: true,
  clientIdIsSecret: true,
  mailAddressUnwritable: true,
  nothingMade: true,
  folderRefused: true,
  listTimeLimit: true,
  listStopped: true,
  listUnreadable: true,
  scanMixed: true,
  changedMeanwhile: true,
  sealLocked: true,
  stampAddressWrong: true,
};

const vaultProblems: Record<VaultProblem['code'], true> = {
  vaultCopyUnreadable: true,
  vaultChangesLost: true,
  vaultSnapshotUsed: true,
  vaultLockRepaired: true,
  vaultReadOnly: true,
  vaultItemsUnreadable: true,
};

/** Codes of what a policy and a synchronisation leave undone, and of what is said of a certificate signature. */
type Told = `policy_${PolicyProblem['code']}` | `sync_${SyncProblem['code']}` | `signature_problem_${CmsProblem}` | `signature_since_${SignatureChange}`;
const told: Record<Told, true> = {
  policy_partUnknown: true,
  policy_partWrong: true,
  policy_entryNameless: true,
  policy_entryTwice: true,
  policy_entryUnfit: true,
  policy_entryTooBig: true,
  policy_fieldUnknown: true,
  policy_choiceUnfit: true,
  policy_choiceUnknown: true,
  sync_purposeTooBig: true,
  sync_storageFull: true,
  sync_itemNewer: true,
  sync_itemUnfit: true,
  sync_keptBoth: true,
  sync_notWritten: true,
  sync_writesLater: true,
  signature_problem_contentChanged: true,
  signature_problem_signatureWrong: true,
  signature_problem_attributesWrong: true,
  signature_problem_certificateSwapped: true,
  signature_problem_signerCertificateMissing: true,
  signature_problem_algorithmUnknown: true,
  signature_problem_weakDigest: true,
  signature_problem_noSigner: true,
  signature_problem_severalSigners: true,
  signature_problem_weakKey: true,
  signature_problem_contentEmbedded: true,
  signature_problem_certificateOutOfDate: true,
  signature_problem_certificateNoSigning: true,
  signature_problem_criticalUnknown: true,
  signature_problem_stampWrong: true,
  signature_problem_trailingBytes: true,
  signature_since_formFilled: true,
  signature_since_annotationsAdded: true,
  signature_since_signed: true,
  signature_since_contentChanged: true,
  signature_since_rangesWrong: true,
};

const places: readonly PlaceKey[] = questions.flatMap((question) => [
  question.key,
  ...(question.options ?? []).map(({ key }) => key),
  ...(question.parts ?? []).map(({ key }) => key),
]);

/** What the views say of the signing, beside the rules of the request. */
const viewProblems = [
  'applicantNotChosen',
  'schoolNotChosen',
  'purposeNotChosen',
  'mentionMissing',
  'signatureMissing',
  'handIsDot',
  'signOnPaper',
  'handOfOther',
  'certificateClosed',
  'certificateOfOther',
  'stampAddressWrong',
  'signatureAbsent',
  ...Object.keys(vaultProblems),
  'batchDirectorsDiffer',
  'batchUsernamesDiffer',
  'batchAskedBefore',
  'batchNothingLeft',
  'batchLeftOut',
  'batchNumberElsewhere',
  'batchProfileOld',
];

describe('the three languages', () => {
  it.each(['fr', 'en'] as const)('nl and %s have the same keys, with the same placeholders', (language) => {
    expect(Object.keys(files[language]).sort()).toEqual(Object.keys(files.nl).sort());
    for (const [key, { message }] of Object.entries(files.nl))
      expect([key, placeholders(files[language][key]?.message ?? '')]).toEqual([key, placeholders(message)]);
  });

  it.each(languages)('%s leaves no text empty, and none that a browser would misread', (language) => {
    for (const [key, { message }] of Object.entries(files[language])) {
      expect([key, message.trim()]).toEqual([key, message]);
      expect(message).not.toBe('');
      // A dollar that is no placeholder makes Chrome refuse the whole file.
      expect(message.replace(/\$[1-9]/g, '')).not.toContain('$');
    }
  });

  it('French keeps its signs on the line of their word', () => {
    const parted = / [:;!?»]|« |«(?!\u00a0)|(?<!\u00a0)»|[^\u00a0:;!?][:;!?](?=\s|$)/u;
    const found = Object.entries(files.fr).filter(([, { message }]) => parted.test(message));
    expect(found.map(([key, { message }]) => [key, message])).toEqual([]);
  });

  it.each(languages)('the manifest’s texts are there in %s, no longer than the stores take', (language) => {
    expect(files[language].extName?.message.length).toBeLessThanOrEqual(45);
    expect(files[language].extDescription?.message.length).toBeLessThanOrEqual(132);
  });
});

describe('every code has its text', () => {
  it.each([...new Set(rules.map(({ code }) => code)), ...viewProblems])('%s says what is wrong and what to do', (code) => {
    expect(isMessageKey(`problem_${code}`)).toBe(true);
    expect(isMessageKey(`fix_${code}`)).toBe(true);
  });

  it.each(Object.keys(failures))('the failure %s has a sentence of its own', (code) => {
    const sentence = translate('nl', messageKey(`error_${code}`));
    const others = Object.keys(failures).filter((other) => other !== code);
    expect(others.map((other) => translate('nl', messageKey(`error_${other}`)))).not.toContain(sentence);
  });

  it.each(Object.keys(told))('%s has a sentence', (key) => {
    expect(isMessageKey(key)).toBe(true);
  });

  it.each(places)('the place %s has a name', (key) => {
    expect(translate('nl', fieldKey(key))).not.toBe('');
  });
});

/** The sources, as one text. */
function sources(folder: URL): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
}

it('no text stands there for nothing', () => {
  const code = ['components/', 'entrypoints/', 'utils/'].map((folder) => sources(new URL(`../${folder}`, import.meta.url))).join('\n');
  const prefixes = [...code.matchAll(/`(\w+_)\$\{/g)].map(([, prefix = '']) => prefix);
  const suffixes = [...code.matchAll(/\}(_\w+)`/g)].map(([, suffix = '']) => suffix);
  const problems = [...rules.map(({ code: own }) => own), ...viewProblems].flatMap((own) => [`problem_${own}`, `fix_${own}`]);
  const coded = new Set([...problems, ...Object.keys(failures).map((own) => `error_${own}`), ...Object.keys(told), 'extName', 'extDescription']);
  const used = (key: string) =>
    coded.has(key) ||
    [`'${key}'`, `'${key.replace(/_(one|other)$/, '')}'`].some((quoted) => code.includes(quoted)) ||
    prefixes.some((prefix) => key.startsWith(prefix)) ||
    suffixes.some((suffix) => key.endsWith(suffix));
  expect(Object.keys(files.nl).filter((key) => !used(key))).toEqual([]);
});

describe('translate', () => {
  it('puts the values in their places, also twice and in another order', () => {
    expect(translate('nl', 'problem_numberPadded', '35642', '035642')).toBe('‘35642’ komt als 035642 op het formulier: de weggevallen nullen zijn teruggezet.');
    expect(translate('en', 'problem_numberIsEnterprise', '0123456749')).toContain('0123456749');
  });

  it('leaves nothing where a value is missing, and takes a value’s own dollars as they are', () => {
    expect(translate('nl', 'open_reading')).toBe(' wordt gelezen…');
    expect(translate('nl', 'open_reading', '$1.pdf')).toBe('$1.pdf wordt gelezen…');
  });

  it('counts as the language does', () => {
    expect(translateCount('nl', 'problems_blocks', 1)).toBe('1 punt moet nog in orde');
    expect(translateCount('nl', 'problems_blocks', 3)).toBe('3 punten moeten nog in orde');
    expect(translateCount('fr', 'problems_warns', 0)).toBe('0 point d’attention');
  });

  it('names the row that is missing', () => {
    expect(() => messageKey('problem_unheardOf')).toThrow('problem_unheardOf');
  });
});
