import type { Language } from '../i18n.ts';
import { translate } from '../i18n.ts';
import type { School } from '../intake/profile.ts';
import type { Result } from '../result.ts';
import { success } from '../result.ts';
import type { Mapping } from './mapping.ts';
import { mappingKey } from './mapping.ts';
import type { Match } from './match-schools.ts';
import { matchSchools } from './match-schools.ts';
import { printBadRows } from './print-bad-rows.ts';
import { proposeMapping } from './propose-mapping.ts';
import { readSchools } from './read-schools.ts';
import { readTable } from './read-table.ts';
import type { BadRow, Remark } from './remark.ts';
import type { Note, Table, TableFailure } from './table.ts';
import { isBlank } from './table.ts';

export type New = Extract<Match, { state: 'new' }>;
export type Differing = Extract<Match, { state: 'differs' }>;
type Same = Extract<Match, { state: 'same' }>;
export type Twins = Extract<Match, { state: 'twins' }>;

/** What of a list is to be seen before its schools are read. `samples`: of each column the first cells that hold something. */
export type Outline = {
  header: readonly string[];
  samples: readonly (readonly string[])[];
  rows: number;
  notes: readonly Note[];
  /** Under it a corrected mapping is remembered. */
  key: string;
  mapping: Mapping;
  guessed: readonly number[];
};

/** What taking a list over would do. `same`: schools that are stored as the list says them. `merged`: rows that went to a school of an earlier row. */
export type ListPlan = {
  fresh: readonly New[];
  differing: readonly Differing[];
  twins: readonly Twins[];
  same: readonly Same[];
  merged: number;
  bad: readonly BadRow[];
  remarks: readonly Remark[];
};

/** What a list is asked; plain data, so that it crosses to a Worker. */
export type ListCalls = {
  read: { ask: { source: Uint8Array | string }; answer: Result<Outline, TableFailure> };
  plan: { ask: { mapping: Mapping; stored: readonly School[] }; answer: Result<ListPlan, never> };
  printBad: { ask: { language: Language }; answer: Result<string, never> };
};
export type ListCall = { [Kind in keyof ListCalls]: { kind: Kind } & ListCalls[Kind]['ask'] }[keyof ListCalls];
export type ListAnswer = ListCalls[keyof ListCalls]['answer'];

/** Rows among which samples are looked for, how many cells of a column are shown, and how much of a cell. */
const sample = { rows: 200, cells: 3, length: 60 } as const;

function samplesOf({ header, rows }: Table): string[][] {
  const top = rows.slice(0, sample.rows);
  return header.map((_, at) =>
    top
      .map(({ cells }) => cells[at] ?? '')
      .filter((cell) => !isBlank(cell))
      .slice(0, sample.cells)
      .map((cell) => (cell.length > sample.length ? `${cell.slice(0, sample.length)}…` : cell)),
  );
}

/** One list at a time, kept between its calls: a corrected mapping reads its schools anew, not its file. */
export class OpenList {
  #table: Table | undefined;
  #bad: readonly BadRow[] = [];

  /** `plan` and `printBad` are asked after a `read` that went well. */
  answer(call: ListCall): ListAnswer {
    if (call.kind === 'read') return this.#read(call.source);
    if (!this.#table) throw new Error(`${call.kind} was asked of a list that was not read.`);
    if (call.kind === 'plan') return success(this.#plan(this.#table, call.mapping, call.stored));
    return success(this.#print(this.#table, call.language));
  }

  #read(source: Uint8Array | string): Result<Outline, TableFailure> {
    const read = readTable(source);
    this.#table = read.ok ? read.value : undefined;
    this.#bad = [];
    if (!read.ok) return read;
    const { header, rows, notes } = read.value;
    return success({ header, samples: samplesOf(read.value), rows: rows.length, notes, key: mappingKey(header), ...proposeMapping(header, rows) });
  }

  #plan(table: Table, mapping: Mapping, stored: readonly School[]): ListPlan {
    const { schools, bad, remarks } = readSchools(table, mapping);
    this.#bad = bad;
    const matches = matchSchools(schools, stored);
    return {
      fresh: matches.filter((match) => match.state === 'new'),
      differing: matches.filter((match) => match.state === 'differs'),
      twins: matches.filter((match) => match.state === 'twins'),
      same: matches.filter((match) => match.state === 'same'),
      merged: schools.reduce((sum, { rows }) => sum + rows.length - 1, 0),
      bad,
      remarks,
    };
  }

  #print(table: Table, language: Language): string {
    return printBadRows(table, this.#bad, (key, ...values) => translate(language, key, ...values));
  }
}
