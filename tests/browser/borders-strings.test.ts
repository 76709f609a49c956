import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { scriptStrings } from '../borders/strings.ts';
import { openInTab, say, storeRecords } from '../support/browser/person.ts';
import { see } from '../support/browser/screen.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';

/** One profile of each kind a string, which stands in all its fields. */
function hostileRecords(): Record<string, unknown> {
  const profiles = scriptStrings.flatMap((text, at) => {
    const id = `s${at}`;
    const applicant = { id, name: text, role: text, email: text };
    const director = { name: text, email: text };
    const school = { id, name: text, institutionNumbers: [text, text], director, accessGroups: [text, text], username: text };
    const administration = { asked: true, application: 'both', purpose: 'both', use: text };
    const purpose = { id, name: text, clientId: { kind: 'extend', name: text }, administration, accounts: { asked: true, use: text } };
    return [
      [`applicant:${id}`, applicant],
      [`school:${id}`, school],
      [`purpose:${id}`, purpose],
    ] as const;
  });
  return Object.fromEntries(profiles);
}

/** How many fields of a kind's form show the text. */
const fields = { applicants: 3, schools: 6, purposes: 4 } as const;
/** All are in the pickers; of the chosen ones the problems are shown too, which their own forms show of every one. */
const chosenStep = 12;

const kinds = ['applicant', 'school', 'purpose'] as const;

type Watch = { reports: string[] };

/** Whatever the browser had to refuse from now on, and any dialog. */
async function watch(page: Page): Promise<string[]> {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.evaluate(() => {
    const scope = globalThis as unknown as Watch;
    scope.reports = [];
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => scope.reports.push(`${violatedDirective} ${blockedURI}`));
    addEventListener('error', ({ message }) => scope.reports.push(message));
    addEventListener('unhandledrejection', ({ reason }) => scope.reports.push(String(reason)));
  });
  return dialogs;
}

/** What is on the page that nobody here wrote, and what the browser reported. Page code: it names nothing from outside. */
function foreign(): string[] {
  const found: string[] = [...(globalThis as unknown as Watch).reports];
  if ('__pwned' in globalThis) found.push('a script ran');
  const never =
    'iframe,frame,object,embed,math,base,video,audio,source,style,template,noscript,marquee,image,animate,use,foreignObject,applet,font,b,form[action],[formaction],[srcdoc]';
  for (const element of document.querySelectorAll(never)) found.push(element.outerHTML.slice(0, 100));
  const own: [string, (element: Element) => boolean][] = [
    ['script', (element) => element.getAttribute('src')?.startsWith('/chunks/') === true],
    ['link', (element) => element.getAttribute('href')?.startsWith('/assets/') === true],
    ['img', (element) => element.getAttribute('src') === '/icon/32.png'],
    ['svg', (element) => element.parentElement?.localName === 'button' && element.querySelectorAll('*').length === 1],
    ['meta', (element) => element.parentElement === document.head],
    ['a', (element) => element.getAttribute('href')?.startsWith('#') === true],
  ];
  for (const [selector, isOwn] of own)
    for (const element of document.querySelectorAll(selector)) if (!isOwn(element)) found.push(element.outerHTML.slice(0, 100));
  if (document.querySelectorAll('meta').length > 4 || document.head.childElementCount > 7) found.push(`head: ${document.head.outerHTML.slice(0, 500)}`);
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on') || (/^(href|src|action|data|xlink:href)$/.test(name) && /^\s*\w+:/.test(value))) found.push(`${name}=${value.slice(0, 60)}`);
    }
  }
  return found;
}

/** In the page: opens each profile of a kind, and says which of its fields do not show the text as it is. */
async function openEach(page: Page, kind: keyof typeof fields): Promise<string[]> {
  return page.evaluate(
    async (folder, strings, count) => {
      const wrong: string[] = [];
      for (const [at, text] of strings.entries()) {
        location.hash = `#profiles/${folder}/s${at}`;
        // Fields of one line hold no line ends; these strings have none but what Unicode calls so.
        const plain = text.replace(/[\r\n]/g, '');
        const shown = () =>
          [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('.form input, .form textarea')].filter(
            ({ value }) => value === plain || value === `${plain}\n${plain}`,
          ).length;
        const end = Date.now() + 10_000;
        while (shown() !== count && Date.now() < end) await new Promise((done) => setTimeout(done, 4));
        if (shown() !== count) wrong.push(`${at}: ${shown()} of ${count} fields show ${JSON.stringify(text.slice(0, 60))}`);
      }
      return wrong;
    },
    kind,
    scriptStrings,
    fields[kind],
  );
}

