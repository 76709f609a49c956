import { byId, collapse, controlSelector, hostOf, isInput, longestLabel, rootOf, textAfter, textBefore, textOf } from './dom.ts';

/** Where a question's words were found. In `sources`, best first. */
type Source = 'labelledby' | 'label' | 'ariaLabel' | 'group' | 'table' | 'host' | 'preceding' | 'container' | 'title' | 'placeholder' | 'name';

export type Evidence = { source: Source; text: string; weight: number };

/** The controls of one question, and whether they are its options (their labels then name the options, not the question). */
export type Asked = { controls: readonly HTMLElement[]; choice: boolean };

/** Further texts of the same source (the second block before a control) count this much less. */
const fading = 0.04;

/** Weight of what the markup does not tie to a control, when something else is tied to it. */
const overruled = 0.68;

type SourceRow = { source: Source; weight: number; tied: boolean; read: (asked: Asked) => readonly string[] };

const first = (asked: Asked): HTMLElement[] => asked.controls.slice(0, 1);

/** The text of the elements that an ARIA attribute refers to. */
function textOfReferred(element: Element, attribute: 'aria-labelledby' | 'aria-describedby'): string {
  const ids = (element.getAttribute(attribute) ?? '').split(/\s+/).filter(Boolean);
  return collapse(
    ids
      .map((id) => byId(element, id))
      .map((referred) => (referred ? textOf(referred) : ''))
      .join(' '),
  );
}

const labelledby = (element: Element): string => textOfReferred(element, 'aria-labelledby');

/** What describes a control without naming it: an example, an explanation. */
export const readDescription = (asked: Asked): string =>
  first(asked)
    .map((control) => textOfReferred(control, 'aria-describedby'))
    .join(' ');

/** The labels tied to a control, by `for` or by wrapping it. */
export function labelsOf(control: Element): Element[] {
  const { labels } = control as HTMLInputElement;
  const wrapping = control.closest('label');
  const found = labels ? [...labels] : [];
  if (wrapping && !wrapping.hasAttribute('for') && !found.includes(wrapping as HTMLLabelElement)) found.push(wrapping as HTMLLabelElement);
  return found;
}

/** The name of a fieldset, radiogroup or group. */
export function groupName(group: Element): string {
  const legend = group.localName === 'fieldset' ? [...group.children].find((child) => child.localName === 'legend') : undefined;
  return labelledby(group) || (group.getAttribute('aria-label') ?? '') || (legend ? textOf(legend) : '');
}

export const groupSelector = 'fieldset, [role="group"], [role="radiogroup"], [role="region"], section';

function holdsOnly(ancestor: Element, asked: Asked): boolean {
  return [...ancestor.querySelectorAll(controlSelector)].every((control) => asked.controls.includes(control as HTMLElement));
}

/** Where the question begins: its first control, or the label around that. */
const beginning = (control: HTMLElement): Element => control.closest('label') ?? control;

function readGroups(asked: Asked): string[] {
  const names: string[] = [];
  for (const control of first(asked)) {
    for (let group = control.closest(groupSelector); group && holdsOnly(group, asked); group = group.parentElement?.closest(groupSelector) ?? null) {
      names.push(groupName(group));
    }
  }
  return names;
}

function readTable(asked: Asked): string[] {
  return first(asked).flatMap((control) => {
    const cell = control.closest<HTMLTableCellElement>('td');
    const row = cell?.closest('tr');
    const table = row?.closest('table');
    if (!cell || !row || !table) return [];
    const inRow = [...row.children].find((other) => other.localName === 'th');
    const head = [...table.querySelectorAll('tr')].find((other) => other !== row && [...other.children].every((child) => child.localName === 'th'));
    const above = head?.children[[...row.children].indexOf(cell)];
    return [inRow, above].flatMap((header) => (header ? [textOf(header)] : []));
  });
}

/** The text of the narrowest ancestors that hold this question alone: a label after its field, or tied to nothing. */
function readContainers(asked: Asked): string[] {
  const skip = new Set<Element>(asked.choice ? asked.controls.flatMap(labelsOf) : []);
  const [control] = asked.controls;
  let ancestor = control?.parentElement ?? null;
  const texts: string[] = [];
  for (let hop = 0; hop < 5 && ancestor && ancestor.localName !== 'body' && holdsOnly(ancestor, asked); hop++, ancestor = ancestor.parentElement) {
    const text = textOf(ancestor, skip);
    if (text && text !== texts.at(-1)) texts.push(text);
  }
  return texts.slice(0, 2);
}

