import { isEmail, parseInstitutionNumber, splitInstitutionNumbers } from '../intake/values.ts';
import type { Role } from './columns.ts';
import type { Mapping } from './mapping.ts';
import type { NumberFault, Reason, Remark, RemarkCode } from './remark.ts';
import type { Row } from './table.ts';

/** What one row says of its school. */
export type Said = {
  row: number;
  name: string;
  board: string;
  /** As they print, six digits. */
  numbers: readonly string[];
  /** Those of `numbers` that were written with five digits. */
  fiveDigits: readonly string[];
  /** Those of `numbers` that were written with fewer digits than one that lost its zeros. */
  short: readonly string[];
  director: { name: string; email: string };
  emailIsSchools: boolean;
  accessGroups: readonly string[];
  username: string;
  isMainSeat: boolean;
  remarks: readonly Remark[];
  reasons: readonly Reason[];
};

/** What a spreadsheet shows where a formula has no value. */
const errorCell = /^#(REF!|N\/A|N\/B|VALUE!|WAARDE!|VALEUR!|NAME\?|NAAM\?|NOM\?|DIV\/0!|DEEL\/0!|NUM!|GETAL!|NOMBRE!|NULL!|LEEG!|NUL!|SPILL!|VERW!|VERW\.?!)$/i;

/** Characters: lists of numbers and groups may be long, what is longer than these was never meant as one. */
const longest = { list: 4000, text: 500 };

const isTooLong = (role: Role, cell: string) => cell.length > (role === 'number' || role === 'accessGroups' ? longest.list : longest.text);

const tidy = (cell: string) => cell.replace(/\s+/g, ' ').trim();

/** What lists write in a cell that has nothing to say. */
const nothing = /^(-+|0+|\/|n\.?v\.?t\.?|n\/?a|null|geen|aucun|none)$/i;

const affirmative = /^(true|waar|vrai|ja|oui|yes|1|x)$/i;

/** `="035642"` is how some programs keep a spreadsheet from dropping zeros. */
const plainly = (cell: string) => (cell.startsWith('="') && cell.endsWith('"') ? cell.slice(2, -1).trim() : cell);

/** A row's cells by what they are. */
function cellsOf({ cells }: Row, { roles }: Mapping): (role: Role) => string[] {
  const by = new Map<Role, string[]>();
  for (const [at, role] of roles.entries()) {
    const cell = plainly((cells[at] ?? '').trim());
    if (role === 'none' || cell === '') continue;
    const others = by.get(role);
    if (others) others.push(cell);
    else by.set(role, [cell]);
  }
  return (role) => by.get(role) ?? [];
}

/** Institution numbers have six digits; of the real ones that lost their zeros four or five are left. */
const fewestLeft = 4;

type Numbers = { numbers: string[]; fiveDigits: string[]; short: string[]; remarks: Remark[]; wrong: { code: NumberFault; values: readonly string[] }[] };

function readNumbers(row: number, cells: readonly string[]): Numbers {
  const read: Numbers = { numbers: [], fiveDigits: [], short: [], remarks: [], wrong: [] };
  const remark = (code: RemarkCode, ...values: string[]) => read.remarks.push({ code, row, values });
  for (const written of cells.flatMap(splitInstitutionNumbers)) {
    const whole = parseInstitutionNumber(written);
    const hasSite = !whole.ok && whole.code === 'numberHasSite';
    const parsed = hasSite ? parseInstitutionNumber(written.split(/[-_/]/)[0] ?? '') : whole;
    if (!parsed.ok) {
      if (parsed.code !== 'numberEmpty' && parsed.code !== 'numberHasSite') read.wrong.push({ code: parsed.code, values: [written] });
      continue;
    }
    const { number, padded, unusual } = parsed.value;
    if (read.numbers.includes(number)) continue;
    if (hasSite) remark('numberHasSite', written, number);
    else if (padded) remark('numberPadded', written, number);
    if (unusual) remark('numberUnusual', number);
    const digits = written.replace(/\D/g, '');
    if (padded && !hasSite && /^[1-9]\d{4}$/.test(digits)) read.fiveDigits.push(number);
    if (digits.length < fewestLeft) read.short.push(number);
    read.numbers.push(number);
  }
  return read;
}

