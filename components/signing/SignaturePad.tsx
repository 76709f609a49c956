import { useEffect, useRef } from 'preact/hooks';
import Pad from 'signature_pad';
import type { Drawn } from './strokes.ts';
import { placeStrokes, trimStrokes } from './strokes.ts';

/** A pen's blue-black, on paper that stays white in the dark as well: it is what the form will show. */
const pen = { penColor: '#14295c', minWidth: 0.8, maxWidth: 2.2, dotSize: 1.5, velocityFilterWeight: 0.7, compositeOperation: 'source-over' as const };

/** Milliseconds between two points of a drawing that is shown again: an even hand. */
const pace = 12;

function show(pad: Pad, canvas: HTMLCanvasElement, drawn: Drawn | undefined): void {
  const { width, height } = canvas.getBoundingClientRect();
  if (width === 0) return;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.getContext('2d')?.scale(ratio, ratio);
  const lines = drawn ? placeStrokes(drawn, { width, height }) : [];
  pad.fromData(lines.map((line) => ({ ...pen, points: line.map((point, at) => ({ ...point, pressure: 0.5, time: at * pace })) })));
}

/** Milliseconds in which the page may still move because of a stroke: a problem above that it solved goes away. */
const settling = 800;

/**
 * Keeps the paper under the pen while the page around it changes height: the next stroke must land beside the last.
 * Returns what to call at the end of each stroke, and what ends the watch.
 */
function holdStill(paper: HTMLElement): { strokeEnded: () => void; stop: () => void } {
  let held = { top: 0, until: 0 };
  const watch = new ResizeObserver(() => {
    const moved = paper.getBoundingClientRect().top - held.top;
    if (performance.now() < held.until && Math.abs(moved) >= 1) window.scrollBy(0, moved);
  });
  watch.observe(document.body);
  return {
    strokeEnded: () => {
      held = { top: paper.getBoundingClientRect().top, until: performance.now() + settling };
    },
    stop: () => watch.disconnect(),
  };
}

type SignaturePadProps = { label: string; drawn: Drawn | undefined; onDraw: (drawn: Drawn) => void };

/** Paper to write on with mouse, pen or finger. Who can't draw here uses a scan, or signs on paper. */
export function SignaturePad({ label, drawn, onDraw }: SignaturePadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<Pad>(null);
  /** What is on the paper now, so that its own echo from storage doesn't move it. */
  const shown = useRef<string>('');
  /** The pen is down: the paper stays as it is. */
  const writing = useRef(false);
  const latest = useRef({ drawn, onDraw });
  latest.current = { drawn, onDraw };

  useEffect(() => {
    const paper = canvas.current;
    if (!paper) return undefined;
    const made = new Pad(paper, pen);
    pad.current = made;
    made.addEventListener('beginStroke', () => {
      writing.current = true;
    });
    const still = holdStill(paper);
    const drawing = () => {
      writing.current = false;
      still.strokeEnded();
      const next = trimStrokes(made.toData().map(({ points }) => points));
      if (!next) return;
      shown.current = JSON.stringify(next);
      latest.current.onDraw(next);
    };
    made.addEventListener('endStroke', drawing);
    let width = 0;
    const resized = new ResizeObserver(() => {
      if (paper.clientWidth === width) return;
      width = paper.clientWidth;
      show(made, paper, latest.current.drawn);
    });
    resized.observe(paper);
    return () => {
      resized.disconnect();
      still.stop();
      made.removeEventListener('endStroke', drawing);
      made.off();
    };
  }, []);

  const asText = drawn ? JSON.stringify(drawn) : '';
  useEffect(() => {
    if (!pad.current || !canvas.current || writing.current || asText === shown.current) return;
    shown.current = asText;
    show(pad.current, canvas.current, latest.current.drawn);
  }, [asText]);

  return <canvas ref={canvas} class="pad" role="img" aria-label={label} />;
}
