import { useEffect, useState } from 'preact/hooks';
import type { Handwriting } from '../../utils/intake/form.ts';
import type { Drawn } from './strokes.ts';

/** A hand as it is kept, on paper that is white in the dark as well. `name`: whose or what it is. */
export function HandPicture({ hand, name }: { hand: Handwriting; name: string }) {
  return hand.kind === 'image' ? <Scan bytes={hand.bytes} type={hand.type} name={name} /> : <Drawing drawn={hand} name={name} />;
}

export function Scan({ bytes, type, name }: { bytes: Uint8Array; type: string; name: string }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  return url ? <img class="scan" src={url} alt={name} /> : null;
}

function pathOf(strokes: Drawn['strokes']): string {
  const points = (stroke: readonly number[]) => stroke.flatMap((x, at) => (at % 2 === 0 ? [`${x} ${stroke[at + 1] ?? 0}`] : []));
  return strokes.map((stroke) => `M${points(stroke).join('L')}`).join('');
}

function Drawing({ drawn: { width, height, strokes }, name }: { drawn: Drawn; name: string }) {
  return (
    <svg class="scan" role="img" aria-label={name} viewBox={`-4 -4 ${width + 8} ${height + 8}`}>
      <path d={pathOf(strokes)} fill="none" stroke="#14295c" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
