import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/browsers.ts';
import { html, pdf } from '../../scripts/demo/site.ts';
import { badFiles } from '../support/browser/files.ts';
import { openInTab, say } from '../support/browser/person.ts';
import { isShown, press, see } from '../support/browser/screen.ts';
import { extensionTab } from '../support/browser/session.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';

const form = join(projectFolder, 'tests', 'fixtures', 'forms', 'intake-acroform.pdf');

const moreFiles = async () => {
  const other = (await badFiles(form)).find(({ failure }) => failure === 'otherForm');
  return {
    '/factuur.pdf': pdf(other?.bytes ?? new Uint8Array()),
    '/nieuws.html': html('<!doctype html><html lang="nl"><title>Nieuws</title><h1>Schoolnieuws</h1><p>Het instellingsnummer staat op de factuur.</p></html>'),
  };
};

describe.each(browserKinds)('1. The popup says what the tab shows, in %s', (kind) => {
  const stage = useStage(kind, moreFiles);

  it('asks for a site only where the browser needs it (Firefox’s PDF viewer), straight in the click', async () => {
    const tab = await stage.session.open(`${stage.origin}/intake-flat.pdf`);
    const popup = await stage.session.clickIcon(tab);
    if (kind === 'firefox') {
      await see(popup, say('error_tabNeedsPermission'));
      expect(await isShown(popup, 'button', say('open_file'))).toBe(true);
      await press(popup, say('found_read'));
    }
    await see(popup, say('found_pdf'));
  });

  it.each([
    { name: 'intake-acroform.pdf', label: say('found_kind_fillable') },
    { name: 'intake-flat.pdf', label: say('found_kind_flat') },
  ])('$name: that this is the intake form, of which kind, how sure; and marks the icon', async ({ name, label }) => {
    const { tab, popup } = await openInTab(stage.session, `${stage.origin}/${name}`);
    const text = await see(popup, say('found_pdf'));
    expect(text).toContain(label);
    expect(text).toContain(name);
    expect(Number(/(\d+) % zeker/.exec(text)?.[1])).toBeGreaterThan(80);
    await settle('the badge', async () => ((await stage.session.badge(tab)) === '✓' ? true : undefined));
  });

  it.each([
    { name: 'factuur.pdf', sentence: new RegExp(`${say('error_otherForm')}|${say('found_notPdf')}`) },
    { name: 'nieuws.html', sentence: new RegExp(say('found_notWeb')) },
  ])('$name: plainly that it is not, and offers to open a file', async ({ name, sentence }) => {
    const { tab, popup } = await openInTab(stage.session, `${stage.origin}/${name}`);
    await see(popup, sentence);
    expect(await stage.session.badge(tab)).toBe('');
    await press(popup, say('open_file'));
    const desk = await extensionTab(stage.session, 'desk.html', '#open');
    await see(desk, say('open_choose'));
  });

  it('a file:// tab: says why it can’t be read from there, and offers to open it', async () => {
    const path = join(stage.session.downloadFolder, 'eigen-kopie.pdf');
    await copyFile(form, path);
    const tab = await stage.session.open(pathToFileURL(path).href);
    const popup = await stage.session.clickIcon(tab);
    await see(popup, say('error_tabIsFile'));
    expect(await isShown(popup, 'button', say('open_file'))).toBe(true);
  });

  it('a form dropped on the popup is taken', async () => {
    const { popup } = await openInTab(stage.session, `${stage.origin}/nieuws.html`);
    await see(popup, say('open_drop'));
    const bytes = await readFile(form, 'base64');
    await popup.evaluate((base64) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], 'bijlage.pdf', { type: 'application/pdf' }));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, bytes);
    const text = await see(popup, say('found_pdf'));
    expect(text).toContain('bijlage.pdf');
  });
});
