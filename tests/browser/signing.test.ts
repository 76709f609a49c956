import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/browsers.ts';
import { findingsOn } from '../support/browser/axe.ts';
import { asJpegWithExif, asPng, handSheet, penned, secret } from '../support/browser/handwriting.ts';
import { readPlaces, readWords } from '../support/browser/paper.ts';
import { chooseProfiles, downloaded, exportPdf, openFile, readRecords, say, signByHand, signOnPaper, storeRecords } from '../support/browser/person.ts';
import { expectedForms, requestDate } from '../support/browser/requests.ts';
import { choose, press, see, shownText, tick, type } from '../support/browser/screen.ts';
import type { Stage } from '../support/browser/stage.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';
import { runQpdf } from '../support/poppler.ts';
import { scanned } from '../support/scans.ts';

const [regenboog, torens] = expectedForms;
if (!regenboog || !torens) throw new Error('There are no expected forms.');
const forms = join(projectFolder, 'tests', 'fixtures', 'forms');
const places = readPlaces(join(forms, 'intake-flat.places.json'));
const { signature } = places;
if (!signature) throw new Error('The fixture has no place for the signature.');

async function openDesk(stage: Stage, choice = regenboog?.choice): Promise<Page> {
  await storeRecords(stage.session, { 'work:date': requestDate });
  const desk = await openFile(stage.session, join(forms, 'intake-flat.pdf'));
  await see(desk, say('request_title'));
  if (choice) await chooseProfiles(desk, choice);
  return desk;
}

async function give(page: Page, label: string, name: string, bytes: Uint8Array, folder: string): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const input = await page.waitForSelector(`input[type=file][aria-label="${label}"]`);
  await (input as unknown as { uploadFile(file: string): Promise<void> }).uploadFile(path);
}

const scanLabel = (part: 'mention' | 'signature') => `${say('sign_scan')}: ${say(`field_${part}`)}`;
const scansShown = (page: Page, count: number) => page.waitForFunction((wanted) => document.querySelectorAll('.hand img.scan').length === wanted, {}, count);

/** The pictures in the file, as poppler lists them: type, width and height. */
function picturesIn(file: string): string[][] {
  const rows = execFileSync('pdfimages', ['-list', file], { encoding: 'utf8' }).trim().split('\n').slice(2);
  return rows.map((row) => row.trim().split(/\s+/).slice(2, 5));
}

/** Exports, and moves the file out of the way of the next of the same name. */
async function exported(stage: Stage, desk: Page, name: string): Promise<string> {
  const file = await exportPdf(stage.session, desk);
  await see(desk, say('export_done'));
  const moved = join(stage.session.downloadFolder, name);
  renameSync(file, moved);
  return moved;
}

const plainText = (file: string) =>
  Buffer.from(runQpdf(new Uint8Array(readFileSync(file)), '--stream-data=uncompress', '--object-streams=disable')).toString('latin1');

