import { controlsWithin, longestLabel, textAfter, textBefore, textOf } from './dom.ts';
import { byId, collapse, holdsOnly, hostOf, isInput, type Root, rootOf } from './elements.ts';

/** A text that names a question, and how surely. */
export type Evidence = { text: string; weight: number };

/**
 * The controls of one question, and whether their own labels name options or parts instead of the question. `neighbours`:
 * the page's controls right before and after, where it has them; what encloses neither is this question's alone.
 */
export type Asked = { controls: readonly HTMLElement[]; choice: boolean; neighbours: readonly (HTMLElement | undefined)[] };

/** Further texts of the same source (the second block before a control) count this much less. */
const fading = 0.04;

/** Weight of what the markup does not tie to a control, when something else is tied to it. */
const overruled = 0.68;

type SourceRow = { weight: number; tied: boolean; read: (asked: Asked) => readonly string[] };

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

// By root: its labels by the id they are for. The browser's own `labels` searches the whole document for each control.
let labelsById = new WeakMap<Root, Map<string, Element[]>>();

/** To be called before the page is read (anew): its labels are sought once for each reading. */
export function forgetLabels(): void {
  labelsById = new WeakMap();
}

function labelsFor(control: Element): Element[] {
  const root = rootOf(control);
  let byFor = labelsById.get(root);
  if (!byFor) {
    byFor = new Map();
    for (const label of root.querySelectorAll('label[for]')) {
      const id = label.getAttribute('for') ?? '';
      byFor.set(id, [...(byFor.get(id) ?? []), label]);
    }
    labelsById.set(root, byFor);
  }
  return (control.id && byFor.get(control.id)) || [];
}

/** The labels tied to a control, by `for` or by wrapping it. */
export function labelsOf(control: Element): Element[] {
  const wrapping = control.closest('label');
  const found = labelsFor(control);
  return wrapping && !wrapping.hasAttribute('for') ? [...found, wrapping] : found;
}

/** The name of a fieldset, radiogroup or group. */
export function groupName(group: Element): string {
  const legend = group.localName === 'fieldset' ? group.querySelector(':scope > legend') : null;
  return labelledby(group) || (group.getAttribute('aria-label') ?? '') || (legend ? textOf(legend) : '');
}

export const groupSelector = 'fieldset, [role="group"], [role="radiogroup"], [role="region"], section';

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
    const head = table.querySelector('tr');
    const isHead = head !== null && head !== row && [...head.children].every((child) => child.localName === 'th');
    const above = isHead ? head.children[[...row.children].indexOf(cell)] : undefined;
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

/** What the page hands a custom element to show: a label in a slot. */
const slotted = (host: Element): string[] =>
  [...host.children]
    .filter((child) => child.slot !== '')
    .map((child) => textOf(child))
    .filter((text) => text !== '');

/** A custom element around a control in its shadow root: its own label or name; the text before it where it has neither, else that is its neighbour's. */
function readHost(asked: Asked): string[] {
  return first(asked).flatMap((control) => {
    const host = hostOf(control);
    if (!host || asked.neighbours.some((other) => other && rootOf(other) === rootOf(control))) return [];
    const tied = labelsOf(host).map((label) => textOf(label));
    const names = ['aria-label', 'label', 'legend'].map((attribute) => host.getAttribute(attribute) ?? '');
    const own = [labelledby(host), ...tied, ...names, ...slotted(host)].filter((text) => text !== '');
    return own.length > 0 ? own : textBefore(host);
  });
}

const spoken = (identifier: string): string =>
  identifier
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[\W_\d]+/g, ' ')
    .trim();

/** One row for each way in which a page names a question, best first. `tied`: the markup itself says so. */
const sources: readonly SourceRow[] = [
  { weight: 1, tied: true, read: (asked) => (asked.choice ? [] : first(asked).map(labelledby)) },
  {
    weight: 1,
    tied: true,
    read: (asked) => (asked.choice ? [] : first(asked).flatMap((control) => labelsOf(control).map((label) => textOf(label)))),
  },
  {
    weight: 0.98,
    tied: true,
    read: (asked) => (asked.choice ? [] : first(asked).map((control) => control.getAttribute('aria-label') ?? '')),
  },
  { weight: 1, tied: true, read: readGroups },
  { weight: 0.96, tied: false, read: readTable },
  { weight: 0.96, tied: false, read: readHost },
  {
    weight: 0.95,
    tied: false,
    read: (asked) => first(asked).flatMap((control) => textBefore(beginning(control), asked.controls)),
  },
  { weight: 0.9, tied: false, read: readContainers },
  { weight: 0.9, tied: false, read: (asked) => (asked.choice ? [] : first(asked).map((control) => control.title)) },
  { weight: 0.88, tied: false, read: (asked) => first(asked).map((control) => control.getAttribute('placeholder') ?? '') },
  {
    weight: 0.74,
    tied: false,
    read: (asked) => first(asked).flatMap((control) => [control.getAttribute('name') ?? '', control.id].map(spoken)),
  },
];

/** Labels that name no question: what form builders put on every field. */
const saysNothing =
  /^(?:(?:uw|jouw|je|votre|your|enter your|voer uw)?\s*(?:antwoord|answer|réponse)(?: in)?|veld|field|champ|invoer|input|tekst|text|verplicht|required|vereist|(?:enkele|single|multi|meerdere) (?:regels? tekst|line text)|(?:maak een |make a )?(?:keuze|kies|selecteer|choose|select|choice|choisissez|sélectionnez)(?: een (?:optie|antwoord)| an option| une option)?[….]*|[\d.*:\s-]*)[\s\d*:.]*$/i;

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
        found.push({ text, weight: tied && !row.tied ? weight * overruled : weight });
      });
    tied ||= row.tied && found.length > 0;
  }
  return found;
}

/** What a text control is called by the markup itself, or by its placeholder. */
export const ownName = (control: HTMLElement): string =>
  [
    labelledby(control),
    ...labelsOf(control).map((label) => textOf(label)),
    control.getAttribute('aria-label') ?? '',
    control.getAttribute('placeholder') ?? '',
  ].find((text) => text.trim() !== '' && !saysNothing.test(text)) ?? '';

/** The text around a control that has a small part of the page for itself: `<div><span><input></span><span>Ja</span></div>`. */
function textAround(control: HTMLElement): string {
  const widest = 3;
  let around = control.parentElement;
  for (let hop = 0; hop < widest && around && controlsWithin(around).length === 1; hop++, around = around.parentElement) {
    const text = textOf(around);
    if (text) return text;
  }
  return '';
}

/** What names an option of a choice: the first source that says anything. */
export function readOptionName(control: HTMLElement): string {
  const labels = labelsOf(control).map((label) => textOf(label));
  const value = isInput(control) ? control.value : '';
  const inside = isInput(control) ? '' : textOf(control);
  return (
    [labelledby(control), ...labels, control.getAttribute('aria-label') ?? '', inside, textAfter(control), textAround(control), value].find(
      (text) => text.trim() !== '',
    ) ?? ''
  );
}
