import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/browsers.ts';
import { pdf } from '../../scripts/demo/site.ts';
import { guard } from '../../utils/pdf/guard.ts';
import { openFile, openInTab, readRecords, say } from '../support/browser/person.ts';
import { see } from '../support/browser/screen.ts';
import { freshFolder, removeFolder } from '../support/browser/session.ts';
import { browserKinds, storedRecords, useStage } from '../support/browser/stage.ts';
import { undated } from '../support/undated.ts';

const form = join(projectFolder, 'tests', 'fixtures', 'forms', 'intake-acroform.pdf');

/**
 * A file that the guard lets through, since nothing in it is large: forty pages that share one content of sixty thousand
 * rectangles, no two alike. Reading a single one of them takes about ten seconds.
 */
async function slowFile(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const { context } = document;
  const rectangles = Array.from({ length: 60_000 }, (_, at) => `${at % 595} ${(at * 7) % 842} ${3 + (at % 5)} 2 re S`);
  const content = deflateSync(new TextEncoder().encode(rectangles.join('\n')));
  const shared = context.register(PDFRawStream.of(context.obj({ Filter: 'FlateDecode' }), content));
  for (let page = 0; page < 40; page++) document.addPage([595, 842]).node.set(PDFName.of('Contents'), shared);
  return document.save();
}

let slow = new Uint8Array();
const served = async () => {
  slow = new Uint8Array(await slowFile());
  return { '/traag.pdf': pdf(slow) };
};

describe.each(browserKinds)('A file that takes too long, in %s', (kind) => {
  const stage = useStage(kind, served);
  let folder = '';
  beforeAll(async () => {
    folder = freshFolder('slow-files');
    await writeFile(join(folder, 'traag.pdf'), slow);
  });
  afterAll(() => removeFolder(folder));

  it('is small enough for the guard', async () => {
    expect(slow.length).toBeLessThan(500_000);
    expect(await guard(slow)).toEqual({ ok: true, value: true });
  });

  it('in a tab: the engine is stopped, the popup says so, and the next form opens', async () => {
    const { popup } = await openInTab(stage.session, `${stage.origin}/traag.pdf`);
    await see(popup, say('error_timeLimit'), 60_000);
    await stage.session.closeTabs();
    const next = await openInTab(stage.session, `${stage.origin}/intake-acroform.pdf`);
    await see(next.popup, say('found_pdf'), 60_000);
  });

  it('as a file: the same in the desk, and the profiles are untouched', async () => {
    const desk = await openFile(stage.session, join(folder, 'traag.pdf'));
    await see(desk, say('error_timeLimit'), 60_000);
    expect(undated(await readRecords(stage.session))).toEqual(expect.objectContaining(storedRecords()));
    const next = await openFile(stage.session, form);
    await see(next, say('found_pdf'), 60_000);
  });
});
