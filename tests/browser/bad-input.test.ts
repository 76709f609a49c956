import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/browsers.ts';
import { pdf } from '../../scripts/demo/site.ts';
import type { FormFailure } from '../../utils/intake/form.ts';
import type { BadFile } from '../support/browser/files.ts';
import { badFiles, keepIn } from '../support/browser/files.ts';
import { openFile, openInTab, readRecords, say } from '../support/browser/person.ts';
import { see, shownText } from '../support/browser/screen.ts';
import { freshFolder, removeFolder } from '../support/browser/session.ts';
import { browserKinds, storedRecords, useStage } from '../support/browser/stage.ts';
import { undated } from '../support/undated.ts';

const form = join(projectFolder, 'tests', 'fixtures', 'forms', 'intake-acroform.pdf');

type Case = { name: string; failure: FormFailure };
const cases: readonly Case[] = [
  { name: 'brief.pdf', failure: 'notPdf' },
  { name: 'afgebroken.pdf', failure: 'fileDamaged' },
  { name: 'met-wachtwoord.pdf', failure: 'fileEncrypted' },
  { name: 'scan.pdf', failure: 'scanOnly' },
  { name: 'factuur.pdf', failure: 'otherForm' },
  { name: 'leeg.pdf', failure: 'fileEmpty' },
  { name: 'dertig-mb.pdf', failure: 'fileTooLarge' },
];

/** A file that is no form of ours may be told as another form or as a PDF that isn't it: one sentence to the person. */
const sentences = (failure: FormFailure) => (failure === 'otherForm' ? [say('error_otherForm'), say('found_notPdf')] : [say(`error_${failure}`)]);
const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

let files: BadFile[] = [];
const served = async () => {
  files = await badFiles(form);
  return Object.fromEntries(files.map(({ name, bytes }) => [`/${name}`, pdf(bytes)]));
};

describe.each(browserKinds)('Bad input, in %s', (kind) => {
  const stage = useStage(kind, served);
  let folder = '';
  beforeAll(async () => {
    folder = freshFolder('bad-files');
    await keepIn(folder, files);
  });
  afterAll(() => removeFolder(folder));

  it.each(cases)('$name opened as a file: its own sentence, profiles untouched, no endless waiting', async ({ name, failure }) => {
    const desk = await openFile(stage.session, join(folder, name));
    await see(desk, new RegExp(sentences(failure).map(literally).join('|')), 40_000);
    expect(await shownText(desk)).not.toContain(say('open_reading', name));
    expect(undated(await readRecords(stage.session))).toEqual(expect.objectContaining(storedRecords()));
  });

  it.each(cases)('$name in a tab: the popup says the same', async ({ name, failure }) => {
    const { popup } = await openInTab(stage.session, `${stage.origin}/${name}`);
    await see(popup, new RegExp(sentences(failure).map(literally).join('|')), 40_000);
    expect(await shownText(popup)).not.toContain(say('found_looking'));
  });

  it('each has a sentence of its own', () => {
    expect(new Set(cases.map(({ failure }) => say(`error_${failure}`))).size).toBe(cases.length);
  });
});
