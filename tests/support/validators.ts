import { execFileSync, spawnSync } from 'node:child_process';
import { withFile } from './poppler.ts';

/** What poppler says of a signature. */
export type Pdfsig = { field: string; subFilter: string; valid: boolean; total: boolean };

/** `pdfsig`, without judging certificates: NSS has no database of them here. In the file's order. */
export function pdfsig(bytes: Uint8Array): Pdfsig[] {
  // It exits with 2 where there is no signature.
  const said = withFile(bytes, (file) => spawnSync('pdfsig', ['-nssdir', '', '-nocert', file], { encoding: 'utf8' }).stdout);
  return said
    .split(/^Signature #\d+:$/m)
    .slice(1)
    .map((part) => ({
      field: /Signature Field Name: (.*)/.exec(part)?.[1] ?? '',
      subFilter: /Signature Type: (.*)/.exec(part)?.[1] ?? '',
      valid: part.includes('Signature is Valid.'),
      total: /^ {2}- Total document signed$/m.test(part),
    }));
}

/** What MuPDF says of each signature: nothing came after it, something did, or it does not fit. */
export function mutoolSign(bytes: Uint8Array): ('unchanged' | 'edited' | 'broken')[] {
  const said = withFile(bytes, (file) => execFileSync('mutool', ['sign', '-v', file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }));
  return said
    .split(/^(?=Verifying signature)/m)
    .filter((part) => part.startsWith('Verifying'))
    .map((part) => (part.includes('unchanged since signing') ? 'unchanged' : part.includes('valid but there have been edits') ? 'edited' : 'broken'));
}
