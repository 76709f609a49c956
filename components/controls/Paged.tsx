import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useText } from '../text.ts';

/** Rows drawn at once, of a list whose rows are of any height. */
const page = 50;

type PagedProps<Thing> = { things: readonly Thing[]; row: (thing: Thing, at: number) => JSX.Element; class: string };

/** A list of rows (`li`), its first ones; the others when they are asked for. */
export function Paged<Thing>({ things, row, class: name }: PagedProps<Thing>) {
  const { say } = useText();
  const [shown, setShown] = useState(page);
  return (
    <>
      <ul class={name}>{things.slice(0, shown).map(row)}</ul>
      {things.length > shown && (
        <button type="button" onClick={() => setShown(shown + 4 * page)}>
          {say('batch_more', String(things.length - shown))}
        </button>
      )}
    </>
  );
}
