import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import type { FormFailure } from '../intake/form.ts';
import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import type { TabFailure } from './messages.ts';
import { readCapped } from './read-capped.ts';
import { maySeeSite } from './site-permission.ts';

z.config({ jitless: true });

/** Bytes; the guard's own limit, kept here too so that nothing larger is ever in memory. */
const largestFile = 20 * 1024 * 1024;
/** Milliseconds for a whole file. */
const fetchLimit = 20_000;
/** A page with more PDFs in it than this is no form's page. */
const mostEmbedded = 3;

export type PdfFile = { name: string; bytes: Uint8Array };

/** `pdf`: the tab is a PDF. `page`: a web page; `embedded` holds the addresses of the PDFs in it. */
export type TabContent = { kind: 'pdf'; url: string } | { kind: 'page'; embedded: readonly string[] };

const Seen = z.object({ contentType: z.string(), embedded: z.array(z.string()) });

/** To be injected: stands on its own. */
export function lookAround(most: number): { contentType: string; embedded: string[] } {
  const frames = [...document.querySelectorAll<HTMLElement>('embed, object, iframe')];
  const embedded = frames.flatMap((frame) => {
    const address = frame.getAttribute(frame.localName === 'object' ? 'data' : 'src');
    if (!address || !URL.canParse(address, document.baseURI)) return [];
    const url = new URL(address, document.baseURI);
    const isPdf = frame.getAttribute('type') === 'application/pdf' || /\.pdf$/i.test(url.pathname);
    return isPdf && /^https?:$/.test(url.protocol) ? [url.href] : [];
  });
  return { contentType: document.contentType, embedded: [...new Set(embedded)].slice(0, most) };
}

/**
 * What a tab shows. Chrome lets a script into its PDF viewer's document once the person clicked; Firefox never does, so that
 * there a site's address that nothing can be injected into is taken for a PDF, and reading it needs the site's permission.
 */
export async function seeTab(tabId: number): Promise<Result<TabContent, TabFailure>> {
  const tab = await browser.tabs.get(tabId).catch((error: unknown) => {
    if (error instanceof Error) return undefined;
    throw error;
  });
  if (!tab) return failure('tabGone');
  if (tab.url === undefined) return failure('tabUnreadable');
  const url = new URL(tab.url);
  if (url.protocol === 'file:') return failure('tabIsFile');
  if (!/^https?:$/.test(url.protocol)) return failure('tabUnreadable');
  const seen = await look(tabId);
  if (seen === undefined) return viewerOnly ? success({ kind: 'pdf', url: url.href }) : failure('tabUnreadable');
  if (seen.contentType === 'application/pdf') return success({ kind: 'pdf', url: url.href });
  return success({ kind: 'page', embedded: seen.embedded });
}

/** Firefox alone tells of itself by this call, and Firefox alone keeps extensions out of its PDF viewer. */
const viewerOnly = 'getBrowserInfo' in browser.runtime;

/** Undefined: the browser lets nothing into this tab. */
async function look(tabId: number): Promise<z.infer<typeof Seen> | undefined> {
  const frames = await browser.scripting.executeScript({ target: { tabId }, func: lookAround, args: [mostEmbedded] }).catch((error: unknown) => {
    if (error instanceof Error) return [];
    throw error;
  });
  const result: unknown = frames[0]?.result;
  return result === undefined || result === null ? undefined : Seen.parse(result);
}

/**
 * Gets a PDF as the tab itself got it, cookies included. `tabNeedsPermission` (its value is the origin to ask for) when the
 * browser withholds the answer from the extension; `tabUnreadable` for an error page or a page of HTML.
 */
export async function fetchPdf(address: string): Promise<Result<PdfFile, FormFailure | TabFailure>> {
  const { origin } = new URL(address);
  // Without the permission Firefox would send the request and then withhold the answer.
  if (viewerOnly && !(await maySeeSite(origin))) return failure('tabNeedsPermission', origin);
  try {
    const response = await fetch(address, { credentials: 'include', signal: AbortSignal.timeout(fetchLimit) });
    const type = response.headers.get('content-type') ?? '';
    if (!response.ok || /^(text\/html|application\/xhtml)/i.test(type)) {
      await response.body?.cancel();
      return failure('tabUnreadable');
    }
    const bytes = await readCapped(response, largestFile);
    return bytes ? success({ name: fileNameOf(response, address), bytes }) : failure('fileTooLarge');
  } catch (error) {
    // What fetch throws for a refusal, a broken connection and a time-out; anything else is a bug.
    if (!(error instanceof TypeError) && !(error instanceof DOMException)) throw error;
    return (await maySeeSite(origin)) ? failure('tabUnreadable') : failure('tabNeedsPermission', origin);
  }
}

/** As the server names it, else the last part of the address; for showing only. */
function fileNameOf(response: Response, address: string): string {
  const named = /filename\*=(?:utf-8'[^']*')?([^;]+)|filename="?([^";]+)"?/i.exec(response.headers.get('content-disposition') ?? '');
  const last = new URL(address).pathname.split('/').pop() ?? '';
  return decode(named?.[1] ?? named?.[2] ?? last).trim() || 'formulier.pdf';
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    // A bare % in a file name is no mistake of ours: it is shown as it is.
    if (error instanceof URIError) return name;
    throw error;
  }
}
