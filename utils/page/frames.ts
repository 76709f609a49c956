/** Which of a page's documents the script in each may read. */

/**
 * Whether this frame is not to be read from within: the page around it is of the same origin and reads it already, or it is
 * sandboxed and so nobody's ("null"), and gets nothing.
 */
export function isReadByParent(frame: Window): boolean {
  return frame.origin === 'null' || (frame !== frame.parent && frame.frameElement !== null);
}

/** Origins of the frames in sight that only a script of their own could read, where the person permits that; sandboxed ones are none. */
export function closedFrames(document: Document): string[] {
  const origins = [...document.querySelectorAll('iframe')].flatMap((frame) => {
    if (frame.contentDocument || !URL.canParse(frame.src)) return [];
    if (frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin')) return [];
    const { origin, protocol } = new URL(frame.src);
    const { width, height } = frame.getBoundingClientRect();
    return /^https?:$/.test(protocol) && width > 100 && height > 100 ? [origin] : [];
  });
  return [...new Set(origins)];
}
