import * as z from 'zod/mini';
import { plainHeader, roles } from './columns.ts';

z.config({ jitless: true });

/** What each column is, in the order of the columns, as proposed or as corrected by hand; to be remembered under `mappingKey`. */
export const Mapping = z.object({
  roles: z.array(z.enum(roles)),
  /** Rows of one name and one board are one school, also where their numbers differ. */
  mergeByName: z._default(z.boolean(), false),
});
export type Mapping = z.infer<typeof Mapping>;

/** Two 32-bit FNV-1a sums of differing starts: nobody gains by a collision, it only has to be unlikely. */
function sum(text: string, start: number): string {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** The same for lists with the same columns: under it a corrected mapping is remembered. A list without a header is known by its width only. */
export function mappingKey(header: readonly string[]): string {
  const text = header.map(plainHeader).join('\n');
  return `${header.length}-${sum(text, 0x811c9dc5)}${sum(text, 0x1b873593)}`;
}
