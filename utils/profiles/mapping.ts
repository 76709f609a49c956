import * as z from 'zod/mini';
import { longHashOf } from '../hash.ts';
import { plainHeader, roles } from './columns.ts';

z.config({ jitless: true });

/** What each column is, in the order of the columns, as proposed or as corrected by hand; to be remembered under `mappingKey`. */
export const Mapping = z.object({
  roles: z.array(z.enum(roles)),
  /** Rows of one name and one board are one school, also where their numbers differ. */
  mergeByName: z._default(z.boolean(), false),
});
export type Mapping = z.infer<typeof Mapping>;

/** The same for lists with the same columns: under it a corrected mapping is remembered. A list without a header is known by its width only. */
export function mappingKey(header: readonly string[]): string {
  const text = header.map(plainHeader).join('\n');
  return `${header.length}-${longHashOf(text, 0x1b873593)}`;
}
