import { failure, success } from '../result.ts';
import type { Part } from './archive.ts';
import { DamagedPart, readArchive } from './archive.ts';
import { readFormats } from './formats.ts';
import { headersKnown, rowsAbove } from './header.ts';
import type { Book } from './sheet.ts';
import { readSheet, readStrings } from './sheet.ts';
import type { GridResult, TableFailure } from './table.ts';
import type { Allowance } from './xml.ts';
import { fullAllowance, readXml, TooMuch } from './xml.ts';

type Parts = ReadonlyMap<string, Part>;
type Sheet = { name: string; hidden: boolean; part: Part };

/** Sheets that are looked at for the one with the schools. */
const mostSheets = 50;

/** Archives that are no workbook of this kind, by a part that each has. */
const otherFormats = [
  { part: 'xl/workbook.bin', name: '.xlsb' },
  { part: 'content.xml', name: '.ods' },
  { part: 'word/document.xml', name: '.docx' },
  { part: 'Index/Document.iwa', name: '.numbers' },
] as const;

/** `xl/` and `../worksheets/sheet1.xml` or `/xl/worksheets/sheet1.xml` → the part's name. */
function resolve(folder: string, target: string): string {
  return new URL(target, `zip:///${folder}`).pathname.slice(1);
}

/** What the parts beside this one are to it: by their ids, and by the last word of their types. */
function relations(parts: Parts, of: string, allowance: Allowance): { byId: ReadonlyMap<string, string>; byType: ReadonlyMap<string, string> } {
  const cut = of.lastIndexOf('/') + 1;
  const part = parts.get(`${of.slice(0, cut)}_rels/${of.slice(cut)}.rels`);
  const byId = new Map<string, string>();
  const byType = new Map<string, string>();
  if (!part) return { byId, byType };
  readXml(part, allowance, {
    open(name, attributes) {
      // What is outside of the file stays there.
      if (name !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
      const target = resolve(of.slice(0, cut), attributes.get('Target') ?? '');
      byId.set(attributes.get('Id') ?? '', target);
      byType.set((attributes.get('Type') ?? '').replace(/.*\//, ''), target);
    },
  });
  return { byId, byType };
}

function workbookOf(parts: Parts, allowance: Allowance): { name: string; part: Part } | undefined {
  const name = relations(parts, '', allowance).byType.get('officeDocument') ?? 'xl/workbook.xml';
  const part = parts.get(name);
  return part && /\.xml$/i.test(name) && !name.startsWith('word/') ? { name, part } : undefined;
}

function readBook(parts: Parts, workbook: { name: string; part: Part }, allowance: Allowance): { sheets: Sheet[]; book: Book } {
  const { byId, byType } = relations(parts, workbook.name, allowance);
  const sheets: Sheet[] = [];
  let since1904 = false;
  readXml(workbook.part, allowance, {
    open(name, attributes) {
      if (name === 'workbookPr') since1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '');
      const part = name === 'sheet' ? parts.get(byId.get(attributes.get('id') ?? '') ?? '') : undefined;
      if (part && sheets.length < mostSheets)
        sheets.push({ name: attributes.get('name') ?? '', hidden: (attributes.get('state') ?? 'visible') !== 'visible', part });
    },
  });
  const named = (type: string) => parts.get(byType.get(type) ?? '');
  return { sheets, book: { strings: readStrings(named('sharedStrings'), allowance), formats: readFormats(named('styles'), allowance), since1904 } };
}

/** The sheet with the most known headers; the first that holds anything where none has any. Hidden ones only where no other holds anything. */
function chooseSheet(sheets: readonly Sheet[], book: Book, allowance: Allowance): Sheet | undefined {
  const seen = sheets.flatMap((sheet) => {
    const top = readSheet(sheet.part, book, allowance, rowsAbove);
    // What is refused in its first rows is refused again, with its sentence, once the sheet is chosen.
    const fit = top.ok ? headersKnown(top.value) : 0;
    return top.ok && top.value.rows.length === 0 ? [] : [{ sheet, fit: sheet.hidden ? -1 : fit }];
  });
  return seen.sort((a, b) => b.fit - a.fit)[0]?.sheet;
}

function readParts(parts: Parts): GridResult {
  const allowance = fullAllowance();
  const workbook = workbookOf(parts, allowance);
  if (!workbook) {
    const other = otherFormats.find(({ part }) => parts.has(part));
    return failure('tableOtherFormat', other?.name ?? '.zip');
  }
  const { sheets, book } = readBook(parts, workbook, allowance);
  const sheet = chooseSheet(sheets, book, allowance);
  if (!sheet) return failure('tableEmpty');
  const read = readSheet(sheet.part, book, allowance);
  if (!read.ok || sheets.length === 1) return read;
  return success({ rows: read.value.rows, notes: [{ code: 'sheetChosen', values: [sheet.name] }, ...read.value.notes] });
}

/** The bytes of an .xlsx → the rows of its sheet of schools. Formulas, macros, links and pictures are never looked at. */
export function readWorkbook(bytes: Uint8Array): GridResult {
  const parts = readArchive(bytes);
  if (!parts) return failure('tableDamaged');
  if ([...parts.values()].some(({ encrypted }) => encrypted)) return failure('tableEncrypted');
  try {
    return readParts(parts);
  } catch (error) {
    return failure(failureOf(error));
  }
}

function failureOf(error: unknown): TableFailure {
  if (error instanceof TooMuch) return 'tableBomb';
  if (error instanceof DamagedPart) return 'tableDamaged';
  throw error;
}
