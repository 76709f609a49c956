import type { Draft } from '../intake/decompose.ts';
import { fold } from '../intake/kinship.ts';
import type { School } from '../intake/profile.ts';
import { Groups } from './groups.ts';
import type { Mapping } from './mapping.ts';
import type { Said } from './read-row.ts';
import { readRow } from './read-row.ts';
import type { BadRow, Doubt, Reason, Remark } from './remark.ts';
import type { Table } from './table.ts';

/** A school as its rows say it. */
export type ReadSchool = {
  school: Draft<School>;
  /** Its name is the list's, rather than what stands for it where the list has none. */
  isNamed: boolean;
  /** The name (or number) of its board or group; empty where the list has none. */
  board: string;
  /** The numbers of its rows in the file. */
  rows: readonly number[];
  /** The director's address is what the list gives as the school's. */
  emailIsSchools: boolean;
  doubts: readonly Doubt[];
};
export type ReadSchools = { schools: readonly ReadSchool[]; bad: readonly BadRow[]; remarks: readonly Remark[] };

const nameMark = ({ name, board }: Said) => `${fold(name)}\n${fold(board)}`;

/** The rows with a number, those of one school together. */
function groupByNumber(rows: readonly Said[], mergeByName: boolean): Said[][] {
  const groups = new Groups<Said>();
  for (const said of rows)
    groups.add(said, [...said.numbers.map((number) => `number:${number}`), ...(mergeByName && said.name ? [`name:${nameMark(said)}`] : [])]);
  return groups.all();
}

type Placed = { groups: Said[][]; bad: BadRow[] };

/** Rows without a number go to the school of their name, or are a school of their own where nothing else tells which is meant. */
function placeNameless(groups: Said[][], without: readonly Said[], asksNumber: boolean): Placed {
  const byName = new Map<string, Set<Said[]>>();
  const known = (mark: string, group: Said[]) => byName.set(mark, (byName.get(mark) ?? new Set()).add(group));
  for (const group of groups)
    for (const said of group) {
      known(nameMark(said), group);
      if (said.board !== '') known(nameMark({ ...said, board: '' }), group);
    }
  const all = [...groups];
  const bad: BadRow[] = [];
  const refuse = (said: Said, reason: Reason) => bad.push({ row: said.row, reasons: [reason] });
  for (const said of without) {
    const [group, other] = byName.get(nameMark(said)) ?? [];
    if (other) refuse(said, { code: 'schoolAmbiguous', values: [said.name] });
    else if (group) group.push(said);
    // Only accounts are asked for without a number, and those by their access groups.
    else if (asksNumber && said.accessGroups.length === 0) refuse(said, { code: 'numberMissing', values: [] });
    else {
      const own = [said];
      all.push(own);
      known(nameMark(said), own);
    }
  }
  return { groups: all, bad };
}

function unique(values: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const value of values) if (!seen.has(fold(value))) seen.set(fold(value), value);
  return [...seen.values()];
}

/** The director of the first row that has one. What it lacks comes from a row of the same person only: an address of another is none. */
function directorOf(rows: readonly Said[]): { director: School['director']; emailIsSchools: boolean; remarks: Remark[] } {
  const told = rows.filter(({ director, emailIsSchools }) => director.name !== '' || (director.email !== '' && !emailIsSchools));
  const first = told[0];
  if (!first) {
    const email = rows.find(({ director }) => director.email !== '')?.director.email ?? '';
    return { director: { name: '', email }, emailIsSchools: email !== '', remarks: [] };
  }
  const director = { ...first.director };
  let schools = first.emailIsSchools;
  const remarks: Remark[] = [];
  for (const { row, director: other, emailIsSchools } of told.slice(1)) {
    const sameName = other.name === '' || director.name === '' || fold(other.name) === fold(director.name);
    const sameEmail = other.email === '' || director.email === '' || emailIsSchools || schools || fold(other.email) === fold(director.email);
    if (!sameName || !sameEmail) {
      remarks.push({ code: 'directorsDiffer', row, values: [printed(director), printed(other)] });
      continue;
    }
    director.name ||= other.name;
    if (other.email !== '' && (director.email === '' || (schools && !emailIsSchools))) {
      director.email = other.email;
      schools = emailIsSchools;
    }
  }
  return { director, emailIsSchools: schools && director.email !== '', remarks };
}

const printed = ({ name, email }: School['director']) => [name, email].filter((part) => part !== '').join(', ');