/** A custom element around a control in its shadow root: its own label, name or the text before it. */
function readHost(asked: Asked): string[] {
  return first(asked).flatMap((control) => {
    const host = hostOf(control);
    if (!host || [...rootOf(control).querySelectorAll(controlSelector)].some((other) => !asked.controls.includes(other as HTMLElement))) return [];
    const tied = host.id
      ? [...rootOf(host).querySelectorAll('label')].filter((label) => label.getAttribute('for') === host.id).map((label) => textOf(label))
      : [];
    return [labelledby(host), ...tied, host.getAttribute('aria-label') ?? '', host.getAttribute('label') ?? '', ...textBefore(host, new Set())];
  });
}

const spoken = (identifier: string): string =>
  identifier
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[\W_\d]+/g, ' ')
    .trim();

/** One row for each way in which a page names a question. `tied`: the markup itself says so. */
const sources: readonly SourceRow[] = [
  { source: 'labelledby', weight: 1, tied: true, read: (asked) => (asked.choice ? [] : first(asked).map(labelledby)) },
  {
    source: 'label',
    weight: 1,
    tied: true,
    read: (asked) => (asked.choice ? [] : first(asked).flatMap((control) => labelsOf(control).map((label) => textOf(label)))),
  },
  {
    source: 'ariaLabel',
    weight: 0.98,
    tied: true,
    read: (asked) => (asked.choice ? [] : first(asked).map((control) => control.getAttribute('aria-label') ?? '')),
  },
  { source: 'group', weight: 1, tied: true, read: readGroups },
  { source: 'table', weight: 0.96, tied: false, read: readTable },
  { source: 'host', weight: 0.96, tied: false, read: readHost },
  {
    source: 'preceding',
    weight: 0.95,
    tied: false,
    read: (asked) => first(asked).flatMap((control) => textBefore(beginning(control), new Set(asked.controls))),
  },
  { source: 'container', weight: 0.9, tied: false, read: readContainers },
  { source: 'title', weight: 0.9, tied: false, read: (asked) => (asked.choice ? [] : first(asked).map((control) => control.title)) },
  { source: 'placeholder', weight: 0.88, tied: false, read: (asked) => first(asked).map((control) => control.getAttribute('placeholder') ?? '') },
  {
    source: 'name',
    weight: 0.74,
    tied: false,
    read: (asked) => first(asked).flatMap((control) => [control.getAttribute('name') ?? '', control.id].map(spoken)),
  },
];

/** Labels that name no question: what form builders put on every field. */
const saysNothing =
  /^(?:(?:uw|jouw|je|votre|your)?\s*(?:antwoord|answer|réponse|reponse)|veld|field|champ|invoer|input|tekst|text|verplicht|required|vereist|[\d.*:\s-]*)[\s\d*:.]*$/i;

/** All that the page says of a question, best source first. */
export function readEvidence(asked: Asked): Evidence[] {
  const found: Evidence[] = [];
  let tied = false;
  for (const row of sources) {
    row
      .read(asked)
      .map(collapse)
      .filter((text) => text.length > 0 && text.length <= longestLabel && !saysNothing.test(text))
      .forEach((text, index) => {
        if (found.some((earlier) => earlier.text === text)) return;
        const weight = row.weight - fading * Math.min(index, 3);
        found.push({ source: row.source, text, weight: tied && !row.tied ? weight * overruled : weight });
      });
    tied ||= row.tied && found.length > 0;
  }
  return found;
}

/** What names an option of a choice: the first source that says anything. */
export function readOptionName(control: HTMLElement): string {
  const labels = labelsOf(control).map((label) => textOf(label));
  const value = isInput(control) ? control.value : '';
  const inside = isInput(control) ? '' : textOf(control);
  return [labelledby(control), ...labels, control.getAttribute('aria-label') ?? '', inside, textAfter(control), value].find((text) => text.trim() !== '') ?? '';
}
