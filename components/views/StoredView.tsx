import { useEffect, useState } from 'preact/hooks';
import { ask } from '../../utils/extension/ask.ts';
import type { SnapshotLabel } from '../../utils/vault/keys.ts';
import { EraseCard } from '../data/EraseCard.tsx';
import { HandsCard } from '../data/HandsCard.tsx';
import { ImportCard } from '../data/ImportCard.tsx';
import { SecurityCard } from '../data/SecurityCard.tsx';
import { ShareCard } from '../data/ShareCard.tsx';
import { SnapshotsCard } from '../data/SnapshotsCard.tsx';
import { StoredCard } from '../data/StoredCard.tsx';
import { dataCards, printRoute } from '../routes.ts';
import type { Done, Stored } from '../stored.ts';
import { useText } from '../text.ts';

type StoredViewProps = { stored: Stored; today: string; onDone: (done: Done) => void };

/** What is kept of whom, where and how long; how it is protected, taken along, shared, and erased. */
export function StoredView({ stored, today, onDone }: StoredViewProps) {
  const { say } = useText();
  const [snapshots, setSnapshots] = useState<readonly SnapshotLabel[]>([]);
  useEffect(() => {
    let current = true;
    void ask({ type: 'listSnapshots' }).then((listed) => current && listed.ok && setSnapshots(listed.value));
    return () => {
      current = false;
    };
  }, [stored.vault]);
  return (
    <section class="data">
      <div>
        <h1 tabIndex={-1}>{say('nav_data')}</h1>
        <p class="lead">{say('data_intro')}</p>
      </div>
      <nav aria-label={say('data_nav')}>
        <ul class="data-nav">
          {dataCards.map((card) => (
            <li key={card}>
              <a href={printRoute({ view: 'data', card })}>{say(`data_card_${card}`)}</a>
            </li>
          ))}
        </ul>
      </nav>
      <StoredCard stored={stored} snapshots={snapshots.length} today={today} />
      <SecurityCard stored={stored} />
      <HandsCard stored={stored} today={today} onDone={onDone} />
      <SnapshotsCard stored={stored} snapshots={snapshots} onDone={onDone} />
      <ShareCard stored={stored} today={today} />
      <ImportCard stored={stored} today={today} onDone={onDone} />
      <EraseCard />
    </section>
  );
}