type Director = { name: string; email: string; invalid?: string; several?: string };

const isAddress = (word: string) => word.includes('@');

/** The words of a cell that are no address, as a name. */
function nameIn(cell: string): string {
  const words = cell.split(/[\s<>()"]+/).filter((word) => word !== '' && !isAddress(word));
  return words.join(' ').replace(/\s*[,;-]$/, '');
}

/** `Jan Jansen <jan@school.be>` in one cell is a name and an address; of several addresses the first is taken. */
function readDirector(names: readonly string[], addresses: readonly string[]): Director {
  const written = [...addresses, ...names.filter(isAddress)].map(tidy).join(' ');
  const words = written.split(/[\s,;<>()"]+/).filter(isAddress);
  const emails = [...new Set(words.map((word) => word.replace(/^mailto:/i, '')).filter(isEmail))];
  const [email] = emails;
  const beside = email === undefined ? undefined : addresses.map(nameIn).find((word) => /\p{L}{2}/u.test(word));
  const name = tidy(names.map(nameIn).join(' ')) || (beside ?? '');
  if (email === undefined) return { name, email: '', ...(written !== '' && { invalid: written }) };
  return { name, email, ...(emails.length > 1 && { several: emails.join(', ') }) };
}

const splitGroups = (cells: readonly string[]) =>
  // A group's own name may have a comma in it, where semicolons or breaks part the groups.
  cells
    .flatMap((cell) => cell.split(/[;\n\t|]/.test(cell) ? /[;\n\t|]+/ : /,/))
    .map(tidy)
    .filter((group) => group !== '');

/** A row of the table → what it says, with what is worth knowing of it and what keeps it from being taken. */
export function readRow(row: Row, mapping: Mapping): Said {
  const written = cellsOf(row, mapping);
  const reasons: Reason[] = [];
  const cells = (role: Role) =>
    written(role).filter((cell) => {
      const tooLong = isTooLong(role, cell);
      const isError = !tooLong && errorCell.test(cell);
      if (tooLong) reasons.push({ code: 'cellTooLong', values: [`${cell.slice(0, 40)}…`] });
      if (isError) reasons.push({ code: 'cellIsError', values: [cell] });
      return !tooLong && !isError && !nothing.test(cell);
    });
  const first = (role: Role) => tidy(cells(role)[0] ?? '');
  const at = row.number;

  const { numbers, fiveDigits, short, remarks, wrong } = readNumbers(at, cells('number'));
  const names = [...cells('directorName'), ...cells('directorFirstName'), ...cells('directorLastName')];
  const own = readDirector(names, cells('directorEmail'));
  const schools = own.email === '' && own.invalid === undefined ? readDirector([], cells('schoolEmail')) : undefined;
  const email = own.email || (schools?.email ?? '');
  const several = own.several ?? schools?.several;
  if (several !== undefined) remarks.push({ code: 'emailsSeveral', row: at, values: [email, several] });
  if (schools?.invalid !== undefined) remarks.push({ code: 'emailInvalid', row: at, values: [schools.invalid] });

  const said = {
    row: at,
    name: first('name'),
    board: first('board'),
    numbers,
    fiveDigits,
    short,
    director: { name: own.name, email },
    emailIsSchools: own.email === '' && email !== '',
    accessGroups: splitGroups(cells('accessGroups')),
    username: first('username'),
    isMainSeat: written('mainSeat').some((cell) => affirmative.test(cell)),
  };
  // A wrong number beside a good one is left out; a row of wrong numbers only is nobody's.
  if (numbers.length === 0) reasons.push(...wrong);
  else remarks.push(...wrong.map(({ code, values }) => ({ code, row: at, values })));
  if (own.invalid !== undefined) reasons.push({ code: 'emailInvalid', values: [own.invalid] });
  if (reasons.length === 0 && numbers.length === 0 && said.name === '') reasons.push({ code: 'rowNamesNoSchool', values: [] });
  return { ...said, remarks, reasons };
}
