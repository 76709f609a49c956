import { printDate, readDate } from '../intake/values.ts';
import { isSelect } from './elements.ts';
import { reading } from './handed.ts';
import type { DatePart } from './parts.ts';

/** A date as people and calendars write it → yyyy-mm-dd: by numbers day first, by numbers year first, or with the month's name. */
export function readWrittenDate(text: string): string | undefined {
  const numbers = text.match(/\d+/g) ?? [];
  const year = numbers.find((number) => number.length === 4);
  const day = numbers.find((number) => number.length < 3);
  if (/^\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s*$/.test(text)) return readDate(numbers.reverse().join('/'));
  const month = (text.match(/\p{L}+/gu) ?? []).map(reading().monthOf).find((found) => found !== undefined);
  if (month && year && day && numbers.length === 2) return readDate(`${day}/${month}/${year}`);
  return readDate(text);
}

/** The order and separators that a text control asks for a date in, told by its placeholder. Else dd/mm/jjjj, as the form prints it. */
const writings: readonly { shape: RegExp; write: (year: string, month: string, day: string, separator: string) => string }[] = [
  { shape: /[jya]{4}([-/.])mm\1[dj]{2}/i, write: (year, month, day, separator) => [year, month, day].join(separator) },
  { shape: /mm([-/.])dd\1[jya]{4}/i, write: (year, month, day, separator) => [month, day, year].join(separator) },
  { shape: /[dj]{2}([-/.])mm\1[jya]{4}/i, write: (year, month, day, separator) => [day, month, year].join(separator) },
];

/** yyyy-mm-dd → as the control's hint asks it. */
export function writeDate(iso: string, hint: string): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  for (const { shape, write } of writings) {
    const separator = shape.exec(hint)?.[1];
    if (separator) return write(year, month, day, separator);
  }
  return printDate(iso) ?? iso;
}

/** What each of three controls takes for a date: the name of an option, or digits. Undefined where an option is missing. */
export function writeParts(iso: string, controls: readonly HTMLElement[]): string[] | undefined {
  const { partsOf, monthOf } = reading();
  const parts = partsOf(controls);
  const [year = '', month = '', day = ''] = iso.split('-');
  const wanted: Readonly<Record<DatePart, string>> = { year, month, day };
  const state = parts?.map((part, at) => {
    const control = controls[at];
    if (!control || !isSelect(control)) return wanted[part];
    const says = (name: string) => (part === 'month' ? monthOf(name) : Number(name)) === Number(wanted[part]);
    return [...control.options].map((option) => option.text).find(says) ?? '';
  });
  return state?.every(Boolean) ? state : undefined;
}
