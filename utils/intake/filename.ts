import { isDate } from './values.ts';

/** Letters that keep their stroke or ligature when accents are taken off. */
const plainLetters: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };

const longestSlug = 60;

/** Small letters, digits and single dashes: what every file system takes and every mail program leaves alone. */
function slugOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => plainLetters[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replace(/^-+|-+$/g, '');
}

/**
 * `intake-<school>-<yyyy-mm-dd>.pdf`, and `KLAD-` before it for a draft, so that nobody hands one in by mistake. A school
 * without a name that can be written goes by its first number; a date that is none is left out.
 */
export function fileNameFor(school: { name: string; institutionNumbers: readonly string[] }, date: string, draft: boolean): string {
  const who = slugOf(school.name) || slugOf(school.institutionNumbers.find((number) => slugOf(number)) ?? '') || 'school';
  return `${[...(draft ? ['KLAD'] : []), 'intake', who, ...(isDate(date) ? [date] : [])].join('-')}.pdf`;
}
