import { expect, test, vi } from 'vitest';
import { openMaker } from '../../components/batch/make.ts';
import type { OpenedCertificate } from '../../components/certificate/signer.ts';

const engines = vi.hoisted(() => ({ started: 0, stopped: 0 }));
vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/engine-host.ts', () => ({
  startEngine: () => {
    engines.started += 1;
    return { stop: () => (engines.stopped += 1) };
  },
}));

const signing = { kind: 'certificate' } as const;
const certificate = {} as OpenedCertificate;

test.each([
  ['one engine makes the PDFs', undefined, 1],
  ['one engine signs them too', { certificate, choice: { visible: true } }, 1],
  ['two wait for a stamp server', { certificate, choice: { visible: true, stampServer: 'https://stamps.example' } }, 2],
])('%s, and one PDF more is under way', (_, sealing, count) => {
  Object.assign(engines, { started: 0, stopped: 0 });
  const maker = openMaker({ signing, sealing });
  expect(engines.started).toBe(count);
  expect(maker.atOnce).toBe(count + 1);
  maker.stop();
  expect(engines.stopped).toBe(count);
});
