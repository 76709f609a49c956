import { describe, expect, it } from 'vitest';
import { fileNameFor } from '../../utils/intake/filename.ts';

const named = (name: string, ...institutionNumbers: string[]) => ({ name, institutionNumbers });

describe('fileNameFor', () => {
  it.each([
    ['Basisschool De Regenboog', 'intake-basisschool-de-regenboog-2026-09-03.pdf'],
    ['École Sainte-Thérèse & Cie', 'intake-ecole-sainte-therese-cie-2026-09-03.pdf'],
    ['Łódź Şahin straße Ærø', 'intake-lodz-sahin-strasse-aero-2026-09-03.pdf'],
    ['..\\..\\con:<>|"?*/nul', 'intake-con-nul-2026-09-03.pdf'],
    ['  .hidden.  ', 'intake-hidden-2026-09-03.pdf'],
  ])('%s → %s', (name, expected) => {
    expect(fileNameFor(named(name), '2026-09-03', false)).toBe(expected);
  });

  it('says of a draft that it is one, first', () => {
    expect(fileNameFor(named('De Regenboog'), '2026-09-03', true)).toBe('KLAD-intake-de-regenboog-2026-09-03.pdf');
  });

  it('goes by the number, and then by the word, where the name can’t be written', () => {
    expect(fileNameFor(named('学校', ' ', '035642'), '2026-09-03', false)).toBe('intake-035642-2026-09-03.pdf');
    expect(fileNameFor(named(''), '2026-09-03', false)).toBe('intake-school-2026-09-03.pdf');
  });

  it('leaves out what is no date', () => {
    expect(fileNameFor(named('De Regenboog'), '2026-02-30', false)).toBe('intake-de-regenboog.pdf');
    expect(fileNameFor(named('De Regenboog'), '../x', false)).toBe('intake-de-regenboog.pdf');
  });

  it('stays within a hundred characters, and ends in no dash', () => {
    const name = fileNameFor(named(`${'a'.repeat(59)} ${'b'.repeat(300)}`), '2026-09-03', true);
    expect(name.length).toBeLessThanOrEqual(100);
    expect(name).toBe(`KLAD-intake-${'a'.repeat(59)}-2026-09-03.pdf`);
  });

  it('is made of what every file system takes', () => {
    const everything = String.fromCharCode(...Array.from({ length: 700 }, (_, at) => at));
    expect(fileNameFor(named(everything), '2026-09-03', true)).toMatch(/^[A-Za-z0-9-]+\.pdf$/);
  });
});
