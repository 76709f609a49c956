import type { Submission } from '../../utils/batch/submission.ts';
import { withEngine } from '../../utils/extension/engine-host.ts';
import { formOf, getPdf } from '../../utils/extension/submissions.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { question, questionOf } from '../../utils/intake/catalogue.ts';
import type { FormMap, PageSize, Place } from '../../utils/intake/form.ts';
import { numberOf } from '../../utils/intake/kinship.ts';
import { place } from '../../utils/intake/placing.ts';
import type { Area, MadePage, PageFindings, Recognised } from '../../utils/paper/compare.ts';
import { inspect, recognise } from '../../utils/paper/compare.ts';
import type { ScanDoubt } from '../../utils/paper/doubts.ts';
import { doubtsOf, namesOthers } from '../../utils/paper/doubts.ts';
import type { Grey } from '../../utils/paper/grey.ts';
import { greyOf } from '../../utils/paper/grey.ts';
import { isCertified } from '../../utils/pdf/certified.ts';
import type { Look } from '../../utils/pdf/look.ts';
import type { Result } from '../../utils/result.ts';
import { failure, success } from '../../utils/result.ts';
import type { CertificateWorth } from '../certificate/verdict.ts';
import { certificateWorth } from '../certificate/verdict.ts';
import { drawPicture, isPdf, isPicture, printCanvas } from '../signing/scan.ts';

/** What came back: one PDF, so many of its pages as pictures as are looked at, and what its text layer says. */
export type CameBack = { name: string; bytes: Uint8Array; pages: number; pictures: readonly Grey[]; text: string };

/** Pixels across in which pages are compared; of a picture's longer side as it is kept: 200 dots an inch of A4. */
const wide = 1000;
const longest = 2340;
const jpegQuality = 0.85;
/** No form comes back with more pages; what follows is not looked at, and is none of the form's. */
const mostPages = 30;

/** Lets the page show what it shows before the next second of work. */
const breathe = () => new Promise<void>((done) => setTimeout(done));

async function picturesOf(look: Look, bytes: Uint8Array, turns: readonly number[] = []): Promise<Result<Omit<CameBack, 'name' | 'bytes'>, string>> {
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
    return success({ pages, pictures, text: words.join('\n') });
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
  return bound.ok ? success({ name, bytes: bound.value, pages: pictures.length, pictures, text: '' }) : bound;
}

/** Reads what the person gave: one PDF, or a PNG or JPEG of each page, in their order. */
export async function readCameBack(files: readonly File[], look: Look): Promise<Result<CameBack, string>> {
  const [first] = files;
  if (!first) return failure('nothingChosen');
  if (!files.some(isPdf)) return bind(files, first.name);
  if (files.length > 1) return failure('scanMixed');
  const bytes = new Uint8Array(await first.arrayBuffer());
  const seen = await picturesOf(look, bytes);
  return seen.ok ? success({ name: first.name, bytes, ...seen.value }) : seen;
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
async function madeFor({ form: { fingerprint } }: Submission, bytes: Uint8Array, look: Look): Promise<Result<MadePage[], string>> {
  const form = await formOf(fingerprint);
  const map: FormMap | undefined = form && place(form.map, form.placements);
  const turns = map?.pages.map(({ turn }) => turn) ?? [];
  const printed = await picturesOf(look, bytes, turns);
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

/** What the certificate signatures of the file that came back are worth, beside those that stood on what was made. */
async function certificateOf(back: Uint8Array, made: Uint8Array): Promise<CertificateWorth> {
  // Those bytes stand in every file that is signed so, and prove nothing.
  if (!isCertified(back)) return { signed: false, broken: false };
  const [own, before] = await withEngine(async (engine) => [await engine.signatures(back), isCertified(made) ? await engine.signatures(made) : success([])]);
  // What nobody here can check, the person is to look at.
  if (!own.ok || !before.ok) return { signed: false, broken: true };
  return certificateWorth(own.value, before.value);
}

/** A picture, as the page that it was taken for, with what that page shows. */
type Judged = Recognised & { found: PageFindings | undefined };

/**
 * Two pictures of one page are alike, but for the answers, and only one was taken for it: that is to be the submission's own. `repeated`: which
 * others show the page as well, with the same answers.
 */
async function judge(made: readonly MadePage[], pictures: readonly Grey[]): Promise<{ judged: Judged[]; repeated: number[] }> {
  const inspected = async (one: Recognised): Promise<Judged> => {
    await breathe();
    const page = one.seen.page === undefined ? undefined : made[one.seen.page];
    return { ...one, found: page && one.lie && inspect(page, one.picture, one.lie) };
  };
  const judged: Judged[] = [];
  for (const one of recognise(made, pictures)) judged.push(await inspected(one));
  const repeated: number[] = [];
  for (const at of judged.flatMap(({ seen }, index) => (seen.page === undefined ? [index] : []))) {
    const [alone] = recognise(made, pictures.slice(at, at + 1));
    const next = alone && (await inspected(alone));
    if (next?.found?.differing.length !== 0) continue;
    const holder = judged.findIndex(({ seen }) => seen.page === next.seen.page);
    const held = judged[holder];
    if (held?.found?.differing.length) {
      judged[at] = next;
      judged[holder] = { ...held, seen: { turns: 0, score: held.seen.score }, lie: undefined, found: undefined };
    } else repeated.push(at);
  }
  return { judged, repeated };
}

/** Is this the submission's own form, whole, and signed? Doubts worst first; none where it is. */
export async function doubtsAbout(submission: Submission, { bytes, pages, pictures, text }: CameBack, look: Look): Promise<Result<ScanDoubt[], string>> {
  const pdf = await getPdf(submission.id);
  if (!pdf) return failure('formGone');
  const made = await madeFor(submission, pdf.bytes, look);
  if (!made.ok) return made;
  const { judged, repeated } = await judge(made.value, pictures);
  const unseen = Array.from({ length: pages - pictures.length }, () => ({ turns: 0, score: 0 }));
  const numbers = (submission.request.administration?.institutionNumbers ?? []).map(numberOf).filter(Boolean);
  const certificate = await certificateOf(bytes, pdf.bytes);
  return success(
    doubtsOf({
      made: made.value.length,
      seen: [...judged.map(({ seen }) => seen), ...unseen],
      findings: judged.map(({ found }) => found),
      asksInk: submission.signing === 'print' && !certificate.signed,
      otherNumbers: namesOthers(text, numbers),
      repeated,
      brokenSignature: certificate.broken,
    }),
  );
}
