import { boxOf } from './box.ts';
import { readWrittenDate } from './dates.ts';
import { reading } from './handed.ts';
import { awaitSight, enterText, leave, pause, press, setNatively, strike, tell } from './press.ts';
import type { PageQuestion } from './read.ts';

/** Calendars that open over the page: the month is brought into sight, and the day pressed. */

const calendarSelector =
  '[role="dialog"], [role="grid"], [role="application"], [class*="calendar" i], [class*="datepicker" i], [class*="date-picker" i], table';
const fewestDays = 28;
const mostTurns = 24;
const belongsToOther = /(^|[-_\s])(prev|next|other|outside|adjacent|old|new|muted|disabled|off)/i;
const turns: Readonly<Record<'back' | 'on', RegExp>> = { back: /prev|vorig|précéd|previous|back|‹|«|</i, on: /next|volgend|suivant|forward|›|»|>/i };

const nameOf = (element: Element): string =>
  `${element.getAttribute('aria-label') ?? ''} ${element.getAttribute('title') ?? ''} ${element.getAttribute('class') ?? ''} ${element.textContent ?? ''}`;

/** The days in sight: what holds no more than a number. */
function daysOf(calendar: Element): HTMLElement[] {
  return [...calendar.querySelectorAll<HTMLElement>('td, span, div, button, a, [role="gridcell"]')].filter(
    (element) => /^\s*\d{1,2}\s*$/.test(element.textContent ?? '') && ![...element.children].some((child) => child.textContent?.trim()),
  );
}

function openCalendar(control: HTMLElement): HTMLElement | undefined {
  const { isShown } = reading().look();
  const roots = [control.ownerDocument, control.getRootNode() as ParentNode];
  return roots
    .flatMap((root) => [...root.querySelectorAll<HTMLElement>(calendarSelector)])
    .filter((element) => !element.contains(control) && isShown(element) && daysOf(element).length >= fewestDays)
    .sort((a, b) => (a.contains(b) ? -1 : b.contains(a) ? 1 : 0))[0];
}

function opener(question: PageQuestion): HTMLElement | undefined {
  return boxOf(question)?.querySelector<HTMLElement>('button, [role="button"], [class*="toggle" i], [class*="icon" i]') ?? undefined;
}

type Month = { year: number; month: number };

/** The month that the calendar shows, by its lists, its year's input or its heading. */
function shownMonth(calendar: Element): Month | undefined {
  const month = [...calendar.querySelectorAll('select')].map((select) => reading().monthOf(select.selectedOptions[0]?.text ?? '')).find(Boolean);
  const yearInput = [...calendar.querySelectorAll('input, select')]
    .map((control) => Number((control as HTMLInputElement).value))
    .find((value) => value > 1900 && value < 2200);
  const text = [...calendar.querySelectorAll('*')]
    .filter((element) => element.childElementCount === 0)
    .map((element) => element.textContent ?? '')
    .filter((part) => /\p{L}{3}|\d{4}/u.test(part))
    .join(' ');
  const named = (text.match(/\p{L}+/gu) ?? []).map(reading().monthOf).find(Boolean);
  const year = yearInput ?? Number(/\b(19|20)\d\d\b/.exec(text)?.[0]);
  return (month ?? named) && year ? { month: month ?? named ?? 0, year } : undefined;
}

/** Lists and an input for month and year, where the calendar has them, are quicker than turning its pages. */
function setMonth(calendar: Element, { year, month }: Month): void {
  for (const select of calendar.querySelectorAll('select')) {
    const options = [...select.options].map(({ text }) => text);
    const at = options.some((text) => /^\s*\d{4}\s*$/.test(text))
      ? options.findIndex((text) => Number(text) === year)
      : options.findIndex((text) => reading().monthOf(text) === month);
    if (at < 0 || at === select.selectedIndex) continue;
    setNatively(select, 'selectedIndex', at);
    tell(select, 'change');
  }
  const input = [...calendar.querySelectorAll('input')].find((control) => /^(19|20)\d\d$/.test(control.value));
  if (input && Number(input.value) !== year) enterText(input, String(year));
}

async function turnTo(calendar: () => HTMLElement | undefined, wanted: Month, settle: number): Promise<void> {
  const first = calendar();
  if (first) setMonth(first, wanted);
  for (let turn = 0; turn < mostTurns; turn++) {
    await pause(settle);
    const now = calendar();
    const shown = now && shownMonth(now);
    if (!now || !shown) return;
    const apart = (wanted.year - shown.year) * 12 + wanted.month - shown.month;
    if (apart === 0) return;
    const { isShown } = reading().look();
    const button = [...now.querySelectorAll<HTMLElement>('button, [role="button"], a, span, th, div')].find(
      (element) =>
        turns[apart > 0 ? 'on' : 'back'].test(nameOf(element)) &&
        !/year|jaar|année|decade/i.test(nameOf(element)) &&
        !daysOf(now).includes(element) &&
        daysOf(element).length === 0 &&
        isShown(element),
    );
    if (!button) return;
    press(button);
  }
}

/** As a person empties a field that takes no typing: Backspace while its calendar is open. */
export async function emptyDate(question: PageQuestion, settle: number): Promise<void> {
  const [control] = question.controls;
  if (!control) return;
  control.focus({ preventScroll: true });
  press(control);
  await awaitSight(() => openCalendar(control), 150);
  strike(control, 'Backspace');
  strike(control, 'Escape');
  await pause(settle);
  leave(control);
}

/** Opens the question's calendar and presses the day. `iso`: yyyy-mm-dd. */
export async function pickDate(question: PageQuestion, iso: string, settle: number): Promise<void> {
  const [control] = question.controls;
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number);
  if (!control || !year) return;
  const calendar = () => openCalendar(control);
  control.focus({ preventScroll: true });
  press(control);
  const opened = await awaitSight(calendar, 150);
  if (!opened) {
    const button = opener(question);
    if (button) press(button);
    if (!(await awaitSight(calendar, 300))) return;
  }
  await turnTo(calendar, { year, month }, settle);
  const now = calendar();
  const shown = now && shownMonth(now);
  if (!now || shown?.year !== year || shown.month !== month) return strike(control, 'Escape');
  const days = daysOf(now).filter((element) => Number(element.textContent) === day && element.getAttribute('aria-disabled') !== 'true');
  const dated = days.find((element) => [element, element.parentElement].some((at) => readWrittenDate(at?.getAttribute('aria-label') ?? '') === iso));
  const own = days.filter((element) => ![element, element.parentElement].some((at) => belongsToOther.test(at?.getAttribute('class') ?? '')));
  const chosen = dated ?? (own.length === 1 ? own[0] : undefined);
  if (chosen) press(chosen);
  else strike(control, 'Escape');
  await pause(settle);
  leave(control);
}
