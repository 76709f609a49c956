import type { Result } from '../result.ts';

/** One row as it stands in the file. `number` counts as a spreadsheet does: the first row is 1, blank rows and titles count too. */
export type Row = { number: number; cells: readonly string[] };

/**
 * What is worth knowing of how a file was read. `encodingGuessed`: it is no UTF-8, so windows-1252 was taken. `sheetChosen`: $1 of
 * several sheets. `linesSkipped`: $1 lines above the header. `headerMissing`: the first row is a school already. `rowsHidden`: $1
 * rows that the spreadsheet hides came along. `formulasEmpty`: $1 formulas have no stored value. `quotesAsWritten`: the quotes did
 * not pair, so they were read as plain characters.
 */
export type NoteCode = 'encodingGuessed' | 'sheetChosen' | 'linesSkipped' | 'headerMissing' | 'rowsHidden' | 'formulasEmpty' | 'quotesAsWritten';
export type Note = { code: NoteCode; values: readonly string[] };

/** Cells are text, always, and as they were written; rows may be shorter than the header. */
export type Table = {
  /** Empty texts where the file has no header. */
  header: readonly string[];
  /** The header's row number in the file; 0 where it has none. */
  headerRow: number;
  rows: readonly Row[];
  notes: readonly Note[];
};

/**
 * Why a file is no table. `tableOtherFormat`: $1 is the kind of file. `tableTooBig`: $1 MB is the most. `tableTooManyRows`,
 * `tableTooWide`: $1 is the most. `tableCellTooLong`: in row $1. `tableQuoteOpen`: a quote that opens in row $1 is never closed.
 * `tableBomb`: it unpacks to what no list of schools is.
 */
export type TableFailure =
  | 'tableEmpty'
  | 'tableNotText'
  | 'tableOtherFormat'
  | 'tableEncrypted'
  | 'tableDamaged'
  | 'tableTooBig'
  | 'tableTooManyRows'
  | 'tableTooWide'
  | 'tableCellTooLong'
  | 'tableQuoteOpen'
  | 'tableBomb';

/** A file or a sheet as rows, before anything is known of its header. Blank rows are left out. */
export type Grid = { rows: Row[]; notes: Note[] };
export type GridResult = Result<Grid, TableFailure>;

/** The most that is read. The government's list of all schools has some ten thousand rows of 36 columns, 4 MB. */
export const most = {
  bytes: 32 * 1024 * 1024,
  rows: 50_000,
  columns: 512,
  cells: 5_000_000,
  /** Characters in a cell: the most that a spreadsheet itself takes. */
  cellLength: 32_767,
  /** Bytes that the parts of a workbook unpack to, together. */
  unpacked: 256 * 1024 * 1024,
} as const;

export const isBlank = (cell: string) => cell.trim() === '';
