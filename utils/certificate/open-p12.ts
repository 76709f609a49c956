import { failure, success, type Result } from '../result.ts';
import { buildChain } from './build-chain.ts';
import { checkDates, type DateFailure } from './check-dates.ts';
import { checkMac, decrypt, newBudget, type Budget, type DecryptFailure } from './decrypt-p12.ts';
import type { Bytes } from './der.ts';
import { importFor, readPrivateKey, type PrivateKey } from './import-key.ts';
import { Malformed, readable } from './malformed.ts';
import type { Signer } from './model.ts';
import { readCertificate, type Certificate } from './read-certificate.ts';
import { readBags, readP12, type Bag, type Mac, type P12 } from './read-p12.ts';
import { spellPassword, type Spelling } from './spell-password.ts';

/**
 * p12Damaged: no P12 file, or not whole. p12Password: the password is wrong; where the file has no MAC, damage looks the same. p12NoKey: certificates
 * only. p12NoCertificate: no certificate belongs to the key. p12KeyUnsupported: another key than RSA from 2048 bits or ECDSA P-256, P-384, P-521.
 * p12TooLarge: over 1 MB. p12TooCostly: it asks for more rounds of key derivation than any program makes. p12CipherUnsupported: encrypted in a way
 * that browsers do not have. The certificate* codes are of the certificate that belongs to the key; the first two name the day.
 */
export type P12Failure =
  | DecryptFailure
  | DateFailure
  | 'p12Damaged'
  | 'p12NoKey'
  | 'p12NoCertificate'
  | 'p12KeyUnsupported'
  | 'p12TooLarge'
  | 'certificateNoSigning';

/** Bytes: hundreds of times a key with its chain. */
export const mostP12Bytes = 1024 * 1024;

export type Opened = { signer: Signer; chainComplete: boolean };

/**
 * Opens a P12 or PFX file: the key that has a certificate, ready to sign, with the chain that the file holds. Of several keys the one whose certificate
 * holds now and is for documents is taken. chainComplete: see buildChain; where it is false, readers of the PDF must find the issuers themselves.
 * Neither password nor key is kept: the signer's key cannot be read back.
 */
export async function openP12(bytes: Uint8Array, password: string, now: Date): Promise<Result<Opened, P12Failure>> {
  if (bytes.length > mostP12Bytes) return failure('p12TooLarge');
  try {
    const p12 = readP12(bytes);
    if (!p12) return failure('p12CipherUnsupported');
    const bags = await openBags(p12, spellPassword(password), newBudget());
    return bags.ok ? await chooseSigner(bags.value.bags, now) : bags;
  } catch (error) {
    if (error instanceof Malformed) return failure('p12Damaged');
    throw error;
  }
}

/** proven: the password opened something, so that it is the right one. */
type Opening = Result<{ bags: readonly Bag[]; proven: boolean }, P12Failure>;

async function openBags(p12: P12, spellings: readonly Spelling[], budget: Budget): Promise<Opening> {
  const spelled = p12.mac ? await findSpelling(p12.mac, p12.signed, spellings, budget) : success('unknown' as const);
  if (!spelled.ok) return spelled;
  if (typeof spelled.value === 'object') return openSafes(p12, spelled.value, budget);
  let opened: Opening = failure('p12Password');
  for (const spelling of spellings) {
    opened = await openSafes(p12, spelling, budget);
    if (opened.ok || opened.code !== 'p12Password') break;
  }
  // The MAC fits no spelling: where the password opens the file all the same, it is the file that was changed.
  if (opened.ok && spelled.value === 'none') return failure(opened.value.proven ? 'p12Damaged' : 'p12Password');
  return opened;
}

/** The spelling that the MAC fits. none: it fits no one. unknown: it cannot be computed here. */
async function findSpelling(
  mac: Mac,
  signed: Bytes,
  spellings: readonly Spelling[],
  budget: Budget,
): Promise<Result<Spelling | 'none' | 'unknown', P12Failure>> {
  for (const spelling of spellings) {
    const fits = await checkMac(mac, signed, spelling, budget);
    if (!fits.ok) return fits.code === 'p12CipherUnsupported' ? success('unknown') : fits;
    if (fits.value) return success(spelling);
  }
  return success('none');
}

/** More bags than a person's file has. Each key is tried with each certificate. */
const mostBags = 100;

async function openSafes({ safes }: P12, spelling: Spelling, budget: Budget): Promise<Opening> {
  const bags: Bag[] = [];
  for (const { algorithm, content } of safes) {
    const opened = algorithm ? await decrypt(algorithm, content, spelling, budget) : success(content);
    if (!opened.ok) return opened;
    for (const bag of readBags(opened.value)) bags.push(bag);
    if (bags.length > mostBags) throw new Malformed('too many bags');
  }
  const open: Bag[] = [];
  for (const bag of bags) {
    const content = bag.kind === 'shrouded' ? await decrypt(bag.algorithm, bag.content, spelling, budget) : undefined;
    if (content?.ok === false) return content;
    open.push(content ? { kind: 'plain', content: content.value } : bag);
  }
  return success({ bags: open, proven: safes.some(({ algorithm }) => algorithm) || bags.some(({ kind }) => kind === 'shrouded') });
}

type Candidate = { key: CryptoKey; certificate: Certificate; problem: Result<undefined, P12Failure> };

async function chooseSigner(bags: readonly Bag[], now: Date): Promise<Result<Opened, P12Failure>> {
  const contents = (kind: Bag['kind']): Bytes[] => bags.flatMap((bag) => (bag.kind === kind ? [bag.content] : []));
  const certificates = contents('certificate').flatMap((content) => readable(() => readCertificate(content)) ?? []);
  const found = contents('plain');
  if (found.length === 0) return failure('p12NoKey');
  const keys = found.map(readPrivateKey).filter((key) => key !== undefined);
  if (keys.length === 0) return failure('p12KeyUnsupported');
  const candidates = await matchKeys(keys, certificates, now);
  const [best] = candidates.sort(compareCandidates);
  if (!best) return failure('p12NoCertificate');
  if (!best.problem.ok) return best.problem;
  const chain = await buildChain(best.certificate, certificates);
  // Copies: a view would take along to the worker whatever else stands in its buffer.
  const signer = { key: best.key, chain: chain.certificates.map(({ raw }) => raw.slice()), facts: best.certificate.facts };
  return success({ signer, chainComplete: chain.complete });
}

async function matchKeys(keys: readonly PrivateKey[], certificates: readonly Certificate[], now: Date): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const key of keys) {
    for (const certificate of certificates) {
      const imported = await importFor(key, certificate);
      if (!imported) continue;
      const dates = checkDates(certificate.facts, now);
      candidates.push({ key: imported, certificate, problem: certificate.uses.sign ? dates : failure('certificateNoSigning') });
    }
  }
  return candidates;
}

/** What can sign first, then what is meant for documents, then what holds longest. */
function compareCandidates(one: Candidate, other: Candidate): number {
  const first = (yes: boolean, no: boolean) => Number(no) - Number(yes);
  return (
    first(one.problem.ok, other.problem.ok) ||
    first(one.certificate.uses.documents, other.certificate.uses.documents) ||
    other.certificate.facts.to.localeCompare(one.certificate.facts.to)
  );
}
