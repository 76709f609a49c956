import { describe, expect, it, vi } from 'vitest';
import { backFrom, tell } from '../../components/data/changes.ts';
import { recognise } from '../../components/data/given.ts';
import type { Held } from '../../components/data/inventory.ts';
import { inventoryOf } from '../../components/data/inventory.ts';
import { hasDirectors, searchNames, shareableIn } from '../../components/data/shareable.ts';
import { strengthOf } from '../../components/data/strength.ts';
import { zipEverything } from '../../components/data/takeout.ts';
import { choicesOf, firstWishes } from '../../components/data/wishes.ts';
import type { StoredForm, StoredOutcome } from '../../utils/extension/files.ts';
import { packBundle, printArchive } from '../../utils/vault/bundle.ts';
import { compare, take } from '../../utils/vault/compare.ts';
import { applicant, purpose, school } from './profiles.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

const map = (records: Record<string, unknown>) => new Map(Object.entries(records));
const kept = map({ 'applicant:a1': applicant, 'school:s1': school, 'purpose:p1': purpose });
const utf8 = (text: string) => new TextEncoder().encode(text);
const drawn = { kind: 'drawn', width: 1, height: 1, strokes: [[1, 1]] } as const;

describe('what is kept', () => {
  const held: Held = {
    records: { ...Object.fromEntries(kept), 'signature:x': { id: 'x' }, 'kept:school:s9': 'raadsel' },
    hasPassphrase: false,
    managed: 2,
    snapshots: 3,
    files: { forms: 4, outcomes: 5, placements: 6, submissions: 7, handUses: 8 },
    settings: { language: 'nl', lockAfter: 15, sync: false, reminders: false },
    work: { applicantId: 'a1', schoolId: undefined, signing: 'print' },
    hand: { signature: drawn },
  };
  const cells = (given: Held) => Object.fromEntries(inventoryOf(given).map(({ what, count, place, stay }) => [what, [count, place, stay]]));

  it('is told line by line: how many, where, how long', () => {
    expect(cells(held)).toEqual({
      applicants: [1, 'plain', 'deleted'],
      schools: [1, 'plain', 'deleted'],
      groups: [0, 'plain', 'deleted'],
      purposes: [1, 'plain', 'deleted'],
      signatures: [1, 'plain', 'deleted'],
      snapshots: [3, 'plain', 'snapshots'],
      forms: [4, 'plain', 'lastFive'],
      placements: [6, 'plain', 'lastHundred'],
      outcomes: [5, 'plain', 'lastFive'],
      submissions: [7, 'plain', 'deleted'],
      handUses: [8, 'plain', 'deleted'],
      hand: [1, 'memory', 'session'],
      choices: [6, 'plain', 'deleted'],
      unreadable: [1, 'plain', 'deleted'],
      policy: [2, 'organisation', 'organisation'],
    });
  });

  it('is behind the passphrase where there is one, but for choices and what is in memory', () => {
    const plain = Object.entries(cells({ ...held, hasPassphrase: true })).filter(([, [, place]]) => place !== 'sealed');
    expect(plain.map(([what]) => what)).toEqual(['hand', 'choices', 'policy']);
  });

  it('names what stands in the browser’s account where that is on', () => {
    expect(cells({ ...held, settings: { ...held.settings, sync: true } }).synced).toEqual([1, 'account', 'deleted']);
  });

  it('is taken along in one ZIP, each file under a name that a folder takes', async () => {
    const form = (name: string): StoredForm => ({ fingerprint: name, name, bytes: utf8('formulier'), openedAt: 1_780_000_000_000 }) as StoredForm;
    const outcome = { id: 'o', fileName: 'intake.pdf', bytes: utf8('gemaakt'), at: 1_780_000_000_000 } as StoredOutcome;
    const files = {
      forms: [form('../x/intake.pdf'), form('intake.pdf'), form('INTAKE.pdf'), form('..')],
      outcomes: [outcome],
      placements: [{ fingerprint: 'f1', placements: [], at: 1 }],
    };
    const zip = await zipEverything({
      records: kept,
      settings: held.settings,
      work: held.work,
      files,
      outbox: { submissions: [], pdfs: [{ name: 'a.pdf', bytes: new Uint8Array([9]), at: 1 }] },
      handUses: [{ school: 'De Regenboog', hash: 'ab12' }],
      date: '2026-09-03',
    });
    expect([zip.fileName, zip.type]).toEqual(['intakehulp-alles-2026-09-03.zip', 'application/zip']);
    const text = new TextDecoder('latin1').decode(zip.bytes);
    for (const name of [
      'profielen.json',
      'instellingen.json',
      'formulieren/x-intake.pdf',
      'formulieren/intake.pdf',
      'formulieren/INTAKE (2).pdf',
      'pdfs/intake.pdf',
      'handtekeningen.json',
    ])
      expect(text).toContain(name);
    expect(text).not.toContain('..');
    expect(text).toContain('"magic": "intakehulp-archive"');
    expect(text).toContain('gemaakt');
    expect(text).toContain('"fingerprint": "f1"');
  });
});

