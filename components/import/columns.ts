import type { Mapping } from '../../utils/profiles/mapping.ts';
import type { Outline } from '../../utils/profiles/open-list.ts';
import type { Work } from '../../utils/extension/store.ts';

export type KnownColumns = NonNullable<Work['columns']>;

/** Lists whose columns are remembered: the latest that were corrected. */
const mostRemembered = 20;

/** What was remembered for a list with these columns. One of another width is of other columns after all. */
export function remembered(known: KnownColumns, { key, header }: Outline): Mapping | undefined {
  const mapping = Object.hasOwn(known, key) ? known[key] : undefined;
  return mapping?.roles.length === header.length ? mapping : undefined;
}

export function remember(known: KnownColumns, key: string, mapping: Mapping): KnownColumns {
  const others = Object.entries(known).filter(([other]) => other !== key);
  return Object.fromEntries([...others, [key, mapping] as const].slice(-mostRemembered));
}

export function forget(known: KnownColumns, key: string): KnownColumns {
  return Object.fromEntries(Object.entries(known).filter(([other]) => other !== key));
}
