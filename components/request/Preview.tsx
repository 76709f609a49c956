import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { Mark } from './places.ts';
import { Failure } from '../controls/Status.tsx';
import { useText } from '../text.ts';

/** Points, of the page as it is shown. */
type PageSize = { width: number; height: number };

/** Pages count from 0. */
export type PreviewDocument = {
  pages: number;
  size: (page: number) => Promise<PageSize>;
  render: (page: number, canvas: HTMLCanvasElement, cssWidth: number) => Promise<void>;
  close: () => void;
};
/** `turns`: each page's clockwise quarter turns, so that a page that lies on its side is shown as it is read. */
export type OpenPreview = (bytes: Uint8Array, turns: readonly number[]) => Promise<PreviewDocument>;

type Shown = { document: PreviewDocument; sizes: readonly PageSize[] };

async function measure(document: PreviewDocument): Promise<Shown> {
  return { document, sizes: await Promise.all(Array.from({ length: document.pages }, (_, page) => document.size(page))) };
}

type PreviewProps = {
  bytes: Uint8Array;
  turns: readonly number[];
  open: OpenPreview;
  marks: readonly Mark[];
  pressed: PlaceKey | undefined;
  onGo: (key: PlaceKey) => void;
  /** What lies over a page, positioned in it. */
  layer?: ((page: number) => ComponentChildren) | undefined;
};

/** The pages as they are in the file, with the places of what is missing marked. The pages shown stay until the next are there. */
export function Preview({ bytes, turns, open, marks, pressed, onGo, layer }: PreviewProps) {
  const { say } = useText();
  const [shown, setShown] = useState<Shown>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let current = true;
    open(bytes, turns)
      .then(measure)
      .then(
        (next) => {
          if (!current) return next.document.close();
          setFailed(false);
          setShown(next);
        },
        (error: unknown) => {
          console.error(error);
          if (current) setFailed(true);
        },
      );
    return () => {
      current = false;
    };
  }, [bytes, turns, open]);
  useEffect(() => () => shown?.document.close(), [shown]);

  if (failed) return <Failure text={say('preview_unreadable')} />;
  if (!shown) return <div class="page empty" />;
  return (
    <div class="pages">
      {shown.sizes.map((size, page) => (
        <Page key={page} document={shown.document} size={size} page={page} marks={marks.filter((mark) => mark.page === page)} pressed={pressed} onGo={onGo}>
          {layer?.(page)}
        </Page>
      ))}
    </div>
  );
}

type PageProps = {
  document: PreviewDocument;
  size: PageSize;
  page: number;
  marks: readonly Mark[];
  pressed: PlaceKey | undefined;
  onGo: (key: PlaceKey) => void;
  children: ComponentChildren;
};

function Page({ document, size, page, marks, pressed, onGo, children }: PageProps) {
  const { say } = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);

  useEffect(() => {
    const paper = canvas.current;
    if (!paper) return undefined;
    const resized = new ResizeObserver(() => setWidth(Math.round(paper.clientWidth)));
    resized.observe(paper);
    return () => resized.disconnect();
  }, []);
  useEffect(() => {
    if (canvas.current && width > 0) document.render(page, canvas.current, width).catch((error: unknown) => console.error(error));
  }, [document, page, width]);

  return (
    <div class="page" style={{ aspectRatio: `${size.width} / ${size.height}` }}>
      <canvas ref={canvas} role="img" aria-label={say('preview_page', String(page + 1), String(document.pages))} />
      {marks.map(({ box, key, look, label }) => (
        <button
          key={`${look} ${key} ${box.left} ${box.top}`}
          type="button"
          class={`mark ${look}${key === pressed ? ' pressed' : ''}`}
          style={box}
          aria-label={label}
          title={label}
          onClick={() => onGo(key)}
        />
      ))}
      {children}
    </div>
  );
}
