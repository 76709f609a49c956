// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { SignCard } from '../../components/batch/SignCard.tsx';
import type { Stored } from '../../components/stored.ts';
import { freshBrowser, show } from './stage.tsx';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../utils/extension/database.ts', () => ({ levelRows: async () => undefined, openRows: async () => undefined, eraseRows: async () => undefined }));
vi.mock('../../utils/extension/files.ts', () => ({ getForm: async () => undefined }));
vi.mock('../../utils/extension/site-permission.ts', () => ({ maySeeSite: async () => true, requestSite: async () => true }));
vi.mock('../../components/certificate/signer.ts', async (original) => ({
  ...(await original<object>()),
  useCertificate: () => ({ signer: { facts: { name: 'Iemand Anders', issuer: 'CN=A', to: '2049-12-31T00:00:00Z', key: 'RSA 2048' } }, chainComplete: true }),
}));

it.each([
  ['Noëmie Peeters', undefined, ['Het certificaat is van Iemand Anders, de aanvrager is Noëmie Peeters.']],
  ['Iemand Anders', undefined, []],
  ['Anders Iemand', 'tsa.example', [expect.stringContaining('tijdstempel')]],
] as const)('a batch for %s with somebody’s certificate and the time-stamp server %s: what is amiss stands there', async (name, stampServer, said) => {
  freshBrowser();
  const stored = {
    profiles: { applicants: [{ id: 'a', name }], signatures: [] },
    work: { signing: 'certificate', applicantId: 'a', ...(stampServer && { seal: { visible: true, stampServer } }) },
    hand: {},
    vault: { records: {} },
    policy: { settings: {} },
    settings: {},
    setWork: () => undefined,
  } as unknown as Stored;
  const { root, close } = await show(() => (
    <SignCard stored={stored} form={null} ready={['De Ark']} confirmed={0} onConfirm={() => undefined}>
      <p />
    </SignCard>
  ));
  const card = root.querySelector('#batch-sign');
  expect([...(card?.children ?? [])].filter((child) => child.matches('p.notice')).map((child) => child.textContent)).toEqual(said);
  await close();
});
