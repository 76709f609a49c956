import { deflateSync } from 'node:zlib';
import { objectsOf, outline, replace } from './outline.ts';
import type { Random } from './random.ts';

/** `text` is the file, one character a byte; `other` is another form, to take pieces from. Unchanged where it has nothing to change. */
export type Mutation = { name: string; change: (text: string, random: Random, other: string) => string };

const giants = ['-1', '0', '1e9', '2147483648', '-2147483649', '4294967296', '99999999999999999999', '0.0000000000001', '-0.5', '--5', '65536', '1000001', '.'];
const types = ['null', 'true', '[]', '<<>>', '()', '<>', '/X', '7', '-1.5', '(\u00fe\u00ff\u0000)', '999 0 R', '[[] [] []]', '<< /Kids [1 0 R] >>'];
const filters = [
  'FlateDecode',
  'LZWDecode',
  'RunLengthDecode',
  'ASCIIHexDecode',
  'ASCII85Decode',
  'DCTDecode',
  'JPXDecode',
  'CCITTFaxDecode',
  'JBIG2Decode',
  'Crypt',
  'X',
];
const operators = [
  'q',
  'Q',
  'BT',
  'ET',
  'W n',
  'f',
  'sh',
  'Do',
  'BI',
  'EI',
  '/X Do',
  '/F1 0 Tf',
  '0 0 0 0 0 0 cm',
  '1e9 0 0 1e9 0 0 cm',
  '(\\',
  '<<',
  ']',
  '[',
  'Tj',
  "'",
];

/** What must never reach the output, in the entries where it does harm. */
const planted = [
  '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>',
  '/AA << /O << /S /Launch /F (cmd.exe) >> /C << /S /JavaScript /JS (1) >> >>',
  '/A << /S /URI /URI (file:///etc/passwd) /Next [<< /S /SubmitForm /F << /FS /URL /F (http://example.invalid) >> >>] >>',
  '/A << /S /GoToR /F (other.pdf) /D [0 /Fit] >>',
  '/A << /S /Rendition /JS (1) >> /PA << /S /URI /URI (http://example.invalid) >>',
  '/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> /EmbeddedFiles << /Names [(f) << /Type /Filespec /F (f) /EF << /F 4 0 R >> >>] >> >>',
  '/AF [<< /Type /Filespec /F (f.exe) /EF << /F 4 0 R >> >>]',
  '/F (http://example.invalid/stream) /FFilter /FlateDecode',
  '/Ref << /F << /Type /Filespec /F (other.pdf) >> /Page 0 >>',
  '/RichMediaContent << /Assets << /Names [(a) << /F (a.swf) >>] >> >> /Subtype /RichMedia',
  '/XFA [(template) 4 0 R]',
  '/Next << /S /ImportData /F (data.fdf) >>',
];

type Found = { index: number; text: string };

function findAll(text: string, pattern: RegExp): Found[] {
  return [...text.matchAll(pattern)].map((found) => ({ index: found.index, text: found[0] }));
}

/** Puts something else where `pattern` stands in the file's structure, at a few places. */
const replacing =
  (pattern: RegExp, by: (found: string, random: Random, all: readonly Found[]) => string, most = 4) =>
  (text: string, random: Random): string => {
    let changed = text;
    for (let left = 1 + random.below(most); left > 0; left--) {
      const all = findAll(outline(changed), pattern);
      if (all.length === 0) return changed;
      const { index, text: found } = random.pick(all);
      changed = replace(changed, index, index + found.length, by(found, random, all));
    }
    return changed;
  };

/** Puts an entry at a dictionary's beginning, where it counts for most readers, or at its end, where it counts for others. */
function insertEntry(text: string, random: Random, entry: string): string {
  const end = random.chance(0.5);
  const all = findAll(outline(text), end ? />>/g : /<</g);
  if (all.length === 0) return text;
  const { index } = random.pick(all);
  return end ? replace(text, index, index, ` ${entry} `) : replace(text, index + 2, index + 2, ` ${entry} `);
}

function inBytes(text: string, random: Random, change: (byte: number) => number, most: number): string {
  const bytes = Buffer.from(text, 'latin1');
  const structure = outline(text);
  for (let left = 1 + random.below(most); left > 0; left--) {
    let at = random.below(bytes.length);
    // Most of a file is compressed data: half of the hits look for its structure.
    for (let tries = 0; tries < 30 && random.chance(0.5) && structure[at] === ' '; tries++) at = random.below(bytes.length);
    bytes[at] = change(bytes[at] ?? 0) & 255;
  }
  return bytes.toString('latin1');
}

