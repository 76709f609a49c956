import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, describe, expect, it } from 'vitest';
import { makeAuthority } from '../certificate/authority.ts';
import { faultsOf } from '../faults/batch.ts';
import { findingsOn } from '../support/browser/axe.ts';
import { batchMade, batchSchools, prepareBatch, storedPdf } from '../support/browser/batch.ts';
import { openP12, pdfsig, serveStamps, writeP12 } from '../support/browser/certificate.ts';
import { checkStructure } from '../support/browser/paper.ts';
import { chooseProfiles, exportPdf, goToDesk, openFile, openInTab, say, storeRecords } from '../support/browser/person.ts';
import { expectedForms, requestDate } from '../support/browser/requests.ts';
import { choose, isShown, press, see, tick, type } from '../support/browser/screen.ts';
import { withGranted } from '../support/browser/granted.ts';
import type { Stage } from '../support/browser/stage.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';

const authority = makeAuthority();
afterAll(() => authority.close());

async function openRequest(stage: Stage, form = 'intake-flat'): Promise<Page> {
  const [expected] = expectedForms;
  if (!expected) throw new Error('There are no expected forms.');
  await storeRecords(stage.session, { 'work:date': requestDate });
  const { popup } = await openInTab(stage.session, `${stage.origin}/${form}.pdf`);
  await see(popup, say('found_pdf'));
  await chooseProfiles(popup, expected.choice);
  return goToDesk(stage.session, popup);
}

describe.each(browserKinds)('7. Signed with a certificate, in %s', (kind) => {
  const stage = useStage(kind, undefined, undefined, (options) =>
    withGranted(options, (manifest) => ({ ...manifest, host_permissions: ['http://127.0.0.1/*'] })),
  );

  it.each(['intake-flat', 'intake-acroform'])('%s: opened, signed visibly, exported; poppler finds it valid and whole', async (form) => {
    const issued = authority.issue({ key: 'rsa2048', depth: 2, name: 'Noëmie Łukasik' });
    const desk = await openRequest(stage, form);
    await openP12(desk, writeP12(authority, issued, 'noemie.p12'), issued.password);
    await see(desk, say('certificate_forget'));
    await see(desk, 'Noëmie Łukasik');
    for (const scheme of ['light', 'dark'] as const) {
      await stage.session.colours(desk, scheme);
      expect(await findingsOn(desk), scheme).toEqual([]);
    }
    const file = await exportPdf(stage.session, desk);
    await see(desk, say('export_done'));
    await checkStructure(file);
    const said = pdfsig(file);
    expect(said).toContain('Signature is Valid');
    expect(said).toContain('Total document signed');
    expect(said).toContain('ETSI.CAdES.detached');
  });

  it('a wrong password is said, and the right one opens it; nothing of it is stored', async () => {
    const issued = authority.issue({ key: 'p256', depth: 3 });
    const desk = await openRequest(stage);
    const file = writeP12(authority, issued, 'p256.p12');
    await openP12(desk, file, 'mis');
    await see(desk, say('error_p12Password'));
    await type(desk, say('certificate_password'), issued.password);
    await press(desk, say('certificate_open'));
    await see(desk, say('certificate_forget'));
    const stored = await desk.evaluate(async () => {
      const { storage } = (globalThis as unknown as { chrome: { storage: Record<string, { get: (keys: null) => Promise<unknown> }> } }).chrome;
      return JSON.stringify([await storage.local?.get(null), await storage.session?.get(null), await indexedDB.databases()]);
    });
    expect(stored).not.toContain(issued.password);
    expect(stored).not.toMatch(/privateKey|CryptoKey|p12/i);
    await press(desk, say('certificate_forget'));
    await see(desk, say('certificate_open'));
  });

  it('fifty schools in one batch, each form signed and its own school’s', async () => {
    const issued = authority.issue({ key: 'p256', depth: 2, name: 'Noëmie Łukasik' });
    const desk = await prepareBatch(stage.session, batchSchools(50));
    await openP12(desk, writeP12(authority, issued, 'reeks.p12'), issued.password);
    await see(desk, say('certificate_forget'));
    await tick(desk, 'Deze handtekening komt onder 50 formulieren. Dat is de bedoeling.');
    await press(desk, '50 formulieren maken');
    const made = await batchMade(desk, 50);
    expect(await faultsOf(desk, made, 50)).toEqual([]);
    for (const { id, name } of made) {
      const file = authority.put(await storedPdf(desk, id), '.pdf');
      const said = pdfsig(file);
      expect(said, name).toContain('Signature is Valid');
      expect(said, name).toContain('Total document signed');
    }
  });

  it('with a time stamp of the server that the person gave, and closed: shown as such when it is opened again', async () => {
    const stamps = await serveStamps(authority);
    try {
      const issued = authority.issue({ key: 'p384', depth: 2, name: 'Joris Van Acker' });
      const desk = await openRequest(stage);
      await openP12(desk, writeP12(authority, issued, 'joris.p12'), issued.password);
      await see(desk, say('certificate_forget'));
      await tick(desk, say('certificate_visible'));
      await choose(desk, say('certificate_closing'), say('certificate_closing_1'));
      await desk.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      await type(desk, say('certificate_stampServer'), stamps.address);
      const origin = new URL(stamps.address).origin;
      const allow = say('certificate_stampAllow', origin);
      const allowed = say('certificate_stampAllowed', origin);
      await settle('whether the server may be asked', async () => (await isShown(desk, 'button', allow)) || (await isShown(desk, 'p', allowed)) || undefined);
      if (await isShown(desk, 'button', allow)) await press(desk, allow);
      await see(desk, allowed);
      const file = await exportPdf(stage.session, desk);
      expect(stamps.queries()).toBe(1);
      expect(pdfsig(file)).toContain('Signature is Valid');
      const again = await openFile(stage.session, file);
      await see(again, say('signature_whole'));
      await see(again, say('signature_stamped'));
      await see(again, say('signature_closing_1'));
      await see(again, 'Joris Van Acker');
      // Closed: what is filled in further would break it, and the sentence says so.
      await see(again, say('error_certifiedClosed'));
      await tick(again, say('rewriting_copy'));
      await see(again, say('preview_ready'));
      await again.screenshot({ path: join(authority.folder, 'signed.png') as `${string}.png` });
    } finally {
      await stamps.close();
    }
  });
});
