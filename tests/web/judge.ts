import type { AccessRequest } from '../../utils/intake/request.ts';
import type { Held, Key, OptionCode, Truth, WebPage } from './page.ts';

/** What a request answers to a question, written out here and not computed by the extension's code. */
type Wanted = { text: string } | { list: readonly string[] } | { option: OptionCode };

const text = (value: string | undefined): Wanted | undefined => (value ? { text: value } : undefined);
const list = (values: readonly string[] | undefined): Wanted | undefined => (values && values.length > 0 ? { list: values } : undefined);
const yesNo = (value: boolean | undefined): Wanted | undefined => (value === undefined ? undefined : { option: value ? 'yes' : 'no' });
const option = (code: OptionCode | undefined): Wanted | undefined => (code ? { option: code } : undefined);

const wantedBy: Readonly<Record<Key, (request: AccessRequest) => Wanted | undefined>> = {
  'applicant.name': ({ applicant }) => text(applicant.name),
  'applicant.role': ({ applicant }) => text(applicant.role),
  date: ({ date }) => text(date),
  director: ({ director }) => text(`${director.name}, ${director.email}`),
  'director.name': ({ director }) => text(director.name),
  'director.email': ({ director }) => text(director.email),
  'clientId.new': ({ clientId }) => clientId && yesNo(clientId.kind === 'new'),
  'clientId.extend': ({ clientId }) => clientId && yesNo(clientId.kind === 'extend'),
  'clientId.name': ({ clientId }) => (clientId?.kind === 'extend' ? text(clientId.name) : undefined),
  'administration.application': ({ administration }) => option(administration?.application),
  'administration.purpose': ({ administration }) => option(administration?.purpose),
  'administration.institutionNumbers': ({ administration }) => list(administration?.institutionNumbers),
  'administration.clientId': ({ administration, clientId }) => (administration && clientId?.kind === 'extend' ? text(clientId.name) : undefined),
  'administration.use': ({ administration }) => text(administration?.use),
  'accounts.accessGroups': ({ accounts }) => list(accounts?.accessGroups),
  'accounts.username': ({ accounts }) => text(accounts?.username),
  'accounts.use': ({ accounts }) => text(accounts?.use),
  'accounts.reconcile': ({ accounts }) => yesNo(accounts?.reconcile),
};

type HeldValue = Held[string] | undefined;

const collapse = (value: string): string => value.replace(/\s+/g, ' ').trim();
const isBlank = (value: HeldValue): boolean =>
  Array.isArray(value) ? value.every((item) => item.trim() === '') : value === undefined || value === '' || value === false;
const sameValue = (a: HeldValue, b: HeldValue): boolean => (isBlank(a) && isBlank(b)) || JSON.stringify(a) === JSON.stringify(b);

