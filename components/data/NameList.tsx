import { useState } from 'preact/hooks';
import { useText } from '../text.ts';
import type { Named } from './changes.ts';

/** Rows at a time: a file may bring thousands. */
const step = 50;

/** As many rows of a long list as the person asked for. */
export function useSome<Row>(rows: readonly Row[]): { shown: readonly Row[]; more: number; showMore: () => void } {
  const [most, setMost] = useState(step);
  return { shown: rows.slice(0, most), more: Math.max(0, rows.length - most), showMore: () => setMost(most + step) };
}

export function MoreButton({ more, onMore }: { more: number; onMore: () => void }) {
  const { count } = useText();
  if (more === 0) return null;
  return (
    <button type="button" class="quiet" onClick={onMore}>
      {count('data_more', more)}
    </button>
  );
}

export function NameList({ named }: { named: readonly Named[] }) {
  const { say } = useText();
  const { shown, more, showMore } = useSome(named);
  return (
    <>
      <ul class="names">
        {shown.map(({ key, kind, name }) => (
          <li key={key}>
            {name || say('untitled')} <span class="hint">{say(kind ? `data_kind_${kind}` : 'data_kind_unreadable')}</span>
          </li>
        ))}
      </ul>
      <MoreButton more={more} onMore={showMore} />
    </>
  );
}