function runOfBytes(text: string, random: Random): string {
  const length = 1 + random.below(random.pick([4, 40, 400, 4000]));
  const at = random.below(text.length);
  const from = random.below(text.length);
  const filling = random.pick([
    () => '\u0000'.repeat(length),
    () => '\u00ff'.repeat(length),
    () => text.slice(from, from + length),
    () => Array.from({ length }, () => String.fromCharCode(random.below(256))).join(''),
  ])();
  return replace(text, at, at + (random.chance(0.3) ? 0 : filling.length), filling);
}

function truncate(text: string, random: Random): string {
  if (random.chance(0.5)) return text.slice(0, 9 + random.below(text.length));
  const at = random.below(text.length);
  return replace(text, at, at + random.below(Math.ceil(text.length / 4)), '');
}

/** Streams of both files: dictionary and data, for other objects to become. */
function splice(text: string, random: Random, other: string): string {
  const [objects, donors] = [objectsOf(text), objectsOf(other)];
  if (objects.length === 0 || donors.length === 0) return text;
  const [target, donor] = [random.pick(objects), random.pick(donors)];
  return replace(text, target.from, target.to, other.slice(donor.from, donor.to));
}

/** The same number twice, as after an edit: with another object's body, or in another generation. */
function duplicate(text: string, random: Random): string {
  const objects = objectsOf(text);
  if (objects.length === 0) return text;
  const [named, body] = [random.pick(objects), random.pick(objects)];
  const copy = `\n${named.number} ${random.pick([0, 0, 1, 65535])} obj${text.slice(body.from, body.to)}endobj\n`;
  const at = random.chance(0.5) ? random.pick(objects).end : Math.max(text.lastIndexOf('xref') - 5, 0);
  return replace(text, at, at, copy);
}

/** Page trees, fields and outlines that lead back to themselves. */
function cycle(text: string, random: Random): string {
  const objects = objectsOf(text).filter(({ from, to }) => /\/(Kids|Parent|Next|First|Prev|Dests|Resources|XObject)\b/.test(text.slice(from, to)));
  if (objects.length === 0) return text;
  const own = random.pick(objects);
  const [target, body] = [random.chance(0.6) ? own : random.pick(objects), text.slice(own.from, own.to)];
  const towards = `${target.number} ${target.generation} R`;
  const changed = random.chance(0.5)
    ? body.replace(/\/(Kids|Annots|Fields|Contents|XObject)\s*\[[^\]]*\]/, (_, key: string) => `/${key} [${`${towards} `.repeat(1 + random.below(40))}]`)
    : body.replace(/\/(Parent|Next|First|Last|Prev|Pages|Resources|Length|Contents)\s+\d+ \d+ R/, (_, key: string) => `/${key} ${towards}`);
  return replace(text, own.from, own.to, changed);
}

function nest(text: string, random: Random): string {
  const depth = random.pick([20, 300, 5000, 60_000]);
  const [open, close] = random.pick([
    ['[', ']'],
    ['<< /Kids ', ' >>'],
    ['<< /Parent ', ' >>'],
    ['(', ')'],
  ] as const);
  const all = findAll(outline(text), /\/(Kids|Annots|Fields|Contents|MediaBox|Resources|DA|V|Length)\b/g);
  if (all.length === 0) return text;
  const { index, text: key } = random.pick(all);
  const close2 = random.chance(0.8) ? close.repeat(depth) : '';
  return replace(text, index + key.length, index + key.length, ` ${open.repeat(depth)}${close2} `);
}

/** Data behind one more filter, truly or only said so; with parameters that make decoders reserve room. */
function refilter(text: string, random: Random): string {
  const streams = objectsOf(text).filter(({ from, to }) => /stream\r?\n/.test(text.slice(from, to)));
  if (streams.length === 0) return text;
  const { from, to } = random.pick(streams);
  const body = text.slice(from, to);
  const start = body.search(/stream\r?\n/);
  const dataAt = start + (/stream\r?\n/.exec(body)?.[0].length ?? 0);
  const end = body.lastIndexOf('endstream');
  const old = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(body.slice(0, start))?.[1]?.replace(/[[\]]/g, '') ?? '';
  const data = Buffer.from(body.slice(dataAt, end).replace(/\r?\n$/, ''), 'latin1');
  const [filter, wrapped] = random.pick([
    () => ['/ASCIIHexDecode', `${data.toString('hex')}>`],
    () => ['/FlateDecode', deflateSync(data).toString('latin1')],
    () => [Array.from({ length: 1 + random.below(6) }, () => `/${random.pick(filters)}`).join(' '), data.toString('latin1')],
    () => [`/${random.pick(filters)}`, data.toString('latin1')],
  ] as const)();
  const parameters = random.chance(0.3)
    ? `/DecodeParms << /Predictor ${random.pick(['2', '12', '15', '99'])} /Columns ${random.pick(giants)} /Colors ${random.pick(giants)} /K -1 /Rows ${random.pick(giants)} >>`
    : '';
  const head = body
    .slice(0, start)
    .replace(/\/Filter\s*(\[[^\]]*\]|\/\w+)/, '')
    .replace(/\/Length\s+\d+( \d+ R)?/, '');
  const said = head.replace('<<', `<< /Filter [${filter} ${old}] /Length ${wrapped?.length ?? 0} ${parameters} `);
  return replace(text, from, to, `${said}stream\n${wrapped}\nendstream\n`);
}