function namesRemark(first: Said, said: Said): Remark[] {
  if (said.name === '' || first.name === '' || fold(said.name) === fold(first.name)) return [];
  const number = said.numbers.find((one) => first.numbers.includes(one)) ?? said.numbers[0];
  if (number === undefined) return [];
  return [{ code: said.fiveDigits.includes(number) ? 'numberMaybeTown' : 'namesDiffer', row: said.row, values: [number, first.name, said.name] }];
}

/** What lists call a row that counts or adds up the others. */
const totals = new Set(
  'totaal totalen eindtotaal subtotaal som aantal gemiddelde total totaux sous-total somme nombre moyenne totals subtotal sum count average'.split(' '),
);
const isTotal = (label: string) => totals.has(fold(label).split(/[\s:.,;(=]/)[0] ?? '');

/** Rows that may be of no school. A school that the list tells more of than a short number is one: public lists begin at 1. */
function doubtsOf(rows: readonly Said[], { institutionNumbers, director, accessGroups, username }: Draft<School>): Doubt[] {
  const label = rows.map(({ name, board }) => name || board).find(isTotal);
  if (label !== undefined) return [{ code: 'nameOfTotal', values: [label] }];
  const [number = ''] = institutionNumbers;
  const tellsMore = [director.name, director.email, ...accessGroups, username, ...rows.map(({ board }) => board)].some((part) => part !== '');
  const isShort = institutionNumbers.length === 1 && rows.some(({ short }) => short.includes(number));
  return isShort && !tellsMore ? [{ code: 'numberShort', values: [number.replace(/^0+/, '')] }] : [];
}

function schoolOf(group: readonly Said[]): { read: ReadSchool; remarks: Remark[] } {
  // The main seat speaks first, for its name and its director; rows that nothing tells apart stay in their order.
  const rows = [...group].sort((a, b) => Number(b.isMainSeat) - Number(a.isMainSeat) || a.row - b.row);
  const inOrder = [...group].sort((a, b) => a.row - b.row);
  const named = rows.find(({ name }) => name !== '');
  const { director, emailIsSchools, remarks } = directorOf(rows);
  const institutionNumbers = unique(inOrder.flatMap(({ numbers }) => numbers));
  const accessGroups = unique(inOrder.flatMap((said) => said.accessGroups));
  const usernames = unique(rows.map(({ username }) => username).filter((username) => username !== ''));
  const first = rows[0];
  const row = first?.row ?? 0;
  if (named) for (const said of inOrder) remarks.push(...namesRemark(named, said));
  for (const other of usernames.slice(1)) remarks.push({ code: 'usernamesDiffer', row, values: [usernames[0] ?? '', other] });
  const name = named?.name ?? accessGroups[0] ?? institutionNumbers[0] ?? '';
  if (!named) remarks.push({ code: 'nameMissing', row, values: [name] });
  const school = { name, institutionNumbers, director, accessGroups, username: usernames[0] ?? '' };
  const board = rows.find((said) => said.board !== '')?.board ?? '';
  const doubts = doubtsOf(inOrder, school);
  return { read: { school, isNamed: named !== undefined, board, rows: inOrder.map((said) => said.row), emailIsSchools, doubts }, remarks };
}

/**
 * A table → its schools, in the order in which the file first names them. Rows of one institution number are one school, and rows of
 * one name and board where the mapping says so. What a row can't be taken for is in `bad`, what was restored or chosen in `remarks`.
 */
export function readSchools(table: Table, mapping: Mapping): ReadSchools {
  const said = table.rows.map((row) => readRow(row, mapping));
  const refused = said.filter(({ reasons }) => reasons.length > 0).map(({ row, reasons }) => ({ row, reasons }));
  const good = said.filter(({ reasons }) => reasons.length === 0);
  const grouped = groupByNumber(
    good.filter(({ numbers }) => numbers.length > 0),
    mapping.mergeByName,
  );
  const { groups, bad } = placeNameless(
    grouped,
    good.filter(({ numbers }) => numbers.length === 0),
    mapping.roles.includes('number'),
  );
  const schools = groups.map(schoolOf);
  const taken = new Set(schools.flatMap(({ read }) => read.rows));
  const remarks = [...good.filter(({ row }) => taken.has(row)).flatMap((row) => row.remarks), ...schools.flatMap((school) => school.remarks)];
  const addressed = schools.filter(({ read }) => read.emailIsSchools).length;
  if (addressed > 0) remarks.push({ code: 'emailIsSchools', row: 0, values: [String(addressed)] });
  return {
    schools: schools.map(({ read }) => read).sort((a, b) => (a.rows[0] ?? 0) - (b.rows[0] ?? 0)),
    bad: [...refused, ...bad].sort((a, b) => a.row - b.row),
    remarks: remarks.sort((a, b) => a.row - b.row),
  };
}
