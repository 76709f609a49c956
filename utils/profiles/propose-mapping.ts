import { fold } from '../intake/kinship.ts';
import { isEmail, parseInstitutionNumber } from '../intake/values.ts';
import type { Role } from './columns.ts';
import { namesSchool, roleOfHeader } from './columns.ts';
import type { Mapping } from './mapping.ts';
import type { Row } from './table.ts';
import { isBlank } from './table.ts';

/** `guessed`: the columns that only their cells told, for the person to look at. */
export type Proposal = { mapping: Mapping; guessed: readonly number[] };

/** Rows whose cells are looked at where a header tells nothing. */
const sampled = 200;

/** Characters of a cell that tell what it is. */
const longestCell = 200;

/** Roles that one column alone can have. */
const single: readonly Role[] = ['name', 'directorName', 'directorFirstName', 'directorLastName', 'directorEmail', 'schoolEmail', 'username', 'mainSeat'];

const schoolWord =
  /\b(school|scholen|basisschool|kleuterschool|lagere|college|instituut|institut|atheneum|athenee|lyceum|lycee|ecole|academie|internaat|campus|centrum|centre|go!|vbs|gbs|sint|saint|freinet|buso?|bubao)\b|school\b/i;
const director = /^(directie|direction|directeur|directrice|director|dir)\b/i;

/** The part of a column's filled cells that something is true of; 0 where none is filled. */
function share(cells: readonly string[], holds: (cell: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(holds).length / cells.length;
}

const distinct = (cells: readonly string[]) => (cells.length === 0 ? 0 : new Set(cells).size / cells.length);

function looksLikeNumber(cell: string): boolean {
  const parsed = parseInstitutionNumber(cell);
  return parsed.ok ? !parsed.value.unusual && /\d{5}/.test(cell.replace(/\D/g, '')) : parsed.code === 'numberHasSite';
}

/**
 * How much a column's cells look like a role, from 0 to 1. Short numbers are no institution numbers (a postal code has four digits),
 * nor are a few that come back again and again (the NIS code of a town).
 */
const looks: readonly { role: Role; from: number; by: (cells: readonly string[]) => number }[] = [
  { role: 'number', from: 0.7, by: (cells) => share(cells, looksLikeNumber) * (distinct(cells) > 0.5 || cells.length < 4 ? 1 : 0) },
  { role: 'directorEmail', from: 0.5, by: (cells) => share(cells, (cell) => isEmail(cell) && director.test(cell)) },
  { role: 'schoolEmail', from: 0.7, by: (cells) => share(cells, isEmail) },
  {
    role: 'name',
    from: 0.4,
    by: (cells) =>
      Math.max(
        share(cells, (cell) => schoolWord.test(cell) && !cell.includes('@')),
        0.45 * share(cells, (cell) => /\p{L}{3}.*[\s-]\p{L}/u.test(cell)),
      ),
  },
];

/** The best of several columns of which one alone can have the role: that which names the school, or else the first. */
function best(header: readonly string[], columns: readonly number[], role: Role): number | undefined {
  return (role === 'name' ? columns.find((at) => namesSchool(header[at] ?? '')) : undefined) ?? columns[0];
}

function fromHeader(header: readonly string[]): (Role | undefined)[] {
  const roles = header.map(roleOfHeader);
  // Beside a first name, and where another column names the school, a plain name is the person's.
  if (!roles.includes('directorLastName')) {
    const first = roles.indexOf('directorFirstName');
    const last = [first + 1, first - 1].find((at) => first >= 0 && roles[at] === 'name' && !namesSchool(header[at] ?? ''));
    if (last !== undefined && roles.some((role, at) => role === 'name' && at !== last)) roles[last] = 'directorLastName';
  }
  // An address right after the director's name is the director's.
  if (!roles.includes('directorEmail'))
    for (const [at, role] of roles.entries())
      if (role === 'schoolEmail' && ['directorName', 'directorFirstName', 'directorLastName'].includes(roles[at - 1] ?? '')) roles[at] = 'directorEmail';
  for (const role of single) {
    const columns = [...roles.keys()].filter((at) => roles[at] === role);
    const kept = best(header, columns, role);
    for (const at of columns) if (at !== kept) roles[at] = 'none';
  }
  return roles;
}

/** `Eva Claes` and `eva.claes@school.be`: a person's name is known again in the address beside it. */
function namesAddress(name: string, address: string): boolean {
  const words = fold(name)
    .split(/[^a-z]+/)
    .filter(({ length }) => length >= 3);
  const [local = ''] = address.trim().toLowerCase().split('@');
  return words.length >= 2 && isEmail(address.trim()) && words.some((word) => local.includes(word));
}

/** The column of the director's name and that of the address which the names are in, where no header tells the director. */
function personBesideAddress(roles: readonly (Role | undefined)[], open: readonly number[], sample: readonly Row[]): [number, Role][] {
  if (roles.some((role) => role === 'directorName' || role === 'directorFirstName' || role === 'directorLastName')) return [];
  const addresses = roles.flatMap((role, at) => (role === 'schoolEmail' || role === 'directorEmail' || role === undefined ? [at] : []));
  for (const address of addresses)
    for (const name of open) {
      const both = sample.filter(({ cells }) => !isBlank(cells[name] ?? '') && !isBlank(cells[address] ?? ''));
      const named = both.filter(({ cells }) => namesAddress(cells[name] ?? '', cells[address] ?? '') && !schoolWord.test(cells[name] ?? ''));
      if (both.length > 0 && named.length >= both.length / 2)
        return [
          [name, 'directorName'],
          [address, 'directorEmail'],
        ];
    }
  return [];
}

function fromCells(header: readonly string[], roles: readonly (Role | undefined)[], rows: readonly Row[]): Map<number, Role> {
  const found = new Map<number, Role>();
  const sample = rows.slice(0, sampled).map(({ number, cells }) => ({ number, cells: cells.map((cell) => cell.slice(0, longestCell)) }));
  const open = header.flatMap((_, at) => (roles[at] === undefined ? [at] : []));
  const cellsOf = new Map(open.map((at) => [at, sample.map(({ cells }) => (cells[at] ?? '').trim()).filter((cell) => !isBlank(cell))] as const));
  const has = (role: Role) => roles.includes(role) || [...found.values()].includes(role);
  for (const [at, role] of personBesideAddress(roles, open, sample)) found.set(at, role);
  for (const { role, from, by } of looks) {
    if (has(role) || (role === 'schoolEmail' && has('directorEmail'))) continue;
    const fits = open.filter((at) => !found.has(at)).map((at) => ({ at, fit: by(cellsOf.get(at) ?? []) }));
    const [first] = fits.filter(({ fit }) => fit >= from).sort((a, b) => b.fit - a.fit);
    if (first) found.set(first.at, role);
  }
  return found;
}

/** What each column is of a school: by its header, and where no header tells it, by its cells. */
export function proposeMapping(header: readonly string[], rows: readonly Row[]): Proposal {
  const known = fromHeader(header);
  const found = fromCells(header, known, rows);
  const roles = header.map((_, at) => found.get(at) ?? known[at] ?? 'none');
  return { mapping: { roles, mergeByName: false }, guessed: [...found.keys()].sort((a, b) => a - b) };
}

/** A mapping for another table of the same header: as wide as the table is, with nothing known of a column that it doesn't have. */
export function fitMapping(mapping: Mapping, header: readonly string[]): Mapping {
  return { ...mapping, roles: header.map((_, at) => mapping.roles[at] ?? 'none') };
}
