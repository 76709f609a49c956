// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LookContext } from '../../components/signing/looking.ts';
import { DeskView } from '../../components/views/DeskView.tsx';
import type { Submission } from '../../utils/batch/submission.ts';
import { eraseRows } from '../../utils/extension/database.ts';
import { getReturned, putReturned } from '../../utils/extension/returned.ts';
import { listSubmissions, putPdf, putSubmissions } from '../../utils/extension/submissions.ts';
import type { ScanDoubt } from '../../utils/paper/doubts.ts';
import { success } from '../../utils/result.ts';
import { see, startAfresh } from './data-stage.tsx';
import type { Shown } from './stage.tsx';
import { calm, nothingResizes, press, show } from './stage.tsx';

const { doubted } = vi.hoisted(() => ({ doubted: { by: [] as ScanDoubt[] } }));

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../utils/extension/download.ts', () => ({ download: vi.fn() }));
vi.mock('../../components/outbox/scanCheck.ts', () => ({
  readCameBack: async () => success({ name: 'scan.pdf', bytes: new Uint8Array([3]), pages: 1, pictures: [], text: '' }),
  doubtsAbout: async () => success(doubted.by),
}));

const submission: Submission = {
  id: 'a',
  batchId: 'b',
  schoolIds: ['a'],
  name: 'School a',
  request: { applicant: { name: 'Joris Van Acker', role: 'ICT' }, date: '2026-09-01', director: { name: 'An Peeters', email: 'directie@a.example' } },
  fileName: 'intake-school-2026-09-01.pdf',
  form: { fingerprint: 'f', name: 'intake.pdf' },
  signing: 'print',
  status: 'ready',
  dates: { ready: '2026-09-01' },
  clientId: '',
  ticked: [],
  note: '',
  work: { state: 'made', hash: 'h', report: { placed: [], left: [], kept: [], annexed: [] } },
  at: 1,
};
const signed: Submission = { ...submission, status: 'signed', dates: { ready: '2026-09-01', signed: '2026-09-02' } };
const scan = { name: 'scan.pdf', bytes: new Uint8Array([3]), at: new Date(2026, 8, 2, 15).getTime(), doubts: [] };
const stored = async () => (await listSubmissions()).submissions[0];
const views: Shown[] = [];
const look = async () => {
  throw new Error('Nobody looks here.');
};
const preview = async () => ({ pages: 0, size: async () => ({ width: 1, height: 1 }), render: async () => undefined, close: () => undefined });

async function open(one: Submission): Promise<HTMLElement> {
  await putSubmissions([one]);
  await putPdf({ id: 'a', bytes: new Uint8Array([1]), at: 1 });
  location.hash = '#outbox/a';
  const shown = await show((of) => (
    <LookContext.Provider value={look}>
      <DeskView stored={of} openPreview={preview} />
    </LookContext.Provider>
  ));
  views.push(shown);
  await see(shown.root, 'Mail aan Informat');
  return shown.root;
}

async function give(root: HTMLElement): Promise<void> {
  const input = root.querySelector<HTMLInputElement>('input[type=file][aria-label="Getekend formulier toevoegen"]');
  if (!input) throw new Error('A scan is not asked for.');
  Object.defineProperty(input, 'files', { value: [new File([], 'scan.pdf', { type: 'application/pdf' })], configurable: true });
  await act(() => void input.dispatchEvent(new Event('change', { bubbles: true })));
  await calm();
}

const unsignedMail = 'vervang de bijlage door je scan';

beforeEach(async () => {
  for (const view of views.splice(0)) await view.close();
  await startAfresh();
  doubted.by = [];
  nothingResizes();
  await eraseRows();
});

describe('a scan that came back', () => {
  it('makes the form signed, and removed takes that back; the undo puts both there again, and the mail follows each', async () => {
    const root = await open(submission);
    expect(root.textContent).toContain(unsignedMail);
    await give(root);
    await see(root, 'Status: Ondertekend');
    expect(root.textContent).toContain('In orde: dit formulier');
    expect(root.textContent).not.toContain(unsignedMail);

    await press(root, 'Getekend formulier verwijderen');
    await see(root, 'Het getekende formulier is verwijderd.');
    expect(await stored()).toMatchObject({ status: 'ready', dates: { ready: '2026-09-01' } });
    expect((await stored())?.dates).not.toHaveProperty('signed');
    expect(root.textContent).toContain(unsignedMail);
    expect(root.textContent).not.toContain('In orde: dit formulier');

    await press(root, 'Ongedaan maken');
    await see(root, 'Status: Ondertekend');
    expect(await getReturned('a')).toMatchObject({ name: 'scan.pdf' });
    expect(await stored()).toMatchObject({ status: 'signed', dates: { ready: '2026-09-01', signed: '2026-09-03' } });
    expect(root.textContent).not.toContain(unsignedMail);
  });

  it('is followed by the mail where the status stays', async () => {
    const root = await open({ ...signed, dates: { ...signed.dates, signed: '2026-09-01' } });
    expect(root.textContent).toContain(unsignedMail);
    await give(root);
    await see(root, 'In orde: dit formulier');
    expect(root.textContent).not.toContain(unsignedMail);
  });

  it.each<[string, Submission, string]>([
    ['signed by it, an earlier day', signed, 'ready'],
    ['signed before it came', { ...signed, dates: { ...signed.dates, signed: '2026-09-01' } }, 'signed'],
    ['sent since', { ...signed, status: 'sent', dates: { ...signed.dates, sent: '2026-09-03' } }, 'sent'],
    ['signed here, and elsewhere once more', { ...signed, signing: 'hand' }, 'signed'],
  ])('removed from what was %s', async (_, one, status) => {
    await putReturned('a', scan);
    const root = await open(one);
    await press(root, 'Getekend formulier verwijderen');
    await see(root, 'Het getekende formulier is verwijderd.');
    expect((await stored())?.status).toBe(status);
    expect(await getReturned('a')).toBeUndefined();
  });

  it('is not called signed where nobody could see that', async () => {
    doubted.by = [{ code: 'signatureUnseen', severity: 'informs', values: [], keys: [] }];
    const root = await open(submission);
    await give(root);
    await see(root, 'kijk zelf na of er getekend is');
    expect(root.textContent).not.toContain('alle bladzijden, getekend');
  });

  it('waits for the person where a page is not of the request', async () => {
    doubted.by = [{ code: 'extraPages', severity: 'warns', values: ['3', '4'], keys: [] }];
    const root = await open(submission);
    await give(root);
    await see(root, 'Niet van deze aanvraag: bladzijde 3, 4 van het bestand.');
    expect(await getReturned('a')).toBeUndefined();
    await press(root, 'Toch bewaren');
    expect(await getReturned('a')).toMatchObject({ doubts: ['extraPages'] });
  });

  it('leaves what was sent as it is', async () => {
    const root = await open({ ...signed, status: 'sent', dates: { ...signed.dates, sent: '2026-09-02' } });
    await give(root);
    await see(root, 'In orde: dit formulier');
    expect((await stored())?.status).toBe('sent');
  });
});
