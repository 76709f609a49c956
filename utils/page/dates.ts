import { printDate, readDate } from '../intake/values.ts';
import { isInput, isSelect } from './dom.ts';
import { labelsOf } from './evidence.ts';

/** A calendar's date, by its parts. */
export type DatePart = 'day' | 'month' | 'year';

/** What a control for a part of a date is called. */
const partNames: Readonly<Record<DatePart, RegExp>> = {
  day: /^\W*(dag|dd?|day|jour|jj)\W*$/i,
  month: /^\W*(maand|mm?|month|mois)\W*$/i,
  year: /^\W*(jaar|jjjj|yyyy|year|ann[ée]e|aaaa)\W*$/i,
};
const allParts = Object.keys(partNames) as DatePart[];

/** What a list of days, months or years looks like where nothing names it. */
const partLists: readonly { part: DatePart; fits: (names: readonly string[]) => boolean }[] = [
  { part: 'month', fits: (names) => names.length === 12 && names.every((name, at) => monthOf(name) === at + 1) },
  { part: 'day', fits: (names) => names.length === 31 && names.every((name, at) => Number(name) === at + 1) },
  { part: 'year', fits: (names) => names.length > 0 && names.every((name) => /^(19|20)\d\d$/.test(name)) },
];

function partOf(control: HTMLElement): DatePart | undefined {
  const options = isSelect(control) ? [...control.options].map((option) => option.text.trim()) : [];
  const names = [
    ...labelsOf(control).map((label) => label.textContent ?? ''),
    ...['aria-label', 'placeholder', 'title'].map((attribute) => control.getAttribute(attribute) ?? ''),
    options[0] ?? '',
    ...['name', 'id'].map((attribute) => /[a-z]+$/i.exec(control.getAttribute(attribute) ?? '')?.[0] ?? ''),
  ];
  const named = allParts.find((part) => names.some((name) => name.length < 12 && partNames[part].test(name)));
  const chosen = options.filter((name) => /\d/.test(name) || monthOf(name) !== undefined);
  return named ?? partLists.find(({ fits }) => fits(chosen))?.part;
}

/** Day, month and year in the page's order, where three controls ask them apart. */
export function partsOf(controls: readonly HTMLElement[]): DatePart[] | undefined {
  if (controls.length !== 3 || !controls.every((control) => isSelect(control) || (isInput(control) && /^(text|tel|number)$/.test(control.type))))
    return undefined;
  const parts: DatePart[] = [];
  for (const control of controls) {
    const part = partOf(control);
    if (!part || parts.includes(part)) return undefined;
    parts.push(part);
  }
  return parts;
}

const languages = ['nl', 'fr', 'en'];
let months: Map<string, number> | undefined;

/** "september", "sept.", "Septembre", "09" → 9. */
export function monthOf(text: string): number | undefined {
  if (!months) {
    months = new Map();
    for (const language of languages) {
      for (const month of ['long', 'short'] as const) {
        const { format } = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' });
        for (let at = 0; at < 12; at++) months.set(bareMonth(format(new Date(Date.UTC(2026, at, 15)))), at + 1);
      }
    }
  }
  const number = /^\s*(0?[1-9]|1[0-2])\s*$/.exec(text)?.[1];
  return number ? Number(number) : months.get(bareMonth(text));
}

const bareMonth = (text: string): string => text.trim().replace(/\.$/, '').toLowerCase();

/** A date as people and calendars write it → yyyy-mm-dd: by numbers day first, by numbers year first, or with the month's name. */
export function readWrittenDate(text: string): string | undefined {
  const numbers = text.match(/\d+/g) ?? [];
  const year = numbers.find((number) => number.length === 4);
  const day = numbers.find((number) => number.length < 3);
  if (/^\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s*$/.test(text)) return readDate(numbers.reverse().join('/'));
  const month = (text.match(/\p{L}+/gu) ?? []).map(monthOf).find((found) => found !== undefined);
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
