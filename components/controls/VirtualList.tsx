import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useVirtualRows } from './virtual.ts';

type VirtualListProps<Item> = {
  items: readonly Item[];
  /** Of a list longer than this, only the rows in its window are drawn. */
  long: number;
  /** Of a row in a window, in CSS pixels. */
  height: number;
  class: string;
  keyOf: (item: Item) => string;
  children: (item: Item) => ComponentChildren;
  /** Its index: the row that is brought into the window. */
  shown?: number;
  /** When this changes, it is brought there again. */
  again?: string;
};

/** A list of any length. */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { items, long, class: name, keyOf, children } = props;
  if (items.length > long) return <Windowed {...props} />;
  return (
    <ul class={name}>
      {items.map((item) => (
        <li key={keyOf(item)}>{children(item)}</li>
      ))}
    </ul>
  );
}

function Windowed<Item>({ items, height, class: name, keyOf, children, shown = -1, again }: VirtualListProps<Item>) {
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
                {children(item)}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