function breakCrossReference(text: string, random: Random): string {
  const changes: ((given: string) => string)[] = [
    (given) => given.replace(/startxref\s+\d+/g, () => `startxref\n${random.below(text.length * 2)}`),
    (given) => given.replace(/startxref\s+\d+(?![\s\S]*startxref)/, 'startxref\n99999999999999'),
    (given) => given.replace(/\/Prev \d+/, '').replace(/\btrailer\s*<</, `trailer << /Prev ${Math.max(text.lastIndexOf('xref\n0'), 0)} `),
    (given) => given.replace(/\d{10} \d{5} n/g, (entry) => (random.chance(0.2) ? `${String(random.below(text.length)).padStart(10, '0')} 00000 n` : entry)),
    (given) =>
      given.replace(/\/(Size|Index|W|N|First)\s*(\d+|\[[^\]]*\])/g, (_, key: string) => `/${key} ${random.pick([...giants, '[0 999999999]', '[8 8 8]'])}`),
    (given) => given.replace(/\/Root \d+/, () => `/Root ${random.below(40)}`),
    (given) => given.replace(/%%EOF[\s\S]*$/, '').replace(/xref/g, 'xrfe'),
  ];
  return random.pick(changes)(text);
}

/** Something into the middle of a stream that is not compressed: content that no producer writes. */
function contentOperators(text: string, random: Random): string {
  const streams = findAll(text, /(?<=stream\r?\n)(?=[\s\S]{0,400}\b(cm|Tf|re)\b)/g);
  if (streams.length === 0) return text;
  const { index } = random.pick(streams);
  const end = text.indexOf('endstream', index);
  const breaks = findAll(text.slice(index, end), /\n/g);
  const at = index + (breaks.length > 0 ? random.pick(breaks).index : 0);
  const times = random.pick([1, 3, 50, 20_000]);
  return replace(text, at, at, `\n${`${random.pick(operators)} `.repeat(times)}\n`);
}

function contentNumbers(text: string, random: Random): string {
  const all = findAll(text, /(?<=[\s[])-?\d+(\.\d+)?(?=[\s\]])/g);
  if (all.length === 0) return text;
  const { index, text: found } = random.pick(all);
  return replace(text, index, index + found.length, random.pick(giants));
}

const reference = /\b\d+ 0 R\b/g;
const value = /(?<=\/\w+\s*)(\d+ 0 R|-?\d+(\.\d+)?|\/\w+|\([^()]{0,80}\)|\[[^[\]]{0,200}\])/g;

export const mutations: readonly Mutation[] = [
  { name: 'bits', change: (text, random) => inBytes(text, random, (byte) => byte ^ (1 << random.below(8)), 24) },
  { name: 'bytes', change: (text, random) => inBytes(text, random, () => random.below(256), 24) },
  { name: 'runs', change: runOfBytes },
  { name: 'truncation', change: truncate },
  { name: 'splice', change: splice },
  { name: 'duplicate', change: duplicate },
  { name: 'cycle', change: cycle },
  { name: 'references', change: replacing(reference, (_, random, all) => random.pick(all).text) },
  { name: 'lost references', change: replacing(reference, (_, random) => `${random.below(3000)} ${random.pick([0, 0, 7])} R`) },
  { name: 'numbers', change: replacing(/(?<=[\s[])-?\d+(\.\d+)?(?=[\s\]])/g, (_, random) => random.pick(giants)) },
  { name: 'names', change: replacing(/\/\w+/g, (_, random, all) => random.pick(all).text) },
  { name: 'types', change: replacing(value, (_, random) => random.pick(types)) },
  {
    name: 'lengths',
    change: replacing(/\/Length\s+\d+( \d+ R)?/g, (_, random) => `/Length ${random.pick([...giants, '3 0 R', '/X', `${random.below(900)}`])}`),
  },
  { name: 'filters', change: refilter },
  { name: 'nesting', change: nest },
  { name: 'cross-reference', change: breakCrossReference },
  { name: 'operators', change: contentOperators },
  { name: 'content numbers', change: contentNumbers },
  { name: 'planted', change: (text, random) => insertEntry(text, random, random.pick(planted)) },
];
