import type { PlaceKey } from './catalogue.ts';
import { questions } from './catalogue.ts';
import type { AccessRequest } from './request.ts';
import { parseInstitutionNumber, printDate } from './values.ts';

/** What stands in one place: a text, several values (in one place or one each), or a cross. */
export type Answer = { kind: 'text'; text: string } | { kind: 'list'; values: readonly string[] } | { kind: 'mark' };

/** How a list prints when it shares one place. */
export function printList(values: readonly string[]): string {
  return values.join(', ');
}

/**
 * As `printList`, on paper, `all` being the whole list where it has several places. Where a name holds a comma, semicolons part
 * them, also after a single one: whoever reads the form, person or program, can then tell them apart.
 */
export function printApart(values: readonly string[], all: readonly string[] = values): string {
  const holdsComma = (value: string) => value.includes(',');
  if (!all.some(holdsComma)) return printList(values);
  return values.length === 1 && values.some(holdsComma) ? `${values.join()};` : values.join('; ');
}

/** With its zeros put back; as typed where it can't be a number, so that a draft shows what is wrong. */
function printNumber(raw: string): string {
  const parsed = parseInstitutionNumber(raw);
  return parsed.ok ? parsed.value.number : raw;
}

function yesNo(question: 'clientId.new' | 'clientId.extend' | 'accounts.reconcile', value: boolean): PlaceKey {
  return value ? `${question}.yes` : `${question}.no`;
}

/**
 * The request as the form wants it: place → answer, in the form's order. Both `director` and its parts are given; whoever
 * fills takes the one that the form has. Empty answers are absent.
 *
 * new: nieuw Ja, uitbreiden Nee; extend: nieuw Nee, uitbreiden Ja, and the name in both places that ask it (the second
 * only where the administration part is asked at all).
 */
export function answersOf(request: AccessRequest): Map<PlaceKey, Answer> {
  const answers = new Map<PlaceKey, Answer>();
  const text = (key: PlaceKey, value: string) => {
    const trimmed = value.trim();
    if (trimmed) answers.set(key, { kind: 'text', text: trimmed });
  };
  const list = (key: PlaceKey, values: readonly string[]) => {
    const filled = values.map((value) => value.trim()).filter(Boolean);
    if (filled.length > 0) answers.set(key, { kind: 'list', values: filled });
  };
  const mark = (key: PlaceKey) => answers.set(key, { kind: 'mark' });

  const { applicant, director, clientId, administration, accounts } = request;
  text('applicant.name', applicant.name);
  text('applicant.role', applicant.role);
  text('date', printDate(request.date) ?? request.date);
  text('director', [director.name.trim(), director.email.trim()].filter(Boolean).join(', '));
  text('director.name', director.name);
  text('director.email', director.email);
  if (clientId) {
    mark(yesNo('clientId.new', clientId.kind !== 'extend'));
    mark(yesNo('clientId.extend', clientId.kind !== 'new'));
    if (clientId.kind !== 'new') text('clientId.name', clientId.name);
  }
  if (administration) {
    if (administration.application) mark(`administration.application.${administration.application}`);
    if (administration.purpose) mark(`administration.purpose.${administration.purpose}`);
    list('administration.institutionNumbers', administration.institutionNumbers.map(printNumber));
    if (clientId && clientId.kind !== 'new') text('administration.clientId', clientId.name);
    text('administration.use', administration.use);
  }
  if (accounts) {
    list('accounts.accessGroups', accounts.accessGroups);
    text('accounts.username', accounts.username);
    text('accounts.use', accounts.use);
    if (accounts.reconcile !== undefined) mark(yesNo('accounts.reconcile', accounts.reconcile));
  }
  return answers;
}

/** `answersOf` for a form that has these places: the director as one answer or as two, never both. */
export function answersFor(request: AccessRequest, placesOnForm: ReadonlySet<PlaceKey>): Map<PlaceKey, Answer> {
  const answers = answersOf(request);
  const parts = questions.flatMap((question) => (question.parts ? [{ whole: question.key, keys: question.parts.map((part) => part.key) }] : []));
  for (const { whole, keys } of parts) {
    const inParts = keys.some((key) => placesOnForm.has(key)) && !placesOnForm.has(whole);
    for (const key of inParts ? [whole] : keys) answers.delete(key);
  }
  return answers;
}
