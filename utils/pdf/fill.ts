import type { Answer } from '../intake/answers.ts';
import { printApart } from '../intake/answers.ts';
import type { PlaceKey } from '../intake/catalogue.ts';
import { questionOf, questions } from '../intake/catalogue.ts';
import type { Box, Place } from '../intake/form.ts';
import type { AnnexItem } from './annex.ts';
import { addAnnex, annexReference } from './annex.ts';
import { emptyInk, inkCross, inkText } from './content.ts';
import { clearMark, clearText, combCells, findWidget, setAppearance, setMark, setText } from './fields.ts';
import { shrink } from './geometry.ts';
import type { Sheet } from './sheet.ts';
import { inkOf, pageOf } from './sheet.ts';
import type { Fit } from './text.ts';
import { fitComb, fitText } from './text.ts';

/** What was put where: `verify` looks for exactly this. */
export type Printed = { key: PlaceKey; page: number; box: Box; field?: string } & ({ kind: 'text'; text: string } | { kind: 'mark' } | { kind: 'hand' });

export type Filled = {
  printed: Printed[];
  placed: PlaceKey[];
  left: PlaceKey[];
  annexed: PlaceKey[];
  /** Crosses in fields that gave way to the answer of their question. */
  cleared: PlaceKey[];
  annexPages: number;
};

type Share = { place: Place; text: string };

/** A list over its places: one value each, or evenly where there are fewer places than values. */
function share(values: readonly string[], places: readonly Place[]): Share[] {
  const each = Math.max(1, Math.ceil(values.length / places.length));
  return places.flatMap((place, at) => {
    const own = values.slice(at * each, (at + 1) * each);
    return own.length > 0 ? [{ place, text: printApart(own, values) }] : [];
  });
}

function fitInPlace(sheet: Sheet, place: Place, text: string, cells: readonly number[] | undefined, reference: string): Fit | undefined {
  if (cells) {
    // A space leaves a cell empty, where there are cells to spare. A comb of eight wants the date's digits alone: its dashes are printed, or left out.
    const shorter = [text.replace(/\s+/g, ' '), text.replace(/\s/g, ''), text.replace(/[\s./-]/g, '')];
    return shorter.map((characters) => fitComb(characters, place.box, cells, sheet.font)).find((fitted) => fitted !== undefined);
  }
  const area = place.slot.kind === 'field' ? { box: shrink(place.box, 1) } : { box: place.box, lines: place.lines };
  return fitText(text, area, sheet.font, reference);
}

const spoken = (fitted: Fit) => fitted.lines.map((line) => line.text).join(' ');

/** Writes one text in its place; undefined where it can't stand there at all. */
function write(sheet: Sheet, { place, text }: Share, reference: string, usedFields: Map<string, string>): { printed: Printed; continues: boolean } | undefined {
  const { page, toUser } = pageOf(sheet, place.page);
  const base = { key: place.key, page: place.page, box: place.box, kind: 'text' as const };
  if (place.slot.kind === 'print') {
    const fitted = fitInPlace(sheet, place, text, place.cells, reference);
    if (!fitted) return undefined;
    inkText(inkOf(sheet, place.page), fitted.lines, sheet.font);
    return { printed: { ...base, text: spoken(fitted) }, continues: fitted.continues };
  }
  const field = findWidget(sheet.document, page, place.slot.object);
  // Two places of one field can only hold one text.
  const already = usedFields.get(place.slot.field);
  if (!field || (already !== undefined && already !== text)) return undefined;
  const cells = combCells(field, place.box);
  const fitted = fitInPlace(sheet, place, text, cells, reference);
  if (!fitted) return undefined;
  usedFields.set(place.slot.field, text);
  const content = emptyInk();
  inkText(content, fitted.lines, sheet.font);
  setText(field, fitted.continues ? spoken(fitted) : text, fitted.lines.length, fitted.lines[0]?.size ?? 0);
  setAppearance(sheet.document, field, place.box, toUser, content);
  return { printed: { ...base, field: place.slot.field, text: spoken(fitted) }, continues: fitted.continues };
}

