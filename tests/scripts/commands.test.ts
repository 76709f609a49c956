import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { runQpdf, textIn, wordsOf } from '../support/poppler.ts';
import { formBytes, truePlaces } from '../support/forms.ts';
import { runScript } from '../support/run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'intakehulp-'));
afterAll(() => rmSync(folder, { recursive: true }));
const inFolder = (name: string) => path.join(folder, name);
const flat = 'tests/fixtures/forms/intake-flat.pdf';
const acroform = 'tests/fixtures/forms/intake-acroform.pdf';
const request = 'tests/fixtures/requests/new-both.json';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A dark square with a transparent half: as good as a scan of a hand. */
function handwriting(): Buffer {
  const side = 8;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6], 8);
  const row = Buffer.from([0, ...Array.from({ length: side }, (_, at) => [0, 0, 90, at < side / 2 ? 255 : 0]).flat()]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: side }, () => row)));
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

describe('npm run fill', () => {
  test('writes the file, prints one JSON object, exits 0', () => {
    const out = inFolder('out.pdf');
    const ran = runScript('fill', flat, request, out);
    expect(ran.status).toBe(0);
    const printed = JSON.parse(ran.out);
    expect(printed).toMatchObject({ detected: true, kind: 'flat', draft: false, left: [] });
    expect(printed.placed).toContain('clientId.new.yes');
    const place = truePlaces('intake-flat')['applicant.name'];
    expect(textIn(wordsOf(new Uint8Array(readFileSync(out))), 0, place?.box ?? [0, 0, 0, 0])).toBe('Łukasz Daniëls-Çelik');
  });

  test('takes a scan of signature and mention', () => {
    writeFileSync(inFolder('hand.png'), handwriting());
    const ran = runScript('fill', acroform, request, inFolder('signed.pdf'), '--signature', inFolder('hand.png'), '--mention', inFolder('hand.png'));
    expect([ran.status, ran.error]).toEqual([0, '']);
    expect(JSON.parse(ran.out).placed).toEqual(expect.arrayContaining(['mention', 'signature']));
  });

  test('a request with something essential missing becomes a draft, and says so', () => {
    writeFileSync(inFolder('draft.json'), JSON.stringify({ applicant: { name: 'An' } }));
    const ran = runScript('fill', flat, inFolder('draft.json'), inFolder('draft.pdf'));
    expect(ran.status).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({ draft: true });
    expect(ran.error).toContain('kladversie');
  });

  test.each([
    ['no arguments', [], 'Gebruik:'],
    ['an unknown option', [flat, request, inFolder('x.pdf'), '--sign'], '--sign'],
    ['a missing form', ['nowhere.pdf', request, inFolder('x.pdf')], 'nowhere.pdf'],
    ['a form that is no PDF', [request, request, inFolder('x.pdf')], 'pdf'],
    ['a request that is no JSON', [flat, flat, inFolder('x.pdf')], 'JSON'],
    ['a request of another shape', [flat, 'package.json', inFolder('x.pdf')], 'access-request.md'],
  ])('%s: exit 1, a sentence, no file', (_, args, sentence) => {
    const ran = runScript('fill', ...args);
    expect(ran.status).toBe(1);
    expect(ran.error.toLowerCase()).toContain(sentence.toLowerCase());
    expect(ran.error).not.toContain('    at ');
    expect(existsSync(inFolder('x.pdf'))).toBe(false);
  });

  test('a damaged page tree ends in a sentence, not in a stack', () => {
    const plain = new TextDecoder('latin1').decode(runQpdf(formBytes('intake-acroform'), '--qdf', '--object-streams=disable'));
    writeFileSync(
      inFolder('damaged.pdf'),
      Uint8Array.from(plain.replace('/Type /Pages', '/Typf /Pages'), (character) => character.charCodeAt(0) & 255),
    );
    const ran = runScript('fill', inFolder('damaged.pdf'), request, inFolder('z.pdf'));
    expect(ran.status).toBe(1);
    expect(ran.error).toMatch(/pdf/i);
    expect(ran.error).not.toContain('    at ');
  });

  test('a field of the wrong type is named', () => {
    writeFileSync(inFolder('wrong.json'), JSON.stringify({ administration: { application: 'everything', institutionNumbers: [35642] } }));
    const ran = runScript('fill', flat, inFolder('wrong.json'), inFolder('y.pdf'));
    expect(ran.status).toBe(1);
    expect(ran.error).toContain('administration.application');
    expect(ran.error).toContain('administration.institutionNumbers.0');
  });
});

describe('npm run detect', () => {
  test('one JSON object a file', () => {
    const ran = runScript('detect', flat, acroform);
    const lines = ran.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(ran.status).toBe(0);
    expect(lines.map(({ detected, kind, left }) => ({ detected, kind, left }))).toEqual([
      { detected: true, kind: 'flat', left: [] },
      { detected: true, kind: 'fillable', left: [] },
    ]);
    expect(lines[0].placed).toHaveLength(24);
  });

  test('a file that can’t be read: exit 1 and a sentence', () => {
    const ran = runScript('detect', request);
    expect(ran.status).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({ detected: false, problems: [{ code: 'notPdf' }] });
    expect(ran.error).toContain('pdf');
  });
});