/** dd/mm/jjjj with any of the usual separators, or yyyy-mm-dd → yyyy-mm-dd. */
function dateIn(value: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
  const [, day = '', month = '', year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(value.trim()) ?? [];
  return year && `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Name and address, in this order, whatever stands between them. */
function isDirector(held: string, wanted: string): boolean {
  const [name = '', email = ''] = wanted.split(', ');
  return (
    collapse(held).startsWith(name) &&
    held
      .replace(name, '')
      .replace(email, '')
      .replace(/[\s,;:()<>/-]/g, '') === '' &&
    held.includes(email)
  );
}

function holdsText({ key, rewritten }: Truth, held: string, wanted: string): boolean {
  const expected = rewritten === 'upper' ? wanted.toUpperCase() : wanted;
  return key === 'director' ? isDirector(held, expected) : collapse(held) === collapse(expected);
}

function holdsList({ rewritten }: Truth, held: HeldValue, wanted: readonly string[]): boolean {
  const values = Array.isArray(held) ? held : String(held).split(/[,;\n]/);
  const plain = (value: string) =>
    rewritten === 'grouped' ? value.replace(/\s/g, '') : rewritten === 'upper' ? collapse(value).toLowerCase() : collapse(value);
  const expected = rewritten === 'upper' ? wanted.map((value) => value.toLowerCase()) : wanted;
  return JSON.stringify(values.map(plain).filter(Boolean)) === JSON.stringify(expected);
}

function holdsOption({ codes = {} }: Truth, held: HeldValue, wanted: OptionCode): boolean {
  const chosen = (Array.isArray(held) ? held : [String(held)]).map((value) => codes[value]).sort();
  const both = Object.entries(codes)
    .flatMap(([, code]) => (code === 'both' ? [] : [code]))
    .sort();
  // Two crosses say "Beide" as well.
  return chosen.join() === wanted || (wanted === 'both' && Array.isArray(held) && chosen.join() === both.join());
}

function holds(truth: Truth, state: Held, wanted: Wanted): boolean {
  const [held = '', month, year] = truth.fields.map((field) => state[field]);
  if ('option' in wanted) return holdsOption(truth, held, wanted.option);
  if ('list' in wanted) return holdsList(truth, held, wanted.list);
  if (truth.reads === 'dateParts') return dateIn(`${held}/${month}/${year}`) === wanted.text;
  if (truth.reads === 'isoDate') return held === wanted.text;
  if (truth.reads === 'date') return dateIn(String(held)) === wanted.text;
  return holdsText(truth, String(held), wanted.text);
}

export type Fault = { what: string; why: string };

export type Verdict = {
  asked: number;
  right: number;
  wrong: number;
  left: number;
  doubted: number;
  /** Said to be filled, while the page's own state does not hold it. */
  overclaimed: number;
  faults: readonly Fault[];
};

/** What is known of a page after a fill. `filled` and `doubted` are what the extension said. */
export type Outcome = { before: Held; after: Held; filled: readonly string[]; doubted: readonly string[]; sent: number; pressed: readonly string[] };

/** Compares the page's own state with what the request should have made of it. */
export function judge(page: WebPage, request: AccessRequest, { before, after, filled, doubted, sent, pressed }: Outcome): Verdict {
  const faults: Fault[] = [];
  const verdict = { asked: 0, right: 0, wrong: 0, left: 0, doubted: doubted.length, overclaimed: 0 };
  const isKept = (field: string) => page.kept.includes(field);
  const blame = (what: string, why: string) => {
    verdict.wrong += 1;
    faults.push({ what, why });
  };
  for (const truth of page.truths) {
    const { key, fields } = truth;
    const held = JSON.stringify(fields.map((field) => after[field]));
    const untouched = fields.every((field) => sameValue(before[field], after[field]));
    const wanted = wantedBy[key](request);
    if (fields.some(isKept) || !wanted) {
      if (!untouched) blame(key, `${isKept(fields[0] ?? '') ? 'overwritten' : 'not asked for'}: ${held}`);
      continue;
    }
    verdict.asked += 1;
    if (holds(truth, after, wanted)) verdict.right += 1;
    else if (untouched) {
      verdict.left += 1;
      const claimed = filled.includes(key);
      if (claimed) verdict.overclaimed += 1;
      faults.push({ what: key, why: claimed ? 'said to be filled, but the page does not hold it' : doubted.includes(key) ? 'doubted' : 'left' });
    } else blame(key, `holds ${held}`);
  }
  const known = new Set(page.truths.flatMap(({ fields }) => fields));
  for (const field of page.kept.filter((kept) => !known.has(kept)))
    if (!sameValue(before[field], after[field])) blame(field, `touched: ${JSON.stringify(after[field])}`);
  if (sent > 0) blame('form', 'was sent');
  if (pressed.length > 0) blame('button', `pressed: ${pressed.join(', ')}`);
  return { ...verdict, faults };
}

/** The fields that are not as they were; of a wizard that comes in pieces only the piece that is there can be. */
export function notPutBack(page: WebPage, before: Held, undone: Held): string[] {
  const there = page.mounts
    ? page.truths.slice(page.truths.findIndex(({ key }) => key === page.lastStepFrom)).flatMap(({ fields }) => fields)
    : Object.keys(before);
  const canBe = (field: string) => field !== 'step' && !(page.final.includes(field) && isBlank(before[field]));
  return there.filter((field) => canBe(field) && !sameValue(before[field], undone[field]));
}
