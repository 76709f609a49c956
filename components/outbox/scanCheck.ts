import type { Submission } from '../../utils/batch/submission.ts';
import { withEngine } from '../../utils/extension/engine-host.ts';
import { formOf, getPdf } from '../../utils/extension/submissions.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { question, questionOf } from '../../utils/intake/catalogue.ts';
import type { FormMap, PageSize, Place } from '../../utils/intake/form.ts';
import { numberOf } from '../../utils/intake/kinship.ts';
import { place } from '../../utils/intake/placing.ts';
import type { Area, MadePage } from '../../utils/paper/compare.ts';
import { inspect, recognise } from '../../utils/paper/compare.ts';
import type { ScanDoubt } from '../../utils/paper/doubts.ts';
import { doubtsOf, namesOthers } from '../../utils/paper/doubts.ts';
import type { Grey } from '../../utils/paper/grey.ts';
import { greyOf } from '../../utils/paper/grey.ts';
import { isCertified } from '../../utils/pdf/certified.ts';
import type { Look } from '../../utils/pdf/look.ts';
import type { Result } from '../../utils/result.ts';
import { failure, success } from '../../utils/result.ts';
import { drawPicture, isPdf, isPicture, printCanvas } from '../signing/scan.ts';

/** What came back: one PDF, its pages as pictures, and what its text layer says. `certified`: it carries a certificate signature. */
export type CameBack = { name: string; bytes: Uint8Array; pictures: readonly Grey[]; text: string; certified: boolean };

/** Pixels across in which pages are compared; of a picture's longer side as it is kept: 200 dots an inch of A4. */
const wide = 1000;
const longest = 2340;
const jpegQuality = 0.85;
/** No form comes back with more pages; what follows is not looked at. */
const mostPages = 30;

/** Lets the page show what it shows before the next second of work. */
const breathe = () => new Promise<void>((done) => setTimeout(done));

async function picturesOf(look: Look, bytes: Uint8Array, turns: readonly number[] = []): Promise<Result<{ pictures: Grey[]; text: string }, string>> {
  const looked = await look(bytes, turns);
  if (!looked.ok) return looked;
  const { pages, picture, text, close } = looked.value;
  try {
    const pictures: Grey[] = [];
    const words: string[] = [];
    for (let page = 0; page < Math.min(pages, mostPages); page += 1) {
      pictures.push(greyOf(await picture(page, wide)));
      words.push(await text(page));
      await breathe();
    }
    return success({ pictures, text: words.join('\n') });
  } catch (error) {
    // pdf.js throws plain errors of many kinds on a page that it can't draw.
    if (error instanceof Error) return failure('fileDamaged');
    throw error;
  } finally {
    close();
  }
}

/** Pages that were photographed or scanned one by one, bound to one PDF. Nothing of their files goes along but the picture. */
async function bind(files: readonly File[], name: string): Promise<Result<CameBack, string>> {
  const pictures: Grey[] = [];
  const pages: Uint8Array[] = [];
  for (const file of files) {
    const drawn = isPicture(file) ? await drawPicture(file, longest) : undefined;
    if (!drawn) return failure('imageUnreadable');
    pages.push(await printCanvas(drawn.canvas, 'image/jpeg', jpegQuality));
    pictures.push(greyOf(drawn.pixels));
    await breathe();
  }
  const bound = await withEngine((engine) => engine.bind(pages));
  return bound.ok ? success({ name, bytes: bound.value, pictures, text: '', certified: false }) : bound;
}

/** Reads what the person gave: one PDF, or a PNG or JPEG of each page, in their order. */
export async function readCameBack(files: readonly File[], look: Look): Promise<Result<CameBack, string>> {
  const [first] = files;
  if (!first) return failure('nothingChosen');
  if (!isPdf(first) || files.length > 1) return bind(files, first.name);
  const bytes = new Uint8Array(await first.arrayBuffer());
  const seen = await picturesOf(look, bytes);
  if (!seen.ok) return seen;
  return success({ name: first.name, bytes, ...seen.value, certified: isCertified(bytes) });
}

/** In widths of the page, from its top-left. */
const areaOf = ([left, bottom, right, top]: Place['box'], { width, height }: PageSize): Area => [
  left / width,
  (height - top) / width,
  right / width,
  (height - bottom) / width,
];

const isMark = (key: PlaceKey) => question(questionOf(key)).options?.some((option) => option.key === key) ?? false;

/** What was made for the submission, page by page, as the scan is to show it. */
async function madeFor({ id, form: { fingerprint } }: Submission, look: Look): Promise<Result<MadePage[], string>> {
  const [pdf, form] = [await getPdf(id), await formOf(fingerprint)];
  if (!pdf) return failure('formGone');
  const map: FormMap | undefined = form && place(form.map, form.placements);
  const turns = map?.pages.map(({ turn }) => turn) ?? [];
  const printed = await picturesOf(look, pdf.bytes, turns);
  if (!printed.ok) return printed;
  const blank = form ? await picturesOf(look, form.bytes, turns) : undefined;
  return success(
    printed.value.pictures.map((picture, page): MadePage => {
      const size = map?.pages[page];
      const own = size ? (map?.places.filter((one) => one.page === page) ?? []) : [];
      const signature = own.find(({ key }) => key === 'signature');
      return {
        printed: picture,
        blank: blank?.ok ? blank.value.pictures[page] : undefined,
        places: size
          ? own.filter(({ key }) => key !== 'signature' && key !== 'mention' && !isMark(key)).map(({ key, box }) => ({ key, area: areaOf(box, size) }))
          : [],
        ...(signature && size && { signature: areaOf(signature.box, size) }),
      };
    }),
  );
}

/** Is this the submission's own form, whole, and signed? Doubts worst first; none where it is. */
export async function doubtsAbout(submission: Submission, { pictures, text, certified }: CameBack, look: Look): Promise<Result<ScanDoubt[], string>> {
  const made = await madeFor(submission, look);
  if (!made.ok) return made;
  const recognised = recognise(made.value, pictures);
  const findings = [];
  for (const { seen, lie, picture } of recognised) {
    await breathe();
    const page = seen.page === undefined ? undefined : made.value[seen.page];
    findings.push(page && lie ? inspect(page, picture, lie) : undefined);
  }
  const numbers = (submission.request.administration?.institutionNumbers ?? []).map(numberOf).filter(Boolean);
  return success(
    doubtsOf({
      made: made.value.length,
      seen: recognised.map(({ seen }) => seen),
      findings,
      asksInk: submission.signing === 'print' && !certified,
      otherNumbers: namesOthers(text, numbers),
    }),
  );
}
