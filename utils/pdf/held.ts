import type { Place } from '../intake/form.ts';
import type { Layout } from './layout.ts';

/** The places that hold an answer already: a field with a value or a cross, or paper that was written on. */
export function heldPlaces({ pages }: Layout, places: readonly Place[]): Place[] {
  return places.filter(({ page, slot, occupied }) => {
    if (occupied || slot.kind === 'print') return occupied === true;
    const widget = pages[page]?.widgets.find(({ object }) => object === slot.object);
    return widget !== undefined && (widget.checked || ((widget.kind === 'text' || widget.kind === 'choice') && widget.value.trim() !== ''));
  });
}
