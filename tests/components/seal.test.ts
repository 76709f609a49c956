import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sealOutcome } from '../../components/certificate/seal.ts';
import type { OpenedCertificate } from '../../components/certificate/signer.ts';
import type { StoredOutcome } from '../../utils/extension/files.ts';
import { failure, success } from '../../utils/result.ts';

const { vault, seal } = vi.hoisted(() => ({ vault: { locked: false, opens: false, row: undefined as unknown }, seal: vi.fn() }));

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/engine-host.ts', () => ({ withEngine: (use: (engine: object) => unknown) => use({ seal }) }));
vi.mock('../../utils/extension/database.ts', () => ({ isLocked: async () => vault.locked }));
vi.mock('../../utils/extension/files.ts', () => ({
  getOutcome: async () => (vault.locked ? undefined : vault.row),
  putOutcome: async (row: unknown) => {
    if (!vault.locked) vault.row = row;
    else vault.locked = !vault.opens;
  },
}));

const report = { placed: [], left: [], kept: [], annexed: [] };
const plain: StoredOutcome = { id: 'o', fileName: 'x.pdf', bytes: new Uint8Array(3), draft: false, report, at: 1, fingerprint: 'f' };
const signed = new Uint8Array(5);
const certificate = { signer: { facts: { name: 'Noëmie Łukasik' } }, chainComplete: true } as unknown as OpenedCertificate;
const outcome = { id: 'o', fileName: 'x.pdf', draft: false, report };
const sealed = (stampServer?: string) =>
  sealOutcome(
    outcome,
    { certificate, choice: { visible: false, ...(stampServer !== undefined && { stampServer }) } },
    {
      form: { places: [] },
      signing: { kind: 'certificate' },
      school: 'De Regenboog',
      formName: 'intake.pdf',
    },
  );

beforeEach(() => {
  Object.assign(vault, { locked: false, opens: false, row: plain });
  seal.mockReset().mockImplementation(async () => success(signed));
});

describe('what was exported is signed in its place', () => {
  it('and only then offered', async () => {
    expect(await sealed()).toEqual(success(outcome));
    expect(vault.row).toMatchObject({ bytes: signed });
  });

  it.each([
    ['stays locked', false],
    ['is opened again before it is looked for', true],
  ])('nothing of it is offered where the vault was locked meanwhile and %s', async (_, opens) => {
    vault.opens = opens;
    seal.mockImplementation(async () => {
      vault.locked = true;
      return success(signed);
    });
    expect(await sealed()).toEqual(failure('sealLocked'));
    expect(vault.row).toBe(plain);
  });

  it('the lock is named where it came before', async () => {
    vault.locked = true;
    expect(await sealed()).toEqual(failure('sealLocked'));
    Object.assign(vault, { locked: false, row: undefined });
    expect(await sealed()).toEqual(failure('formGone'));
    expect(seal).not.toHaveBeenCalled();
  });

  it.each(['tsa.example', 'ftp://tsa.example', ' '])('not with a time stamp from %j', async (server) => {
    expect(await sealed(server)).toEqual(failure('stampAddressWrong'));
    expect(seal).not.toHaveBeenCalled();
    expect(vault.row).toBe(plain);
  });
});
