import { readFileSync } from 'node:fs';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { Box } from '../../utils/intake/form.ts';

export const formNames = ['intake-acroform', 'intake-flat'] as const;
export type FormName = (typeof formNames)[number];

export type TruePlaces = Partial<Record<PlaceKey, { page: number; box: Box }>>;

const fixture = (name: string) => new URL(`../fixtures/forms/${name}`, import.meta.url);

export function formBytes(name: FormName): Uint8Array {
  return new Uint8Array(readFileSync(fixture(`${name}.pdf`)));
}

/** Where each answer belongs, as whoever made the form laid it out. */
export function truePlaces(name: FormName): TruePlaces {
  return (JSON.parse(readFileSync(fixture(`${name}.places.json`), 'utf8')) as { places: TruePlaces }).places;
}
