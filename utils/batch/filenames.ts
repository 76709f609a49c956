import { fileNameFor } from '../intake/filename.ts';
import { numberOf } from '../intake/kinship.ts';
import type { School } from '../intake/profile.ts';

/** What file systems take for one name: neither capitals nor the way an accent is written part them everywhere. */
const folded = (name: string) => name.normalize('NFC').toLowerCase();

/** The names of files that go into one folder, apart: where a name stands there already, a number comes before its extension. */
export function setApart(names: readonly string[]): string[] {
  const taken = new Set(names.map(folded));
  const given = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf('.');
    const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let free = name;
    for (let count = 2; given.has(folded(free)) || (free !== name && taken.has(folded(free))); count++) free = `${stem}-${count}${extension}`;
    given.add(folded(free));
    return free;
  });
}

/** Of a file name's length, what leaves room for a number. */
const longestBeforeNumber = 48;

/**
 * The names of the forms of these schools. A name that several schools have gets the school's number; what is then still the same, a
 * count. `draft`: something blocks it. `date` is yyyy-mm-dd.
 */
export function fileNamesOf(forms: readonly { school: School; draft: boolean }[], date: string): string[] {
  const plain = forms.map(({ school, draft }) => fileNameFor(school, date, draft));
  const uses = new Map<string, number>();
  for (const name of plain) uses.set(name, (uses.get(name) ?? 0) + 1);
  const numbered = forms.map(({ school, draft }, at) => {
    const name = plain[at] ?? '';
    const number = school.institutionNumbers.map(numberOf).find(Boolean);
    if (!number || (uses.get(name) ?? 0) < 2) return name;
    return fileNameFor({ ...school, name: `${school.name.slice(0, longestBeforeNumber)} ${number}` }, date, draft);
  });
  return setApart(numbered);
}
