import browser from 'webextension-polyfill';

/** Half of the telling words: a page about the API has some, the form has nearly all. */
const tellingShare = 0.5;

export function telling(confidence: number): boolean {
  return confidence >= tellingShare;
}

const detectorId = 'detector';

/**
 * Lets the detector run by itself on the sites that the person gave permission for, and on no other. To be called whenever
 * these permissions change, and at each start of the extension.
 */
export function registerDetector(origins: readonly string[]): Promise<void> {
  // Two at a time would both find it unregistered, and the second would fail.
  const registered = turn.then(() => register(origins));
  turn = registered.catch(() => undefined);
  return registered;
}

let turn: Promise<void> = Promise.resolve();

async function register(origins: readonly string[]): Promise<void> {
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [detectorId] });
  if (origins.length === 0) {
    if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: [detectorId] });
    return;
  }
  const script = { id: detectorId, matches: [...origins], js: ['detector.js'], runAt: 'document_idle' as const, allFrames: false, persistAcrossSessions: true };
  if (registered.length > 0) await browser.scripting.updateContentScripts([script]);
  else await browser.scripting.registerContentScripts([script]);
}

/** The match patterns of every site that may be read without a click. */
export async function grantedSites(): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  return origins.filter((origin) => /^(\*|https?):\/\//.test(origin));
}
