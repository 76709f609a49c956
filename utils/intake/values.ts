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

/** A pasted list: values apart by comma, semicolon, line end or tab. A space is a separator only between whole numbers. */
export function splitInstitutionNumbers(raw: string): string[] {
  return raw
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

/** dd/mm/jjjj, with / - or . between → yyyy-mm-dd. Undefined where it is no date. */
export function readDate(printed: string): string | undefined {
  const parts = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*$/.exec(printed);
  const date = parts && calendarDate(Number(parts[3]), Number(parts[2]), Number(parts[1]));
  return date ? `${date.year}-${two(date.month)}-${two(date.day)}` : undefined;
}

/** Today where the person is, as yyyy-mm-dd. */
export function localDate(now: Date): string {
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
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
