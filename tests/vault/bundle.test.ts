import { describe, expect, it } from 'vitest';
import { mostBytes, mostRecords, openArchive, openBundle, packBundle, printArchive } from '../../utils/vault/bundle.ts';
import { compare } from '../../utils/vault/compare.ts';
import { flipAt, quickly, school } from './support.ts';

const hand = { kind: 'drawn', width: 10, height: 10, strokes: [[1, 2, 3, 4]] };
const records = new Map<string, unknown>([
  ['applicant:a', { id: 'a', name: 'Łucja', role: 'integrator', email: 'l@voorbeeld.example' }],
  ['school:1', school('1')],
  ['school:2', school('2')],
  ['signature:s', { id: 's', name: 'Łucja', signature: hand }],
  ['kept:school:x', 'unreadable'],
]);
const all = { keys: [...records.keys(), 'school:none', '__proto__'], directors: true, signatures: true };
const utf8 = { of: (text: string) => new TextEncoder().encode(text), read: (bytes: Uint8Array) => new TextDecoder().decode(bytes) };

async function packed(choice = all): Promise<Uint8Array> {
  const bundle = await packBundle(records, choice, 'zin', quickly);
  if (!bundle.ok) throw new Error(bundle.code);
  return bundle.value;
}

describe('a bundle', () => {
  it('with the real key derivation opens with its passphrase and no other', async () => {
    const bundle = await packBundle(records, all, 'zin');
    if (!bundle.ok) throw new Error(bundle.code);
    expect(await openBundle(bundle.value, 'Zin')).toMatchObject({ ok: false, code: 'passphraseWrong' });
    const opened = await openBundle(bundle.value, 'zin');
    expect(opened).toEqual({ ok: true, value: new Map([...records].filter(([key]) => !key.startsWith('kept:'))) });
  });

  it('shows nothing of what is in it', async () => {
    expect(utf8.read(await packed())).not.toMatch(/Łucja|School|school|directie/);
  });

  it('leaves directors and signatures out unless they are chosen', async () => {
    const opened = await openBundle(await packed({ ...all, directors: false, signatures: false }), 'zin', quickly);
    if (!opened.ok) throw new Error(opened.code);
    const { director: _left, ...rest } = school('1');
    expect(opened.value.get('school:1')).toEqual(rest);
    expect([...opened.value.keys()]).toEqual(['applicant:a', 'school:1', 'school:2']);
  });

  it('holds only what was chosen', async () => {
    const opened = await openBundle(await packed({ keys: ['school:2'], directors: true, signatures: true }), 'zin', quickly);
    expect(opened).toEqual({ ok: true, value: new Map([['school:2', school('2')]]) });
  });

  it('needs a passphrase', async () => {
    expect(await packBundle(records, all, '', quickly)).toMatchObject({ ok: false, code: 'passphraseEmpty' });
    expect(await openBundle(await packed(), '', quickly)).toMatchObject({ ok: false, code: 'passphraseEmpty' });
  });

  it('survives a mail program that changes its line ends', async () => {
    const text = utf8.read(await packed());
    for (const changed of [text.replaceAll('\n', '\r\n'), `${text}\r\n\n`]) expect((await openBundle(utf8.of(changed), 'zin', quickly)).ok).toBe(true);
  });

  it('that was altered or cut off anywhere does not open', async () => {
    const text = utf8.read(await packed());
    for (let index = 0; index < text.length; index += 1) {
      const flipped = await openBundle(utf8.of(flipAt(text, index, index % 7)), 'zin', quickly);
      expect([index, flipped.ok]).toEqual([index, false]);
      expect([index, (await openBundle(utf8.of(text.slice(0, index)), 'zin', quickly)).ok]).toEqual([index, false]);
    }
  });

  it('is refused for its size, before anything is read', async () => {
    expect(await openBundle(new Uint8Array(mostBytes + 1), 'zin', quickly)).toMatchObject({ ok: false, code: 'fileTooBig' });
    const many = new Map(Array.from({ length: mostRecords + 1 }, (_, index) => [`school:${index}`, {}]));
    const choice = { keys: [...many.keys()], directors: false, signatures: false };
    expect(await packBundle(many, choice, 'zin', quickly)).toMatchObject({ ok: false, code: 'tooManyRecords' });
    const huge = new Map([['school:1', 'x'.repeat(mostBytes)]]);
    expect(await packBundle(huge, { ...choice, keys: ['school:1'] }, 'zin', quickly)).toMatchObject({ ok: false, code: 'fileTooBig' });
  });

  it('of a newer version, or of another program, is said to be so', async () => {
    const text = utf8.read(await packed());
    expect(await openBundle(utf8.of(text.replace('"version":2', '"version":3')), 'zin', quickly)).toMatchObject({ ok: false, code: 'fileOfNewer' });
    for (const other of ['', '{}', 'id;name\n1;x', '%PDF-1.7', text.replace('intakehulp', 'iets'), '\u0000\uffff', '[1]\n\n'])
      expect([other.slice(0, 8), await openBundle(utf8.of(other), 'zin', quickly)]).toMatchObject([other.slice(0, 8), { ok: false, code: 'fileNotOurs' }]);
    expect(await openBundle(new Uint8Array([0xff, 0xfe, 0]), 'zin', quickly)).toMatchObject({ ok: false, code: 'fileNotOurs' });
  });
});

describe('an archive', () => {
  it('is readable, and gives back everything', () => {
    const text = printArchive(records, '2026-09-03');
    expect(JSON.parse(text)).toMatchObject({ date: '2026-09-03', records: { 'school:1': { name: 'School 1' } } });
    expect(openArchive(utf8.of(text))).toEqual({ ok: true, value: records });
    expect(openArchive(utf8.of(`\ufeff${text}`))).toEqual({ ok: true, value: records });
  });

  it('of an older version is walked to the latest', () => {
    const text = JSON.stringify({ magic: 'intakehulp-archive', version: 1, records: { schema: 1, 'school:1': school('1'), settings: {} } });
    expect(openArchive(utf8.of(text))).toEqual({ ok: true, value: new Map([['school:1', school('1')]]) });
  });

  it('that is none, too new, too big or without records is refused', () => {
    const open = (value: unknown) => openArchive(utf8.of(JSON.stringify(value)));
    expect(open({ magic: 'intakehulp-archive', version: 3, records: {} })).toMatchObject({ code: 'fileOfNewer' });
    expect(open({ magic: 'intakehulp-archive', version: 2 })).toMatchObject({ code: 'fileAltered' });
    expect(open({ magic: 'intakehulp-archive', version: 2, records: [] })).toMatchObject({ code: 'fileAltered' });
    expect(open([])).toMatchObject({ code: 'fileNotOurs' });
    expect(openArchive(new Uint8Array(mostBytes + 1))).toMatchObject({ code: 'fileTooBig' });
    const many = Object.fromEntries(Array.from({ length: mostRecords + 1 }, (_, index) => [`school:${index}`, 1]));
    expect(open({ magic: 'intakehulp-archive', version: 2, records: many })).toMatchObject({ code: 'tooManyRecords' });
  });

  it('nested deeper than any stack does no harm', () => {
    const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
    const text = `{"magic":"intakehulp-archive","version":2,"records":{"school:1":{"id":"1","name":"x","deep":${deep}}}}`;
    const opened = openArchive(utf8.of(text));
    expect(opened.ok && compare(opened.value, new Map()).map(({ state }) => state)).toEqual(['new']);
  });
});