describe.each(browserKinds)('Signing by hand, by scan and by print, in %s', (kind) => {
  const stage = useStage(kind);

  it('what is drawn is lines in the PDF, few bytes, and its last stroke can be taken back', async () => {
    const desk = await openDesk(stage);
    await signByHand(desk);
    await see(desk, say('preview_ready'));
    const undo = `${say('sign_undoStroke')}: ${say('field_mention')}`;
    const strokes = () =>
      desk.evaluate(async () => {
        type Storage = { storage: { session: { get(key: string): Promise<{ handwriting: { mention: { strokes: unknown[] } } }> } } };
        const scope = globalThis as { browser?: Storage; chrome?: Storage };
        return (await (scope.browser ?? scope.chrome)?.storage.session.get('handwriting'))?.handwriting.mention.strokes.length;
      });
    const before = await settle('three strokes', async () => ((await strokes()) === 3 ? 3 : undefined));
    await press(desk, undo);
    await settle('a stroke less', async () => ((await strokes()) === before - 1 ? true : undefined));
    const file = await exported(stage, desk, 'drawn.pdf');
    expect(picturesIn(file)).toEqual([]);
    await signOnPaper(desk);
    const unsigned = readFileSync(await exported(stage, desk, 'unsigned.pdf')).length;
    expect(readFileSync(file).length - unsigned).toBeLessThan(12_000);
    expect(readFileSync(file).length).toBeGreaterThan(unsigned);
  });

  it('scans as PNG, JPEG and PDF lie on nothing, cut to the ink, without what the camera wrote', async () => {
    const desk = await openDesk(stage);
    const folder = stage.session.downloadFolder;
    const [one, both] = [await handSheet(false), await handSheet()];
    await tick(desk, say('sign_hand'));
    await give(desk, scanLabel('mention'), 'a.png', asPng(one), folder);
    await scansShown(desk, 1);
    await give(desk, scanLabel('signature'), 'b.jpg', asJpegWithExif(one), folder);
    await scansShown(desk, 2);
    const file = await exported(stage, desk, 'first.pdf');
    const pictures = picturesIn(file);
    expect(pictures.map(([what]) => what).sort()).toEqual(['image', 'image', 'smask', 'smask']);
    // 150 × 50 points of ink on a sheet of 300 × 220, at 150 dots an inch.
    for (const [, width, height] of pictures) expect([Math.round(Number(width) / 40), Math.round(Number(height) / 40)]).toEqual([8, 2]);
    expect(plainText(file)).not.toMatch(new RegExp(`${secret}|Exif`));
    await press(desk, `${say('sign_clear')}: ${say('field_mention')}`);
    await press(desk, `${say('sign_clear')}: ${say('field_signature')}`);
    await give(desk, scanLabel('signature'), 'c.pdf', one, folder);
    await scansShown(desk, 1);
    await give(desk, say('sign_scanBoth'), 'd.pdf', both, folder);
    await scansShown(desk, 2);
    const [mention, signed] = picturesIn(await exported(stage, desk, 'second.pdf')).filter(([what]) => what === 'image');
    expect(Number(mention?.[1]) / Number(mention?.[2])).toBeGreaterThan(4.5);
    expect(Number(signed?.[1]) / Number(signed?.[2])).toBeLessThan(4);
    await give(desk, scanLabel('mention'), 'e.pdf', new TextEncoder().encode('geen pdf'), folder);
    await see(desk, say('error_notPdf'));
  });

  it('a stored signature goes under a form after a yes that names it, and the log says where', async () => {
    const { session } = stage;
    const desk = await openDesk(stage);
    await signByHand(desk);
    await see(desk, say('preview_ready'));
    await press(desk, say('sign_keep'));
    await type(desk, say('sign_keepName'), 'Proefhand');
    expect(await findingsOn(desk)).toEqual([]);
    await press(desk, say('sign_keepDo'));
    await settle('the offer to keep it to be gone', async () => ((await desk.$('#keep-hand-name')) ? undefined : true));
    await settle('the signature in the vault', async () => {
      const records = await readRecords(session);
      return Object.entries(records).find(([key, record]) => key.startsWith('signature:') && (record as { name: string }).name === 'Proefhand');
    });
    await desk.bringToFront();
    await choose(desk, say('kind_school'), torens?.choice.school ?? '');
    await see(desk, say('sign_keptOfOther', 'Proefhand', `intake-flat.pdf, ${regenboog?.choice.school}`));
    await press(desk, say('sign_anew'));
    await press(desk, say('sign_useKept', 'Proefhand'));
    await see(desk, say('sign_wouldStand', `intake-flat.pdf, ${torens?.choice.school}`));
    expect(await findingsOn(desk)).toEqual([]);
    await press(desk, say('sign_keptYes'));
    const file = await exportPdf(session, desk);
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');

    const data = await session.open(`${session.origin}/desk.html#data/hands`);
    const text = await see(data, hash);
    expect(text).toContain(torens?.choice.school);
    await type(data, say('hands_find'), 'regenboog');
    await settle('nothing found', async () => ((await shownText(data)).includes(hash) ? undefined : true));
    for (let key = 0; key < 'regenboog'.length; key += 1) await data.keyboard.press('Backspace');
    await see(data, hash);
    const csv = readFileSync(await downloaded(session, () => press(data, say('hands_csv')), /\.csv$/), 'utf8');
    expect(csv).toContain(`;${torens?.choice.school};Proefhand;intake-flat.pdf;`);
    expect(csv).toContain(hash);
    for (const scheme of ['light', 'dark'] as const) {
      await session.colours(data, scheme);
      expect(await findingsOn(data), scheme).toEqual([]);
    }
    await press(data, `${say('hands_remove')}: Proefhand`);
    await see(data, say('deleted', 'Proefhand'));
    await press(data, say('undo'));
    await see(data, say('sign_keepName'));
  });

  it('what is printed comes with a note, and comes back: its own form is kept, another school’s is told', async () => {
    const { session } = stage;
    const folder = session.downloadFolder;
    const others = await openDesk(stage, torens?.choice);
    await signOnPaper(others);
    const other = new Uint8Array(readFileSync(await exportPdf(session, others)));
    await others.close();

    const desk = await openDesk(stage);
    await signOnPaper(desk);
    const file = await exportPdf(session, desk);
    const own = new Uint8Array(readFileSync(file));
    const note = await downloaded(session, () => press(desk, say('note_get')), /begeleidend-blad-.*\.pdf$/);
    const words = (await readWords(note)).map(({ text }) => text).join(' ');
    for (const part of [regenboog?.choice.school ?? '', 'Noëmie Łukasik-Peeters', 'gelezen en goedgekeurd', 'Bladzijde 2', 'info@informat.be'])
      expect(words).toContain(part);
    await press(desk, say('note_follow'));
    await press(desk, say('note_openOutbox'));
    await see(desk, say('scan_hint'));

    await give(desk, say('scan_add'), 'ander.pdf', await scanned(await penned(other, signature)), folder);
    await see(desk, say('scan_otherRequest', '').slice(0, 40), 60_000);
    for (const scheme of ['light', 'dark'] as const) {
      await session.colours(desk, scheme);
      expect(await findingsOn(desk), scheme).toEqual([]);
    }
    await press(desk, say('scan_other'));
    await give(desk, say('scan_add'), 'leeg.pdf', await scanned(own), folder);
    await see(desk, say('scan_unsigned'), 60_000);
    const signed = await penned(own, signature);
    await give(desk, say('scan_add'), 'halve.png', asPng(signed, 1), folder);
    await see(desk, say('scan_pagesMissing', '1'), 60_000);
    await give(desk, say('scan_add'), 'scan.pdf', await scanned(signed, [6, -4]), folder);
    await see(desk, say('scan_fine'), 60_000);
    await see(desk, `${say('outbox_status')}: ${say('status_signed')}`);
    const back = await downloaded(session, () => press(desk, say('scan_download')), /getekend\.pdf$/);
    expect(picturesIn(back).map(([what]) => what)).toEqual(['image', 'image']);
    await press(desk, say('scan_remove'));
    await see(desk, say('scan_removed'));
    await press(desk, say('undo'));
    await see(desk, say('scan_download'));
  });
});