function mark(sheet: Sheet, place: Place): Printed | undefined {
  const { page, toUser } = pageOf(sheet, place.page);
  const printed = { key: place.key, page: place.page, box: place.box, kind: 'mark' as const };
  if (place.slot.kind === 'print') {
    inkCross(inkOf(sheet, place.page), place.box);
    return printed;
  }
  const field = findWidget(sheet.document, page, place.slot.object);
  if (!field) return undefined;
  setMark(sheet.document, field, place.box, toUser);
  return { ...printed, field: place.slot.field };
}

/** A crossed field that the request answers otherwise is cleared. Returns the keys of these fields. */
function clearOthers(sheet: Sheet, places: readonly Place[], answers: ReadonlyMap<PlaceKey, Answer>): PlaceKey[] {
  const cleared: PlaceKey[] = [];
  const answered = new Set([...answers].filter(([, answer]) => answer.kind === 'mark').map(([key]) => questionOf(key)));
  for (const place of places) {
    const isOption = questions.some((row) => row.options?.some((option) => option.key === place.key));
    if (!isOption || answers.has(place.key) || place.slot.kind !== 'field' || !answered.has(questionOf(place.key))) continue;
    const field = findWidget(sheet.document, pageOf(sheet, place.page).page, place.slot.object);
    if (!field) continue;
    clearMark(sheet.document, field);
    cleared.push(place.key);
  }
  return cleared;
}

/** A list's fields that the new values leave over lose the value that they held. */
function clearRest(sheet: Sheet, rest: readonly Place[], usedFields: ReadonlyMap<string, string>): void {
  for (const place of rest) {
    if (place.slot.kind !== 'field' || usedFields.has(place.slot.field)) continue;
    const { page, toUser } = pageOf(sheet, place.page);
    const field = findWidget(sheet.document, page, place.slot.object);
    if (field) clearText(sheet.document, field, place.box, toUser);
  }
}

/** Written on already; of a question with boxes, any of its boxes. */
function isTaken(own: readonly Place[], places: readonly Place[]): boolean {
  const asked = new Set(own.map((place) => questionOf(place.key)));
  const isOption = (place: Place) => questions.some((row) => row.options?.some((option) => option.key === place.key));
  return own.some((place) => place.occupied) || places.some((place) => place.occupied && isOption(place) && asked.has(questionOf(place.key)));
}

/**
 * Puts each answer in its place, and what does not fit on annex pages at the end. An answer without a place, or that its
 * place can't take, is in `left`: nothing is put elsewhere instead.
 */
export function fill(sheet: Sheet, places: readonly Place[], answers: ReadonlyMap<PlaceKey, Answer>): Filled {
  const printed: Printed[] = [];
  const left: PlaceKey[] = [];
  const annex: AnnexItem[] = [];
  const usedFields = new Map<string, string>();
  const cleared = clearOthers(sheet, places, answers);
  for (const [key, answer] of answers) {
    const own = places.filter((place) => place.key === key);
    if (own.length === 0 || isTaken(own, places)) {
      left.push(key);
      continue;
    }
    if (answer.kind === 'mark') {
      const crossed = own[0] && mark(sheet, own[0]);
      if (crossed) printed.push(crossed);
      else left.push(key);
      continue;
    }
    const [first] = own;
    const shares = answer.kind === 'list' ? share(answer.values, own) : first ? [{ place: first, text: answer.text }] : [];
    const number = annex.length + 1;
    const written = shares.map((part) => write(sheet, part, annexReference(number), usedFields));
    if (written.some((part) => part?.continues)) annex.push({ key, number, text: answer.kind === 'list' ? printApart(answer.values) : answer.text });
    clearRest(sheet, own.slice(shares.length), usedFields);
    printed.push(...written.flatMap((part) => (part ? [part.printed] : [])));
    if (written.some((part) => !part)) left.push(key);
  }
  const annexPages = addAnnex(sheet.document, sheet.font, annex);
  const placed = [...new Set(printed.map((part) => part.key))].filter((key) => !left.includes(key));
  return { printed, placed, left, annexed: annex.map((item) => item.key), cleared, annexPages };
}
