import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import '../../scripts/font.ts';
import { doubtsAbout, readCameBack } from '../../components/outbox/scanCheck.ts';
import { prepare } from '../../utils/batch/prepare.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import { verifyDetached } from '../../utils/certificate/verify-cms.ts';
import { keepFormOf, putPdf } from '../../utils/extension/submissions.ts';
import type { FormMap } from '../../utils/intake/form.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import type { Look } from '../../utils/pdf/look.ts';
import { openForm, produce } from '../../utils/pdf/perform.ts';
import { readSignatures } from '../../utils/pdf/signatures.ts';
import { failure, success } from '../../utils/result.ts';
import type { Authority } from '../certificate/authority.ts';
import { makeAuthority } from '../certificate/authority.ts';
import { formBytes } from '../support/forms.ts';
import { renderPage, runQpdf, withFile } from '../support/poppler.ts';
import { requestFixture } from '../support/requests.ts';
import { penOf } from '../support/signing.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

/** As the engine reads signatures, without its worker. */
async function signatures(bytes: Uint8Array) {
  const read = await readSignatures(bytes);
  if (!read.ok) return read;
  const judged = read.value.map(async ({ cms, content, certifies: closing, ...said }) => {
    const verified = await verifyDetached(cms, content);
    return { ...said, closing, cms: verified.ok ? verified.value : undefined };
  });
  return success(await Promise.all(judged));
}
vi.mock('../../utils/extension/engine-host.ts', () => ({ withEngine: (use: (engine: object) => unknown) => use({ signatures }) }));

/** A PDF as poppler shows it. */
const look: Look = async (bytes) => {
  const pages = Number(
    withFile(bytes, (file) => /\/Count (\d+)/.exec(Buffer.from(runQpdf(new Uint8Array(readFileSync(file)), '--qdf')).toString('latin1')))?.[1],
  );
  return success({
    pages,
    picture: async (page) => {
      const { width, height, grey } = renderPage(bytes, page, 80);
      const data = new Uint8ClampedArray(width * height * 4).fill(255);
      for (const [at, value] of grey.entries()) data.fill(value, at * 4, at * 4 + 3);
      return { data, width, height };
    },
    text: async () => '',
    close: () => undefined,
  });
};

let authority: Authority;
let submission: Submission;
let own: Uint8Array;
let others: Uint8Array;
let signed: Uint8Array;

async function printed(map: FormMap, request: AccessRequest): Promise<Uint8Array> {
  const made = await produce(formBytes('intake-flat'), request, { kind: 'print' }, map);
  if (!made.ok) throw new Error(made.code);
  return made.value.bytes;
}

beforeAll(async () => {
  authority = makeAuthority();
  const opened = await openForm(formBytes('intake-flat'));
  if (!opened.ok) throw new Error(opened.code);
  const request = requestFixture('new-both');
  const other = structuredClone(request);
  other.director = { name: 'Piet Vermeulen', email: 'directie@desterren.example' };
  if (other.administration) other.administration.institutionNumbers = ['040428'];
  if (other.accounts) other.accounts.accessGroups = ['VZW De Sterren'];
  [own, others] = [await printed(opened.value, request), await printed(opened.value, other)];
  signed = await (await penOf(authority.issue({ key: 'p256', depth: 2 })))(own);
  const form = { fingerprint: opened.value.fingerprint, name: 'intake.pdf' };
  const batch = { batchId: 'b', form, signing: 'print' as const, today: '2026-09-03', at: 1 };
  submission = prepare({ schoolIds: [], name: 'School', request, fileName: 'x.pdf', ready: true }, 'a', batch);
  await putPdf({ id: 'a', bytes: own, at: 1 });
  await keepFormOf({ ...form, bytes: formBytes('intake-flat'), map: opened.value, openedAt: 1 }, 1);
}, 60_000);
afterAll(() => authority.close());

const asFile = (bytes: Uint8Array, type = 'application/pdf') => new File([new Uint8Array(bytes)], 'terug.pdf', { type });

async function said(bytes: Uint8Array) {
  const back = await readCameBack([asFile(bytes)], look);
  if (!back.ok) throw new Error(back.code);
  const doubts = await doubtsAbout(submission, back.value, look);
  if (!doubts.ok) throw new Error(doubts.code);
  return doubts.value.map(({ code, values }) => [code, ...values]);
}

const joined = (first: Uint8Array, pages: string, second: Uint8Array, more: string) =>
  withFile(second, (file) => runQpdf(first, '--pages', '.', pages, file, more, '--'));

function altered(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  // In the comment that says the file is binary: it shows nowhere.
  copy[11] = (copy[11] ?? 0) ^ 1;
  return copy;
}

const remarked = () => new Uint8Array(Buffer.concat([own, Buffer.from('% /ByteRange [0 1 2 3]\n')]));

describe('a PDF that came back without ink', () => {
  it.each([
    ['as it went', () => own, [['unsigned']]],
    ['that only names the bytes of a signature', remarked, [['unsigned']]],
    ['signed with a certificate', () => signed, []],
    ['signed so, with a byte changed', () => altered(signed), [['brokenSignature'], ['unsigned']]],
  ] as const)('%s', async (_, bytes, doubts) => expect(await said(bytes())).toEqual(doubts));
});

describe('pages too many', () => {
  it('of another school are told', async () => expect(await said(joined(own, '1-2', others, '1-2'))).toEqual([['unsigned'], ['extraPages', '3', '4']]));

  it('that are its own, once more, are told as such', async () =>
    expect(await said(joined(own, '1-2', own, '1'))).toEqual([['unsigned'], ['repeatedPages', '3']]));

  it('that are not looked at are none of the form', async () => {
    const back = await readCameBack([asFile(signed)], look);
    if (!back.ok) throw new Error(back.code);
    expect(await doubtsAbout(submission, { ...back.value, pages: 4 }, look)).toMatchObject({ value: [{ code: 'extraPages', values: ['3', '4'] }] });
  });
});

it.each([
  ['a PDF with a picture', ['application/pdf', 'image/png']],
  ['a picture with a PDF', ['image/png', 'application/pdf']],
  ['two PDFs', ['application/pdf', 'application/pdf']],
])('%s is refused by its own sentence', async (_, types) => {
  const files = types.map((type) => asFile(own, type));
  expect(await readCameBack(files, look)).toEqual(failure('scanMixed'));
});