/** In the page: which of the strings are not, as they are, the text of an element of the selector. A long list is scrolled through. */
async function notShown(page: Page, selector: string): Promise<string[]> {
  return page.evaluate(
    async (where, strings, untitled) => {
      const texts = new Set<string>();
      const look = () => {
        for (const { textContent } of document.querySelectorAll(where)) texts.add(textContent ?? '');
      };
      look();
      const list = document.querySelector('.long-list');
      for (let top = 0; list && top <= list.scrollHeight; top += 200) {
        list.scrollTop = top;
        await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted, 20)));
        look();
      }
      return strings.filter((text) => !texts.has(text.trim() || untitled)).map((text) => text.slice(0, 60));
    },
    selector,
    scriptStrings,
    say('untitled'),
  );
}

/** Chooses profiles in the pickers, as a person would: the next when the former is written. Says which did not stay chosen. */
async function chooseSome(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  for (let at = 0; at < scriptStrings.length; at += chosenStep) {
    const chosen = await page.evaluate(
      async (names, id) => {
        const lists = () => names.map((name) => document.querySelector<HTMLSelectElement>(`#picker-${name}`));
        for (const list of lists()) {
          if (list) list.value = id;
          list?.dispatchEvent(new Event('change', { bubbles: true }));
        }
        let before = '';
        for (const end = Date.now() + 10_000; Date.now() < end; ) {
          await new Promise((done) => setTimeout(done, 30));
          const now = document.body.innerText;
          if (now === before) break;
          before = now;
        }
        return lists().map((list) => list?.value);
      },
      kinds,
      `s${at}`,
    );
    if (chosen.some((id) => id !== `s${at}`)) wrong.push(`s${at}: ${chosen.join()}`);
  }
  return wrong;
}

describe.each(browserKinds)('Two hundred strings that would be scripts, in %s', (kind) => {
  const stage = useStage(kind);

  it('there are as many, each another', () => {
    expect(new Set(scriptStrings).size).toBe(scriptStrings.length);
    expect(scriptStrings.length).toBeGreaterThanOrEqual(200);
  });

  it('the look finds what it is for', async () => {
    const desk = await stage.session.open(`${stage.session.origin}/desk.html#settings`);
    await see(desk, say('nav_settings'));
    await watch(desk);
    expect(await desk.evaluate(foreign)).toEqual([]);
    await desk.evaluate(() => {
      const image = document.createElement('img');
      // A true one the browser refuses to set.
      image.setAttribute('onnothing', 'window.__pwned=1');
      image.src = 'https://evil.example/a.png';
      const link = document.createElement('a');
      link.href = 'javascript:window.__pwned=1';
      document.body.append(document.createElement('iframe'), image, link);
      Object.assign(globalThis, { __pwned: 1 });
    });
    const found = await settle('the report', async () => {
      const all = (await desk.evaluate(foreign)).join('\n');
      return all.includes('img-src') ? all : undefined;
    });
    for (const part of ['a script ran', '<iframe', '<img', 'onnothing=', '<a href="javascript:', 'href=javascript:']) expect(found).toContain(part);
  });

  it('in every field and every view of the desk: shown as they are, no markup, no report', async () => {
    await storeRecords(stage.session, hostileRecords());
    const desk = await stage.session.open(`${stage.session.origin}/desk.html#settings`);
    await see(desk, say('nav_settings'));
    const dialogs = await watch(desk);
    for (const folder of ['applicants', 'schools', 'purposes'] as const) {
      expect(await openEach(desk, folder), folder).toEqual([]);
      expect(await notShown(desk, '.profile-list a .name'), folder).toEqual([]);
      expect(await desk.evaluate(foreign), folder).toEqual([]);
    }
    for (const view of ['#open', '#returned', '#data', '#settings', '#request']) {
      await desk.evaluate((hash) => {
        location.hash = hash;
      }, view);
      await desk.waitForSelector('h1');
      expect(await desk.evaluate(foreign), view).toEqual([]);
    }
    for (const name of kinds) expect(await notShown(desk, `#picker-${name} option`), name).toEqual([]);
    expect(await chooseSome(desk)).toEqual([]);
    expect(await desk.evaluate(foreign), 'chosen').toEqual([]);
    expect(dialogs).toEqual([]);
  });

  it('in the popup: the same', async () => {
    const { tab, popup: first } = await openInTab(stage.session, `${stage.origin}/intake-flat.pdf`);
    await see(first, say('found_pdf'));
    await storeRecords(stage.session, hostileRecords());
    const popup = await stage.session.clickIcon(tab);
    await see(popup, say('found_pdf'));
    const dialogs = await watch(popup);
    for (const name of kinds) expect(await notShown(popup, `#picker-${name} option`), name).toEqual([]);
    expect(await chooseSome(popup)).toEqual([]);
    expect(await popup.evaluate(foreign)).toEqual([]);
    expect(dialogs).toEqual([]);
  });
});
