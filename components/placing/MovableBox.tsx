import type { ComponentChildren, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Box, PageSize } from '../../utils/intake/form.ts';
import type { Point } from '../../utils/intake/placing.ts';
import { moveBox, resizeBox } from '../../utils/intake/placing.ts';
import { shownBox } from '../request/places.ts';

/** Points a key press. */
const step = 2;
const arrows: Readonly<Record<string, Point>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Pixels at the lower right corner that pull instead of move; of a small box at most this share of its side. */
const corner = { pixels: 12, share: 0.4 };

/** Which way an arrow key points, `length` points on a page whose y runs upward; undefined for another key. */
export function arrowOf(key: string, length: number): Point | undefined {
  const arrow = arrows[key];
  return arrow && [arrow[0] * length, arrow[1] * length];
}

type Drag = { pointer: number; x: number; y: number; from: Box; resizes: boolean };

type MovableBoxProps = {
  box: Box;
  page: PageSize;
  kind: 'placed' | 'frame';
  label: string;
  onChange: (box: Box) => void;
  onRemove?: () => void;
  children?: ComponentChildren;
};

/**
 * A box on a page that is dragged with the mouse, pulled by its lower right corner, and moved by the arrow keys (with Shift:
 * resized). `onChange` comes when the mouse lets go, and at each key.
 */
export function MovableBox({ box, page, kind, label, onChange, onRemove, children }: MovableBoxProps) {
  const [dragged, setDragged] = useState<Box>();
  const drag = useRef<Drag | undefined>(undefined);

  const grab = (event: TargetedPointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    const { right, bottom, width, height } = event.currentTarget.getBoundingClientRect();
    const reach = (side: number) => Math.min(corner.pixels, corner.share * side);
    const resizes = right - event.clientX < reach(width) && bottom - event.clientY < reach(height);
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus();
    drag.current = { pointer: event.pointerId, x: event.clientX, y: event.clientY, from: box, resizes };
  };
  const pull = (event: TargetedPointerEvent<HTMLButtonElement>) => {
    const held = drag.current;
    const paper = event.currentTarget.parentElement;
    if (!held || held.pointer !== event.pointerId || !paper) return;
    const scale = page.width / paper.clientWidth;
    const by: Point = [(event.clientX - held.x) * scale, (held.y - event.clientY) * scale];
    setDragged((held.resizes ? resizeBox : moveBox)(held.from, by, page));
  };
  const release = () => {
    drag.current = undefined;
    if (dragged) onChange(dragged);
    setDragged(undefined);
  };
  const type = (event: TargetedKeyboardEvent<HTMLButtonElement>) => {
    const by = arrowOf(event.key, step);
    if (by) onChange((event.shiftKey ? resizeBox : moveBox)(box, by, page));
    else if ((event.key === 'Delete' || event.key === 'Backspace') && onRemove) onRemove();
    else return;
    event.preventDefault();
  };

  return (
    <button
      type="button"
      class={`movable ${kind}`}
      style={shownBox(dragged ?? box, page)}
      aria-label={label}
      title={label}
      onPointerDown={grab}
      onPointerMove={pull}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={type}
    >
      {children}
    </button>
  );
}
