import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chooseProfiles, exportPdf, goToDesk, openFile, openInTab, say, signByHand } from '../support/browser/person.ts';
import type { Passed, LoggingProxy } from '../support/browser/proxy.ts';
import { startProxy } from '../support/browser/proxy.ts';
import { expectedForms } from '../support/browser/requests.ts';
import { press, see } from '../support/browser/screen.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';

const [sound] = expectedForms;
if (!sound) throw new Error('There are no expected forms.');

const deskViews = ['#request', '#open', '#returned', '#profiles/applicants', '#profiles/schools', '#profiles/purposes', '#settings'];

/** Hosts of the browsers' makers, where they ask with or without an extension: updates, lists of dangerous sites, the search engine's picture. */
const ownHosts = /(^|\.)(google|googleapis|gstatic|googleusercontent|gvt1|gvt2|chromium|mozilla|firefox|mozgcp|digicert)\.(com|org|net|be)(:\d+)?$/;

/** Everything goes through a proxy that writes it down: nobody has to believe that the extension tells nothing. */
describe.each(browserKinds)('What leaves the machine, in %s', (kind) => {
  let proxy: LoggingProxy;
  beforeAll(async () => {
    proxy = await startProxy();
  });
  afterAll(() => proxy?.close());
  const stage = useStage(kind, undefined, () => proxy.address);
  // Only the job itself is looked at, not the browser's start.
  beforeEach(() => {
    proxy.passed.length = 0;
  });

  const toSite = ({ host }: Passed) => stage.origin.endsWith(host);
  /** The tab's own loading, and the browser's search for the site's picture. */
  const ofTheTab = ({ dest, path }: Passed) => ['document', 'embed', 'iframe'].includes(dest) || path === '/favicon.ico';
  const toOthers = () => proxy.passed.filter((passed) => !toSite(passed) && !ownHosts.test(passed.host));

  it.each(['intake-acroform.pdf', 'intake-flat.pdf'])('%s in a tab, filled, signed and exported: it is asked once more, and nothing else', async (form) => {
    const { popup } = await openInTab(stage.session, `${stage.origin}/${form}`);
    await see(popup, say('found_pdf'));
    await chooseProfiles(popup, sound.choice);
    const desk = await goToDesk(stage.session, popup);
    await signByHand(desk);
    await see(desk, say('preview_ready'));
    await exportPdf(stage.session, desk);
    await see(desk, say('export_done'));
    expect(
      proxy.passed.filter((passed) => toSite(passed) && ofTheTab(passed)).map(({ path }) => path),
      'the proxy sees the tab',
    ).toContain(`/${form}`);
    const asked = proxy.passed.filter((passed) => toSite(passed) && !ofTheTab(passed));
    expect(asked.map(({ method, path, dest }) => `${method} ${path} ${dest}`)).toEqual([`GET /${form} empty`]);
    expect(toOthers()).toEqual([]);
  });

  it('a form from a file, and every view of the desk: nothing at all', async () => {
    const desk = await openFile(stage.session, new URL('../fixtures/forms/intake-acroform.pdf', import.meta.url).pathname);
    await see(desk, say('found_pdf'));
    for (const view of deskViews) {
      await goTo(desk, view);
      await see(desk, /\S/);
    }
    expect(proxy.passed.filter(toSite)).toEqual([]);
    expect(toOthers()).toEqual([]);
  });

  it('a web form, filled: not one request more than the page', async () => {
    const { popup } = await openInTab(stage.session, `${stage.origin}/plain.html`);
    await see(popup, say('found_web'));
    await chooseProfiles(popup, sound.choice);
    proxy.passed.length = 0;
    await press(popup, say('web_fill'));
    await see(popup, say('web_filled'));
    expect(proxy.passed.filter(toSite)).toEqual([]);
    expect(toOthers()).toEqual([]);
  });

  it('a page of the extension that tries anyway is refused by the browser', async () => {
    const desk = await stage.session.open(`${stage.session.origin}/desk.html#settings`);
    const address = `${stage.origin}/tell`;
    const refused = await desk.evaluate(async (to) => {
      const refuses = (act: () => unknown) => {
        try {
          act();
          return false;
        } catch {
          return true;
        }
      };
      navigator.sendBeacon(to, 'x');
      const image = new Image();
      const pictureRefused = new Promise((done) => {
        image.onerror = () => done(true);
        image.onload = () => done(false);
      });
      image.src = to;
      const fetchRefused = await fetch(to, { mode: 'no-cors' }).then(
        () => false,
        () => true,
      );
      return {
        fetch: fetchRefused,
        picture: await pictureRefused,
        markup: refuses(() => {
          document.body.innerHTML = '<p>x</p>';
        }),
        script: refuses(() => {
          document.createElement('script').src = to;
        }),
        worker: refuses(() => new Worker(to)),
      };
    }, address);
    expect(refused).toEqual({ fetch: true, picture: true, markup: true, script: true, worker: true });
    // What was on its way would be there before this page.
    await stage.session.open(`${stage.origin}/`);
    expect(proxy.passed.filter(toSite).map(({ path }) => path)).toContain('/');
    expect(proxy.passed.filter(({ path }) => path.startsWith('/tell'))).toEqual([]);
  });
});

async function goTo(desk: Page, view: string): Promise<void> {
  await desk.evaluate((hash) => {
    location.hash = hash;
  }, view);
}
