import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

export type VirtualRow = { index: number; top: number };

/** Which rows of a long list stand in its window. `height`: of a row, in CSS pixels; the list's element is to have `total` inside. */
export function useVirtualRows(
  count: number,
  height: number,
): { box: RefObject<HTMLDivElement | null>; total: number; rows: readonly VirtualRow[]; show: (index: number) => void } {
  const box = useRef<HTMLDivElement>(null);
  const [, redraw] = useState(0);
  const options = {
    count,
    estimateSize: () => height,
    overscan: 10,
    getScrollElement: () => box.current,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw((turn) => turn + 1),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLDivElement, HTMLLIElement>(options));
  virtualizer.setOptions(options);
  useEffect(() => virtualizer._didMount(), [virtualizer]);
  useEffect(() => virtualizer._willUpdate());
  return {
    box,
    total: virtualizer.getTotalSize(),
    rows: virtualizer.getVirtualItems().map(({ index, start }) => ({ index, top: start })),
    show: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  };
}
