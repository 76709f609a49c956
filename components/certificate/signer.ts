import { useEffect, useState } from 'preact/hooks';
import type { P12Result } from '../../utils/extension/engine.ts';
import { withEngine } from '../../utils/extension/engine-host.ts';
import { failure } from '../../utils/result.ts';

export type OpenedCertificate = Extract<P12Result, { ok: true }>['value'];

/** Bytes; a P12 file holds some certificates. The engine refuses more as well. */
const largestFile = 1024 * 1024;

/** In this page's memory alone, under a key that cannot be read out: gone when the page closes, and never stored. */
let opened: OpenedCertificate | undefined;
const listeners = new Set<() => void>();

function set(next: OpenedCertificate | undefined): void {
  opened = next;
  for (const listener of listeners) listener();
}

export const forgetCertificate = () => set(undefined);

/** Opens a P12 file with its password; neither is kept. */
export async function openCertificate(file: File, password: string): Promise<P12Result> {
  if (file.size > largestFile) return failure('p12TooLarge');
  // Its engine held the password and the file: both go with it.
  const read = await withEngine(async (engine) => engine.openP12(new Uint8Array(await file.arrayBuffer()), password));
  if (read.ok) set(read.value);
  return read;
}

/** The certificate that is open in this page, in every view of it. */
export function useCertificate(): OpenedCertificate | undefined {
  const [shown, setShown] = useState(opened);
  useEffect(() => {
    const follow = () => setShown(opened);
    listeners.add(follow);
    follow();
    return () => {
      listeners.delete(follow);
    };
  }, []);
  return shown;
}
