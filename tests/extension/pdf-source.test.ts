// @vitest-environment happy-dom
import { fakeBrowser } from '@webext-core/fake-browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchPdf, lookAround, seeTab } from '../../utils/extension/pdf-source.ts';
import { requestSite, sitePattern } from '../../utils/extension/site-permission.ts';
import { failure, success } from '../../utils/result.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));

const executeScript = vi.fn<() => Promise<{ result: unknown }[]>>();
const contains = vi.fn<() => Promise<boolean>>();
const request = vi.fn<() => Promise<boolean>>();
const get = vi.fn<() => Promise<{ url?: string }>>();
const fetched = vi.fn<() => Promise<Response>>();

beforeEach(() => {
  fakeBrowser.reset();
  executeScript.mockReset();
  contains.mockReset().mockResolvedValue(false);
  request.mockReset().mockResolvedValue(true);
  get.mockReset();
  fetched.mockReset();
  Object.assign(fakeBrowser, { scripting: { executeScript }, permissions: { contains, request } });
  Object.assign(fakeBrowser.tabs, { get });
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => vi.unstubAllGlobals());

const shows = (url: string | undefined, seen?: { contentType: string; embedded: string[] }) => {
  get.mockResolvedValue({ url });
  if (seen) executeScript.mockResolvedValue([{ result: seen }]);
  else executeScript.mockRejectedValue(new Error('Cannot access contents of the page.'));
};

describe('a tab', () => {
  it('with a PDF is a PDF', async () => {
    shows('https://x.example/form.pdf', { contentType: 'application/pdf', embedded: [] });
    expect(await seeTab(1)).toEqual(success({ kind: 'pdf', url: 'https://x.example/form.pdf' }));
  });

  it('with a web page is a page, with the PDFs in it', async () => {
    shows('https://x.example/', { contentType: 'text/html', embedded: ['https://x.example/a.pdf'] });
    expect(await seeTab(1)).toEqual(success({ kind: 'page', embedded: ['https://x.example/a.pdf'] }));
  });

  it.each([
    ['file:///home/an/form.pdf', 'tabIsFile'],
    ['about:blank', 'tabUnreadable'],
    ['chrome://settings/', 'tabUnreadable'],
    [undefined, 'tabUnreadable'],
    ['https://closed.example/', 'tabUnreadable'],
  ] as const)('at %s ends in %s', async (url, code) => {
    shows(url);
    expect(await seeTab(1)).toEqual(failure(code));
  });

  it('that was closed is gone', async () => {
    get.mockRejectedValue(new Error('No tab with id: 1.'));
    expect(await seeTab(1)).toEqual(failure('tabGone'));
  });
});

describe('the look around', () => {
  it('finds embedded PDFs by type or by name, each once, and nothing but http', () => {
    // Not in the document: what is there is loaded.
    const page = document.createElement('main');
    page.innerHTML = `
      <embed type="application/pdf" src="https://x.example/show?id=1">
      <iframe src="https://x.example/b.PDF#page=2"></iframe>
      <object data="c.pdf"></object>
      <object data="https://x.example/c.pdf"></object>
      <iframe src="https://x.example/page.html"></iframe>
      <iframe src="blob:https://x.example/d.pdf"></iframe>
      <iframe></iframe>`;
    vi.stubGlobal('document', { contentType: 'text/html', baseURI: 'https://x.example/', querySelectorAll: page.querySelectorAll.bind(page) });
    expect(lookAround(5).embedded).toEqual(['https://x.example/show?id=1', 'https://x.example/b.PDF#page=2', 'https://x.example/c.pdf']);
    expect(lookAround(1).embedded).toHaveLength(1);
  });
});

describe('fetching', () => {
  const answers = (body: BodyInit | null, headers: Record<string, string> = { 'content-type': 'application/pdf' }, status = 200) =>
    fetched.mockResolvedValue(new Response(body, { status, headers }));

  it('gets the bytes with the person’s cookies, and the name from the address', async () => {
    answers(new Uint8Array([37, 80, 68, 70]));
    expect(await fetchPdf('https://x.example/map/intake%20formulier.pdf?x=1')).toEqual(
      success({ name: 'intake formulier.pdf', bytes: new Uint8Array([37, 80, 68, 70]) }),
    );
    expect(fetched).toHaveBeenCalledWith('https://x.example/map/intake%20formulier.pdf?x=1', expect.objectContaining({ credentials: 'include' }));
  });

  it.each([
    ['attachment; filename="intake.pdf"', 'intake.pdf'],
    ["attachment; filename=x.pdf; filename*=UTF-8''aanvraag%20%C3%A9.pdf", 'x.pdf'],
    ["inline; filename*=UTF-8''aanvraag%20%C3%A9.pdf", 'aanvraag é.pdf'],
    ['inline; filename="100%.pdf"', '100%.pdf'],
    ['inline', 'formulier.pdf'],
  ])('names the file as the server does: %s', async (disposition, name) => {
    answers('x', { 'content-disposition': disposition });
    expect(await fetchPdf('https://x.example/')).toMatchObject({ ok: true, value: { name } });
  });

  it.each([
    ['an error page', 'x', { 'content-type': 'application/pdf' }, 403],
    ['HTML, as after a log-out', '<p>', { 'content-type': 'text/html; charset=utf-8' }, 200],
  ] as const)('refuses %s', async (_what, body, headers, status) => {
    answers(body, headers, status);
    expect(await fetchPdf('https://x.example/f.pdf')).toEqual(failure('tabUnreadable'));
  });

  const megabytes = (count: number) => {
    let left = count;
    const cancelled = vi.fn();
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left === 0) return controller.close();
        left -= 1;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
      cancel: cancelled,
    });
    return { body, cancelled, left: () => left };
  };

  it('stops as soon as more than 20 MB came', async () => {
    const { body, cancelled, left } = megabytes(500);
    answers(body, {});
    expect(await fetchPdf('https://x.example/f.pdf')).toMatchObject({ ok: false, code: 'fileTooLarge' });
    expect(cancelled).toHaveBeenCalled();
    expect(left()).toBeGreaterThan(470);
  });

  it('does not begin on what says it is too large, and takes 20 MB', async () => {
    const large = megabytes(500);
    answers(large.body, { 'content-length': String(500 * 1024 * 1024) });
    expect(await fetchPdf('https://x.example/f.pdf')).toMatchObject({ ok: false, code: 'fileTooLarge' });
    expect(large.left()).toBeGreaterThan(497);
    answers(megabytes(20).body);
    const taken = await fetchPdf('https://x.example/f.pdf');
    expect(taken.ok && taken.value.bytes.length).toBe(20 * 1024 * 1024);
  });

  it('says which site to ask for when the answer is withheld', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'));
    expect(await fetchPdf('https://x.example:8443/f.pdf')).toEqual(failure('tabNeedsPermission', 'https://x.example:8443'));
    expect(contains).toHaveBeenCalledWith({ origins: ['https://x.example/*'] });
    contains.mockResolvedValue(true);
    expect(await fetchPdf('https://x.example/f.pdf')).toEqual(failure('tabUnreadable'));
  });

  it('that takes too long ends', async () => {
    contains.mockResolvedValue(true);
    fetched.mockRejectedValue(new DOMException('signal timed out', 'TimeoutError'));
    expect(await fetchPdf('https://x.example/f.pdf')).toEqual(failure('tabUnreadable'));
  });
});

