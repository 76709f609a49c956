import { boxOf } from './box.ts';
import { collapse, isInput, isSelect } from './elements.ts';
import { reading } from './handed.ts';
import { enterText, pause, strike, visit } from './press.ts';
import type { PageQuestion } from './read.ts';
import { saysTheSame } from './same.ts';

/** A list that is given value by value: an input that turns each into a tag, or a button that adds one more input. */

const tagWords = /(^|[-_\s])(tags?|chips?|tokens?|pills?)($|[-_\s]|input|ify|field|list|box|editor)/i;
const pressesEnter = /\b(enter|entrée)\b/i;
const tagSelector = 'li, [role="listitem"], [role="option"], [class*="tag" i], [class*="chip" i], [class*="token" i], [class*="pill" i], [class*="badge" i]';
const removes = 'button, [role="button"], a, [class*="remove" i], [class*="close" i], [class*="delete" i]';

const classOf = (element: Element): string => element.getAttribute('class') ?? '';

function isTagged(question: PageQuestion): boolean {
  const [control] = question.controls;
  const box = boxOf(question);
  if (!control) return false;
  if (pressesEnter.test(`${control.getAttribute('placeholder') ?? ''} ${question.description}`)) return true;
  return [control, ...(box ? [box, ...box.querySelectorAll('*')] : [])].some((element) => tagWords.test(classOf(element)));
}

const adds = new Set('+ toevoegen voeg toe extra nog add another more ajouter ajoutez autre'.split(' '));
const doesElse = /verwijder|bestand|bijlage|upload|file|fichier|verstuur|versturen|verzend|volgende|next|submit|envoyer|suivant|opslaan|save|annule|remove/i;
const mostHops = 60;

/** The button after the question's last control, before the next question, that asks for one more. One that sends the form off is none. */
function addButton({ controls, neighbours }: PageQuestion): HTMLElement | undefined {
  const last = controls.at(-1);
  if (!last) return undefined;
  const walker = last.ownerDocument.createTreeWalker(last.getRootNode(), 1);
  walker.currentNode = last;
  for (let hop = 0; hop < mostHops; hop++) {
    const node = walker.nextNode() as HTMLElement | null;
    if (!node || neighbours.includes(node)) return undefined;
    if (!node.matches('button, [role="button"], a:not([href]), a[href="#"], input[type="button"]')) continue;
    const sends = node.localName === 'button' && (node as HTMLButtonElement).type === 'submit' && (node as HTMLButtonElement).form !== null;
    const name = [node.textContent, node.getAttribute('aria-label'), node.title, (node as HTMLInputElement).value].join(' ');
    if (
      !sends &&
      !doesElse.test(name) &&
      (name.includes('+') ||
        reading()
          .tokens(name)
          .some((word) => adds.has(word)))
    )
      return node;
  }
  return undefined;
}

/** A question for a list, as one that is given value by value where the page asks it so. */
export function asEntries(question: PageQuestion): PageQuestion {
  const oneLine = question.kind === 'text' && question.controls.every(isInput);
  const { controls, neighbours, options, evidence, description } = question;
  return oneLine && (isTagged(question) || addButton(question)) ? { kind: 'entries', controls, neighbours, options, evidence, description } : question;
}

type Tag = { element: Element; text: string };

function tagsOf(question: PageQuestion): Tag[] {
  const box = boxOf(question);
  if (!box) return [];
  const could = [...box.querySelectorAll(tagSelector)].filter(
    (element) => !element.matches('button, label, [role="button"], script, style') && !question.controls.some((control) => element.contains(control)),
  );
  const tags = could.flatMap((element) => {
    const text = reading().textOf(element);
    return /[\p{L}\d]/u.test(text) && text.length <= 80 ? [{ element, text }] : [];
  });
  return tags.filter(({ element }) => !tags.some((other) => other.element !== element && element.contains(other.element)));
}

const entered = (control: HTMLElement): string => (control as HTMLInputElement).value;

/** The values that the question holds: its tags, then what stands in its controls. */
export function entriesOf(question: PageQuestion): string[] {
  return [...tagsOf(question).map(({ text }) => text), ...question.controls.map(entered)].map(collapse).filter(Boolean);
}

/** The button that takes a value away again: in the tag, or beside the input, with nothing else of the question in between. */
function removeButton(element: Element, question: PageQuestion): HTMLElement | undefined {
  const others = [...question.controls, ...tagsOf(question).map((tag) => tag.element)].filter((other) => other !== element);
  for (let at: Element | null = element; at && !others.some((other) => at?.contains(other)); at = at.parentElement) {
    const found = [...at.querySelectorAll<HTMLElement>(removes)].find((button) => button !== element && !isInput(button) && !isSelect(button));
    if (found && found !== addButton(question)) return found;
    if (at === boxOf(question)) return undefined;
  }
  return undefined;
}

/** One act on the page changes it: the question is asked for anew before the next. */
export type Refresh = () => PageQuestion | undefined;

/** False where there is no room for the value: then there is none for the next either. */
async function give(question: PageQuestion, value: string, settle: number, refresh: Refresh): Promise<boolean> {
  let now = question;
  let free = now.controls.find((control) => entered(control) === '');
  if (!free) {
    addButton(now)?.click();
    await pause(settle);
    now = refresh() ?? now;
    free = now.controls.find((control) => entered(control) === '');
  }
  if (!free) return false;
  const control = free;
  visit(control, () => enterText(control, value));
  if (!isTagged(now)) return true;
  strike(control, 'Enter');
  await pause(settle);
  if (entered(control) === '') return true;
  strike(control, ',', 'Comma');
  await pause(settle);
  if (entered(control) !== '' && now.controls.length === 1) addButton(now)?.click();
  return true;
}

/** Makes the question hold these values and no other: takes away what is too many, gives what is missing. */
export async function giveEntries(question: PageQuestion, values: readonly string[], settle: number, refresh: Refresh): Promise<void> {
  let now = question;
  const isWanted = (text: string) => values.some((value) => saysTheSame(text, value));
  const unwanted = () => tagsOf(now).filter(({ text }) => !isWanted(text));
  for (let left = unwanted(); left[0]; left = unwanted()) {
    removeButton(left[0].element, now)?.click();
    await pause(settle);
    now = refresh() ?? now;
    if (unwanted().length >= left.length) break;
  }
  for (const control of now.controls.filter((one) => entered(one) !== '' && !isWanted(entered(one)))) visit(control, () => enterText(control, ''));
  for (const value of values.filter(Boolean)) {
    now = refresh() ?? now;
    if (!entriesOf(now).some((held) => saysTheSame(held, value)) && !(await give(now, value, settle, refresh))) return;
  }
}

/** Takes away the inputs that were added, down to so many. */
export async function dropAdded(question: PageQuestion, before: number, settle: number, refresh: Refresh): Promise<void> {
  let now: PageQuestion | undefined = question;
  while (now && now.controls.length > before) {
    const last: HTMLElement | undefined = now.controls.findLast((control) => entered(control) === '');
    const button: HTMLElement | undefined = last && removeButton(last, now);
    if (!button) return;
    const count: number = now.controls.length;
    button.click();
    await pause(settle);
    now = refresh();
    if (now && now.controls.length >= count) return;
  }
}
