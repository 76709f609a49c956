import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useVirtualRows } from './virtual.ts';

type VirtualListProps<Item> = {
  items: readonly Item[];
  /** Of a row, in CSS pixels. */
  height: number;
  class: string;
  keyOf: (item: Item) => string;
  children: (item: Item, index: number) => ComponentChildren;
  /** The row that is brought into the window. */
  shown?: number;
  /** When this changes, it is brought there again. */
  again?: string;
};

/** A list of thousands, of which only the rows in its window are drawn. */
export function VirtualList<Item>({ items, height, class: name, keyOf, children, shown = -1, again }: VirtualListProps<Item>) {
  const { box, total, rows, show } = useVirtualRows(items.length, height);
  useEffect(() => {
    if (shown >= 0) show(shown);
  }, [shown, again]);
  return (
    <div class="long-list" ref={box}>
      <ul class={name} style={{ height: `${total}px` }}>
        {rows.map(({ index, top }) => {
          const item = items[index];
          return (
            item !== undefined && (
              <li key={keyOf(item)} style={{ transform: `translateY(${top}px)` }} aria-setsize={items.length} aria-posinset={index + 1}>
                {children(item, index)}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
