/** A filler that knows the truth: it prints each answer in its own box. What the judge says of it says how good the judge and the truth are. */
import { PDFDocument, rgb } from 'pdf-lib';
import type { Answer } from '../../utils/intake/answers.ts';
import { printList } from '../../utils/intake/answers.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { FillReport } from '../../utils/intake/form.ts';
import { embedFont } from '../../utils/pdf/font.ts';
import type { Places, Spot } from '../fixtures/generate/truth.ts';
import { spotsOf } from '../fixtures/generate/truth.ts';

/** What to do wrong, to see whether it is noticed. */
export type Fault = 'none' | 'shifted' | 'white' | 'missing' | 'neighbour' | 'tooWide' | 'extraCross';

/** For pages that are seen as they are: unrotated, beginning at 0,0. */
export async function fillByTruth(
  bytes: Uint8Array,
  places: Places,
  answers: ReadonlyMap<PlaceKey, Answer>,
  fault: Fault = 'none',
): Promise<{ bytes: Uint8Array; report: FillReport }> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false, password: '' });
  const font = await embedFont(document);
  const placed = [...answers.keys()];
  const print = (text: string, { page, box }: Spot) => {
    const [left, bottom, right, top] = box;
    const room = right - left - 4;
    let size = Math.min(9, (top - bottom) * 0.7);
    let lines = [text];
    const widest = () => Math.max(...lines.map((line) => font.widthOfTextAtSize(line, size)));
    while (widest() > room && fault !== 'tooWide') {
      const middle = text.indexOf(' ', text.length / 2);
      if (lines.length === 1 && middle > 0 && top - bottom > size * 2.6) lines = [text.slice(0, middle), text.slice(middle + 1)];
      else size -= 0.25;
    }
    if (fault === 'tooWide') size = Math.max(size, 14);
    const color = fault === 'white' ? rgb(1, 1, 1) : rgb(0, 0, 0.4);
    const shift = fault === 'shifted' ? 16 : 0;
    for (const [at, line] of lines.entries()) {
      const y = lines.length > 1 ? top - size * (1 + at * 1.25) : Math.max(bottom + size * 0.3, bottom + Math.min(5, (top - bottom - size) / 2));
      document.getPage(page).drawText(line, { x: left + 2, y: y - shift, size, font, color });
    }
  };
  const cross = ({ page, box: [left, bottom, right, top] }: Spot) => {
    const inset = Math.min(right - left, top - bottom) * 0.22;
    const ends = { left: left + inset, right: right - inset, bottom: bottom + inset, top: top - inset };
    document.getPage(page).drawLine({ start: { x: ends.left, y: ends.bottom }, end: { x: ends.right, y: ends.top }, thickness: 1.2 });
    document.getPage(page).drawLine({ start: { x: ends.left, y: ends.top }, end: { x: ends.right, y: ends.bottom }, thickness: 1.2 });
  };
  for (const [at, [key, answer]] of [...answers].entries()) {
    const target = fault === 'neighbour' ? (placed[(at + 1) % placed.length] ?? key) : key;
    const spots = spotsOf(places, target);
    const [first] = spots;
    if (!first || fault === 'missing') continue;
    if (answer.kind === 'mark') cross(first);
    else if (first.cells) printCells(answer.kind === 'text' ? [answer.text] : answer.values, spots, print);
    else if (answer.kind === 'text') print(answer.text, first);
    else if (spots.length >= answer.values.length) for (const [index, value] of answer.values.entries()) print(value, spots[index] ?? first);
    else print(printList(answer.values), first);
  }
  if (fault === 'extraCross') spotsOf(places, 'clientId.extend.yes').forEach(cross);
  return { bytes: await document.save({ updateFieldAppearances: false }), report: { placed, left: [], kept: [], annexed: [] } };
}

function printCells(values: readonly string[], spots: readonly Spot[], print: (text: string, spot: Spot) => void): void {
  for (const [at, value] of values.entries()) {
    const spot = spots[at];
    if (!spot) continue;
    const edges = [spot.box[0], ...(spot.cells ?? []), spot.box[2]];
    for (const [index, letter] of [...value.replace(/[^\p{L}\d]/gu, '')].entries()) {
      print(letter, { page: spot.page, box: [edges[index] ?? 0, spot.box[1], edges[index + 1] ?? 0, spot.box[3]] });
    }
  }
}