describe('a passphrase', () => {
  it.each([
    ['', undefined],
    ['kort', 'short'],
    ['elf tekens!', 'short'],
    ['éééééééééééé', 'repeats'],
    ['𝒶𝒷𝒸𝒹𝒺', 'short'],
    ['drie gele fietsen', 'fine'],
  ])('%s is %s', (passphrase, strength) => {
    expect(strengthOf(passphrase)).toBe(strength);
  });
});

describe('a change', () => {
  const renamed = { ...school, name: 'Anders' };
  const change = { set: { 'school:s1': renamed, 'school:s2': { id: 's2', name: 'Nieuw' } }, remove: ['purpose:p1', 'purpose:gone'] };

  it('is told by name', () => {
    expect(tell(change, kept)).toEqual({
      added: [{ key: 'school:s2', kind: 'school', name: 'Nieuw' }],
      changed: [{ key: 'school:s1', kind: 'school', name: 'Anders' }],
      removed: [{ key: 'purpose:p1', kind: 'purpose', name: 'Leerspoor' }],
    });
  });

  it('has a way back', () => {
    expect(backFrom(change, kept)).toEqual({ set: { 'school:s1': school, 'purpose:p1': purpose }, remove: ['school:s2'] });
    expect(backFrom({ set: {}, remove: [] }, kept)).toEqual({ set: {}, remove: [] });
  });
});

describe('a file that was given', () => {
  it('is an archive, a bundle, or is refused in a sentence of its own', async () => {
    const bundle = await packBundle(kept, { keys: ['school:s1'], directors: false, signatures: false }, 'zin');
    if (!bundle.ok) throw new Error(bundle.code);
    const told = async (bytes: Uint8Array) => {
      const given = await recognise(bytes);
      return given.ok ? given.value.kind : given.code;
    };
    expect(await told(utf8(printArchive(kept, '2026-09-03')))).toBe('archive');
    expect(await told(bundle.value)).toBe('bundle');
    expect(await told(bundle.value.slice(0, -4))).toBe('fileAltered');
    expect(await told(utf8('%PDF-1.7'))).toBe('fileNotOurs');
    expect(await told(new Uint8Array())).toBe('fileNotOurs');
    expect(await told(new Uint8Array([0x50, 0x4b, 3, 4, 1]))).toBe('fileIsZip');
    expect(await told(utf8('{"magic":"intakehulp-archive","version":999,"records":{}}'))).toBe('fileOfNewer');
  });
});

describe('what is wanted of a file', () => {
  const incoming = map({
    'school:s1': { ...school, name: 'Anders', username: 'jan' },
    'school:s7': { ...school, id: 's7', name: 'Tweeling', institutionNumbers: ['035642'] },
    'applicant:a7': { ...applicant, id: 'a7', role: 'Directeur' },
    'applicant:a8': { ...applicant, id: 'a8', role: 'Secretaris' },
    'purpose:p7': { ...purpose, id: 'p7', name: 'Iets anders' },
    'purpose:p1': purpose,
    raadsel: 1,
  });
  const comparisons = compare(incoming, kept);
  const actions = Object.fromEntries([...firstWishes(comparisons)].map(([key, { action }]) => [key, action]));

  it('is all of it at first, joined where it resembles something that nothing else changes', () => {
    expect(actions).toEqual({ 'school:s1': 'take', 'school:s7': 'take', 'applicant:a7': 'join', 'applicant:a8': 'take', 'purpose:p7': 'take' });
  });

  it('is what the person leaves of it', () => {
    const wishes = new Map([
      ...firstWishes(comparisons),
      ['school:s1', { action: 'take' as const, left: ['school.name'] }] as const,
      ['purpose:p7', { action: 'leave' as const, left: [] }] as const,
      ['applicant:a8', { action: 'leave' as const, left: [] }] as const,
    ]);
    expect(take(choicesOf(comparisons, wishes), kept).set).toEqual({
      'school:s1': { ...school, username: 'jan' },
      'school:s7': incoming.get('school:s7'),
      'applicant:a1': { ...applicant, role: 'Directeur' },
    });
  });
});

describe('what can be shared', () => {
  const records = map({
    ...Object.fromEntries(kept),
    'school:s0': { ...school, id: 's0', name: 'De Égel', director: { name: '', email: '' } },
    'school:odd': 7,
    'signature:x': { id: 'x' },
  });

  it('is what can be read, by kind and name', () => {
    const { school: schools, purpose: purposes, signatures } = shareableIn(records);
    expect([schools.map(({ name }) => name), purposes.length, signatures]).toEqual([['De Égel', 'De Regenboog'], 1, ['signature:x']]);
  });

  it('is found by its words, in any order and without accents', () => {
    const found = (words: string) => searchNames(shareableIn(records).school, words).map(({ name }) => name);
    expect([found('egel de'), found(' regen '), found(''), found('xyz')]).toEqual([['De Égel'], ['De Regenboog'], ['De Égel', 'De Regenboog'], []]);
  });

  it('tells whether somebody’s director goes along', () => {
    expect([hasDirectors(records, ['school:s0', 'applicant:a1', 'school:odd']), hasDirectors(records, ['school:s1'])]).toEqual([false, true]);
  });
});