describe('in Firefox, which keeps its PDF viewer closed', () => {
  const inFirefox = async () => {
    Object.assign(fakeBrowser.runtime, { getBrowserInfo: () => undefined });
    vi.resetModules();
    return import('../../utils/extension/pdf-source.ts');
  };
  afterEach(() => Reflect.deleteProperty(fakeBrowser.runtime, 'getBrowserInfo'));

  it('a site’s tab that nothing can look into is taken for a PDF', async () => {
    const { seeTab: seeInFirefox } = await inFirefox();
    shows('https://x.example/f.pdf');
    expect(await seeInFirefox(1)).toEqual(success({ kind: 'pdf', url: 'https://x.example/f.pdf' }));
  });

  it('nothing is fetched before the person allowed the site', async () => {
    const { fetchPdf: fetchInFirefox } = await inFirefox();
    expect(await fetchInFirefox('http://127.0.0.1:8080/f.pdf')).toEqual(failure('tabNeedsPermission', 'http://127.0.0.1:8080'));
    expect(fetched).not.toHaveBeenCalled();
  });
});

it('asks for a site without its port, which no pattern of Firefox has, and at once', () => {
  void requestSite('http://127.0.0.1:8080');
  expect(request).toHaveBeenCalledWith({ origins: ['http://127.0.0.1/*'] });
  expect(sitePattern('https://x.example')).toBe('https://x.example/*');
});
