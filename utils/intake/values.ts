import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';

/** Institution numbers: 6 digits, leading zeros kept. No check digit exists, so none is checked. */
const numberLength = 6;
const highestKnownNumber = 199_999;

export type InstitutionNumber = {
  number: string;
  /** Zeros were put back that a spreadsheet or an export had dropped. */
  padded: boolean;
  /** Real numbers begin with 0 or 1. */
  unusual: boolean;
};

export type InstitutionNumberFailure = 'numberEmpty' | 'numberNotDigits' | 'numberTooLong' | 'numberIsEnterprise' | 'numberHasSite';

/** KBO: ten digits of which the last two are 97 minus the rest's remainder by 97. */
function isEnterpriseNumber(digits: string): boolean {
  if (!/^[01]\d{9}$/.test(digits)) return false;
  return 97 - (Number(digits.slice(0, 8)) % 97) === Number(digits.slice(8));
}

/** Reads what a person, a spreadsheet or an export wrote for one institution number: separators dropped, 1–5 digits left-padded. */
export function parseInstitutionNumber(raw: string): Result<InstitutionNumber, InstitutionNumberFailure> {
  const trimmed = raw.trim();
  if (!trimmed) return failure('numberEmpty');
  if (/^\d{5,6}\s*[-_/]\s*\d{1,2}$/.test(trimmed)) return failure('numberHasSite', trimmed);
  const digits = trimmed.replace(/[\s.\u00a0\u202f'’-]/g, '');
  if (!/^\d+$/.test(digits)) return failure('numberNotDigits', trimmed);
  if (isEnterpriseNumber(digits)) return failure('numberIsEnterprise', trimmed);
  if (digits.length > numberLength) return failure('numberTooLong', trimmed);
  const number = digits.padStart(numberLength, '0');
  return success({ number, padded: digits.length < numberLength, unusual: Number(number) > highestKnownNumber });
}

/** What people put between two whole numbers, beside what always parts a list. A slash before two digits is a site's, not a separator. */
const betweenNumbers = /(?<=\d{4})\s*(?:\s(?:en|et|and)\s|[&+|•]|\s[-–—/]\s|\/)\s*(?=\d{4})/gi;

/** A pasted list: values apart by comma, semicolon, line end or tab. A space, a slash or "en" is a separator only between whole numbers. */
export function splitInstitutionNumbers(raw: string): string[] {
  return raw
    .replace(betweenNumbers, ';')
    .split(/[,;\n\r\t]+/)
    .flatMap((part) => (/^\s*\d{4,6}(\s+\d{4,6})+\s*$/.test(part) ? part.trim().split(/\s+/) : [part.trim()]))
    .filter(Boolean);
}

/** Loose on purpose: it refuses what can't be delivered, not what is unusual. */
export function isEmail(value: string): boolean {
  return /^[^\s@,;<>"()]+@[^\s@,;<>"()]+\.[^\s@.,;<>"()]{2,}$/.test(value) && !/\.\.|\.@|@\.|@-/.test(value);
}

export function emailDomain(value: string): string {
  return value.trim().toLowerCase().split('@')[1] ?? '';
}

type CalendarDate = { year: number; month: number; day: number };

function calendarDate(year: number, month: number, day: number): CalendarDate | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = year >= 1900 && year <= 9999 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? { year, month, day } : undefined;
}

const two = (value: number) => String(value).padStart(2, '0');

function parseIsoDate(value: string): CalendarDate | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  return parts ? calendarDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined;
}

export function isDate(value: string): boolean {
  return parseIsoDate(value) !== undefined;
}

/** yyyy-mm-dd → dd/mm/jjjj, as the form's date prints. Undefined where it is no date. */
export function printDate(value: string): string | undefined {
  const date = parseIsoDate(value);
  return date && `${two(date.day)}/${two(date.month)}/${date.year}`;
}

/** The months in Dutch, French and English, whole and short, without accents. */
const monthNames: readonly string[] = [
  'januari jan janvier janv january',
  'februari feb febr fevrier fevr february',
  'maart mrt mar mars march',
  'april apr avril avr',
  'mei mai may',
  'juni jun juin june',
  'juli jul juillet juil july',
  'augustus aug aout august',
  'september sep sept septembre',
  'oktober okt oct octobre october',
  'november nov novembre',
  'december dec decembre',
];
const monthNumbers: ReadonlyMap<string, number> = new Map(monthNames.flatMap((names, at) => names.split(' ').map((name) => [name, at + 1] as const)));

/** Lower case, without accents. */
const plainly = (written: string): string => written.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** 1–12, by a name as people and calendars write it, without a full stop. */
export const monthNamed = (written: string): number | undefined => monthNumbers.get(plainly(written));

const monthOf = (written: string) => monthNumbers.get(written) ?? Number(written);

/** Two digits are of this century: nobody dates an intake form in the last one. */
const yearOf = (written: string) => (written.length === 2 ? 2000 + Number(written) : Number(written));

/** Which group is the day, the month, the year. */
type DateShape = { shape: RegExp; day: number; month: number; year: number };
const dateShapes: readonly DateShape[] = [
  // 3/9/2026, 03.09.26, 3 - 9 - 2026, 03 09 2026
  { shape: /^(\d{1,2})(?:\s*[/.-]\s*|\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+)(\d{4}|\d{2})$/, day: 1, month: 2, year: 3 },
  // 2026-09-03
  { shape: /^(\d{4})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})$/, day: 3, month: 2, year: 1 },
  // 3 september 2026, 1er septembre 2026, 3rd of September, 2026
  { shape: /^(\d{1,2})(?:er|e|de|ste|st|nd|rd|th)?[\s/.-]*(?:of\s+)?([a-z]{3,9})[\s/.,'-]*(\d{4}|\d{2})$/, day: 1, month: 2, year: 3 },
  // September 3, 2026
  { shape: /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})$/, day: 2, month: 1, year: 3 },
];

/** A date as people write it, day first, in figures or with the month's name → yyyy-mm-dd. Undefined where it is no date. */
export function readDate(written: string): string | undefined {
  const plain = plainly(written);
  for (const { shape, day, month, year } of dateShapes) {
    const parts = shape.exec(plain);
    const date = parts && calendarDate(yearOf(parts[year] ?? ''), monthOf(parts[month] ?? ''), Number(parts[day]));
    if (date) return `${date.year}-${two(date.month)}-${two(date.day)}`;
  }
  return undefined;
}

/** The day of a moment where the person is, as yyyy-mm-dd. */
export function localDate(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The time of a moment where the person is, as HH:MM:SS. */
export function localTime(at: Date): string {
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

export type ClientIdDoubt = 'clientIdSpaces' | 'clientIdEmail' | 'clientIdNumber' | 'clientIdSecret';

/**
 * A ClientID is any non-empty text; these are the look-alikes that people type instead. A secret is told by its shape:
 * long, without a word in it, letters and digits mixed. The secret itself is never to be stored or asked for.
 */
export function doubtClientId(value: string): ClientIdDoubt | undefined {
  const id = value.trim();
  if (isEmail(id)) return 'clientIdEmail';
  if (/\s/.test(id)) return 'clientIdSpaces';
  if (/^\d+$/.test(id)) return 'clientIdNumber';
  const looksRandom = /^[A-Za-z0-9+/=~._-]{24,}$/.test(id) && /\d/.test(id) && /[a-z]/i.test(id) && !/[a-z]{7,}/.test(id.toLowerCase());
  if (/secret|geheim/i.test(id) || looksRandom) return 'clientIdSecret';
  return undefined;
}
