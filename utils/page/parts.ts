import { monthNamed } from '../intake/values.ts';
import { isInput, isSelect } from './elements.ts';
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

/** "september", "sept.", "Septembre", "09" → 9. */
export function monthOf(text: string): number | undefined {
  const number = /^\s*(0?[1-9]|1[0-2])\s*$/.exec(text)?.[1];
  return number ? Number(number) : monthNamed(text.trim().replace(/\.$/, ''));
}
