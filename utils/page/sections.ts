import { type SectionKey, sections } from '../intake/catalogue.ts';
import { findAll } from './dom.ts';
import { encloses, hostOf, inOrder, type Root, rootOf } from './elements.ts';
import { groupName, groupSelector, labelsOf } from './evidence.ts';
import type { PageQuestion } from './read.ts';
import { type Listener, listenFor } from './sayings.ts';
import { shortSections } from './telling.ts';

/** What heads a part of a page; `b` and `strong` are so used on some, and all over the text of others. */
const headings = [
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'legend',
  'caption',
  'summary',
  'fieldset',
  'section',
  '[role="heading"]',
  '[role="group"]',
  '[role="region"]',
  '[role="tab"]',
  'b',
  'strong',
];
/** Of a kind that stands more often than this on a page none is a heading. */
const mostOfAKind = 400;
const longestHeading = 80;
/** So many headings before a question are looked at: a form's parts are not larger. */
const mostHeadings = 60;
const surelyHeads = 0.8;

let listen: Listener | undefined;

/** The section that a heading's text names. */
function sectionNamed(text: string): SectionKey | undefined {
  if (!text || text.length > longestHeading) return undefined;
  listen ??= listenFor(sections.map(({ key, wordings }) => ({ wordings: [...wordings, ...(shortSections[key] ?? [])] })));
  return sections[listen(text).findIndex((score) => score >= surelyHeads)]?.key;
}

function textOfHeading(element: Element): string {
  const role = element.getAttribute('role');
  if (role === 'tab' && element.getAttribute('aria-selected') !== 'true') return '';
  if (role === 'group' || role === 'region' || element.localName === 'fieldset' || element.localName === 'section')
    return element.getAttribute('aria-label') ?? '';
  return element.childElementCount > 5 ? '' : (element.textContent ?? '').trim();
}

/** The last of the elements, which stand in the page's order, that begins before `element`; -1 for none. */
function lastBefore(elements: readonly Element[], element: Element): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const candidate = elements[middle];
    if (candidate && inOrder(candidate, element) < 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Finds the section whose heading stands last before a question, in its own root or around its host. For one reading of the page. */
export function sectionFinder(): (question: PageQuestion) => SectionKey | undefined {
  const found = new Map<Root, readonly Element[]>();
  return (question) => {
    for (let at: Element | undefined = question.controls[0]; at; at = hostOf(at)) {
      const root = rootOf(at);
      const inRoot = found.get(root) ?? findAll(root, headings, mostOfAKind);
      found.set(root, inRoot);
      const last = lastBefore(inRoot, at);
      for (let back = last; back >= 0 && back > last - mostHeadings; back--) {
        const heading = inRoot[back];
        const section = heading && sectionNamed(textOfHeading(heading));
        if (section) return section;
      }
    }
    return undefined;
  };
}

/** What stands over several controls together: the names of the groups around a control, and the text that opens each. `onPage`: all questions. */
export function readSurroundings(question: PageQuestion, onPage: readonly PageQuestion[]): string[] {
  const texts: string[] = [];
  const widest = 4;
  const [control] = question.controls;
  const here = onPage.indexOf(question);
  let ancestor = control?.parentElement ?? (control && hostOf(control)) ?? null;
  for (let hop = 0; hop < 6 && ancestor && ancestor.localName !== 'body'; hop++, ancestor = ancestor.parentElement ?? hostOf(ancestor) ?? null) {
    const around = ancestor;
    const inside = onPage.slice(Math.max(0, here - widest), here + widest + 1).filter(({ controls }) => encloses(around, controls[0]));
    if (inside.length > widest) break;
    if (ancestor.matches(groupSelector)) texts.push(groupName(ancestor));
    const opening = inside[0]?.controls[0];
    if (opening && inside.length > 1 && ancestor.contains(opening)) {
      const range = ancestor.ownerDocument.createRange();
      range.setStart(ancestor, 0);
      range.setEndBefore(labelsOf(opening)[0] ?? opening);
      texts.push(range.toString().replace(/\s+/g, ' ').trim());
    }
  }
  return texts.filter((text) => text !== '' && text.length <= 300);
}
