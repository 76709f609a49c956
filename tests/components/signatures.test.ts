import { describe, expect, it } from 'vitest';
import { certificateWorth, verdictOf } from '../../components/certificate/verdict.ts';
import type { SignatureReport } from '../../utils/certificate/report.ts';
import { printSignedMoment, sealWordings, stampOrigin } from '../../utils/intake/seal.ts';

const cms: NonNullable<SignatureReport['cms']> = { kind: 'signature', intact: true, chain: [], chainComplete: true, problems: [] };
const report = (of: Partial<SignatureReport>): SignatureReport => ({ field: 'Handtekening', coversWhole: true, changedSince: [], cms, ...of });

describe('what a signature is worth', () => {
  it.each([
    ['the whole file, intact', {}, 'whole', 'well'],
    ['nothing that shows came after it', { coversWhole: false }, 'before', 'well'],
    ['fields were filled since', { coversWhole: false, changedSince: ['formFilled'] }, 'since', 'warns'],
    ['content changed since', { coversWhole: false, changedSince: ['contentChanged'] }, 'since', 'warns'],
    ['another content than was signed', { cms: { ...cms, intact: false, problems: ['contentChanged'] } }, 'broken', 'blocks'],
    ['an algorithm that is not known', { cms: { ...cms, intact: false, problems: ['weakDigest', 'algorithmUnknown'] } }, 'unreadable', 'blocks'],
    ['no certificate, and another content', { cms: { ...cms, intact: false, problems: ['signerCertificateMissing', 'contentChanged'] } }, 'broken', 'blocks'],
    ['nobody who signed', { cms: { ...cms, intact: false, problems: ['noSigner'] } }, 'unreadable', 'blocks'],
    ['ranges that are none', { coversWhole: false, changedSince: ['rangesWrong'] }, 'broken', 'blocks'],
    ['ranges that are none, and no message', { cms: undefined, changedSince: ['rangesWrong'] }, 'broken', 'blocks'],
    ['a message that cannot be read', { cms: undefined }, 'unreadable', 'blocks'],
  ] as const)('%s', (_, of, key, look) => {
    expect(verdictOf(report(of))).toEqual({ key, look });
  });
});

describe('a file that came back', () => {
  const other = { field: 'Directie' };
  it.each([
    ['with nothing', [], [], false, false],
    ['signed, and whole', [{}], [], true, false],
    ['signed, and signed again', [{ coversWhole: false, changedSince: ['signed'] }, other], [], true, false],
    ['signed, with a remark added', [{ coversWhole: false, changedSince: ['annotationsAdded'] }], [], true, false],
    ['with a byte changed', [{ cms: { ...cms, intact: false } }], [], false, true],
    ['that cannot be read', [{ cms: undefined }], [], false, true],
    ['whose content was changed after', [{ coversWhole: false, changedSince: ['contentChanged'] }], [], false, true],
    ['changed by who signed it last', [{ coversWhole: false, changedSince: ['contentChanged'] }, other], [], true, false],
    ['with one right, one wrong', [{}, { ...other, cms: { ...cms, intact: false } }], [], true, true],
    ['filled after it was closed', [{ coversWhole: false, closing: 1, changedSince: ['formFilled'] }], [], false, true],
    ['filled as who closed it allows', [{ coversWhole: false, closing: 2, changedSince: ['formFilled'] }], [], true, false],
    ['with no more than a time stamp', [{ cms: { ...cms, kind: 'stamp' } }], [], false, false],
    ['with what stood on it before, and no more', [{ coversWhole: false, changedSince: ['formFilled'] }], [{}], false, false],
    ['with what stood on it before, now wrong', [{ cms: { ...cms, intact: false } }], [{}], false, true],
    ['with what was passed before already', [{ coversWhole: false, changedSince: ['contentChanged'] }], [{ changedSince: ['contentChanged'] }], false, false],
    ['with one more than stood on it', [{ coversWhole: false, changedSince: ['signed'] }, other], [{}], true, false],
  ] as const)('%s', (_, back, before, signed, broken) => {
    const reports = (all: readonly Partial<SignatureReport>[]) => all.map(report);
    expect(certificateWorth(reports(back), reports(before))).toEqual({ signed, broken });
  });
});

describe('what a visible signature says', () => {
  it('is in Dutch, by this machine’s clock', () => {
    expect(sealWordings('Noëmie Łukasik', new Date(2026, 0, 2, 9, 5))[0]).toEqual(['Digitaal ondertekend door', 'Noëmie Łukasik', 'op 02/01/2026 om 09:05']);
  });

  it.each([
    ['D:20260102080500Z', new Date(Date.UTC(2026, 0, 2, 8, 5))],
    ["D:20260102090500+01'00'", new Date(Date.UTC(2026, 0, 2, 8, 5))],
    ["D:20260102070500-01'00", new Date(Date.UTC(2026, 0, 2, 8, 5))],
    ['2026-01-02T08:05:00.000Z', new Date(Date.UTC(2026, 0, 2, 8, 5))],
  ])('prints %s as a moment of this machine', (written, at) => {
    expect(printSignedMoment(written)).toBe(sealWordings('', at)[0]?.[2]?.replace('op ', '').replace(' om', ''));
  });

  it('leaves what is no moment as it stands', () => expect(printSignedMoment('gisteren')).toBe('gisteren'));

  it.each([
    ['https://tsa.example/stamp', 'https://tsa.example'],
    [' http://127.0.0.1:8080/x ', 'http://127.0.0.1:8080'],
    ['ftp://tsa.example', undefined],
    ['tsa.example', undefined],
    ['javascript:alert(1)', undefined],
    ['', undefined],
  ])('asks leave for %j as %j', (address, origin) => expect(stampOrigin(address)).toBe(origin));
});
