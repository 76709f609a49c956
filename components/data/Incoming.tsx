import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { download, jsonFile } from '../../utils/extension/download.ts';
import { printArchive } from '../../utils/vault/bundle.ts';
import type { Comparison } from '../../utils/vault/compare.ts';
import type { Records } from '../../utils/vault/records.ts';
import { useText } from '../text.ts';
import { namedOf } from './changes.ts';
import { IncomingProfile } from './IncomingProfile.tsx';
import { MoreButton, NameList, useSome } from './NameList.tsx';
import type { Differing, New, Offered, Unfit, Wish } from './wishes.ts';

type Wishes = ReadonlyMap<string, Wish>;

type IncomingListProps = {
  /** The file's. */
  name: string;
  comparisons: readonly Comparison[];
  /** The records as they came. */
  raw: Records;
  kept: Records;
  wishes: Wishes;
  today: string;
  onWish: (wishes: Wishes) => void;
};

/** What is new, what differs, what is the same, what does not fit: each counted, and chosen where there is something to choose. */
export function IncomingList({ name, comparisons, raw, kept, wishes, today, onWish }: IncomingListProps) {
  const { say, count } = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const fresh = comparisons.filter((comparison): comparison is New => comparison.state === 'new');
  const differing = comparisons.filter((comparison): comparison is Differing => comparison.state === 'differs');
  const same = comparisons.filter(({ state }) => state === 'same');
  const unfit = comparisons.filter((comparison): comparison is Unfit => comparison.state === 'unfit');
  const share = { kept, wishes, onWish };
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {say('data_importPlan', name)}
      </h3>
      {comparisons.length === 0 && <p class="hint">{say('data_importEmpty')}</p>}
      {fresh.length > 0 && <Offers title={count('data_incoming_new', fresh.length)} offered={fresh} {...share} />}
      {differing.length > 0 && <Offers title={count('data_incoming_differs', differing.length)} offered={differing} {...share} />}
      {same.length > 0 && (
        <Folded title={count('data_incoming_same', same.length)}>
          <NameList named={same.map(({ key }) => namedOf(key, kept.get(key)))} />
        </Folded>
      )}
      {unfit.length > 0 && <UnfitList unfit={unfit} raw={raw} today={today} />}
    </>
  );
}

function Folded({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <details>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

type OffersProps = { title: string; offered: readonly Offered[]; kept: Records; wishes: Wishes; onWish: (wishes: Wishes) => void };

function Offers({ title, offered, kept, wishes, onWish }: OffersProps) {
  const { say } = useText();
  const { shown, more, showMore } = useSome(offered);
  const leaveAll = () => onWish(new Map(offered.map(({ key }) => [key, { action: 'leave', left: [] }])));
  return (
    <section class="offers">
      <div class="row spread">
        <h4>{title}</h4>
        {offered.length > 1 && (
          <button type="button" class="quiet" aria-label={say('data_leaveAllOf', title)} onClick={leaveAll}>
            {say('data_leaveAll')}
          </button>
        )}
      </div>
      <ul>
        {shown.map((comparison) => {
          const wish = wishes.get(comparison.key);
          return (
            wish && (
              <li key={comparison.key}>
                <IncomingProfile comparison={comparison} kept={kept} wish={wish} onWish={(wished) => onWish(new Map([[comparison.key, wished]]))} />
              </li>
            )
          );
        })}
      </ul>
      <MoreButton more={more} onMore={showMore} />
    </section>
  );
}

/** Nothing of it is taken in, and nothing of it is thrown away: it stays in the file, and can be had apart. */
function UnfitList({ unfit, raw, today }: { unfit: readonly Unfit[]; raw: Records; today: string }) {
  const { say, count, field: nameOf } = useText();
  const why = ({ reason, values: [value = ''], field }: Unfit) =>
    reason === 'shapeWrong' && value === '' ? say('unfit_keyUnknown') : say(`unfit_${reason}`, field ? nameOf(field) : value);
  const { shown, more, showMore } = useSome(unfit);
  const apart = () => printArchive(new Map(unfit.map(({ key }) => [key, raw.get(key)])), today);
  return (
    <section class="offers">
      <h4>{count('data_incoming_unfit', unfit.length)}</h4>
      <p class="hint">{say('data_unfitHint')}</p>
      <ul>
        {shown.map((one) => (
          <li key={one.key} class="unfit">
            <strong>{namedOf(one.key, raw.get(one.key)).name || one.key}</strong>
            <span>{why(one)}</span>
          </li>
        ))}
      </ul>
      <MoreButton more={more} onMore={showMore} />
      <p class="row">
        <button type="button" onClick={() => download(jsonFile(`intakehulp-past-niet-${today}.json`, apart()))}>
          {say('data_unfitExport')}
        </button>
      </p>
    </section>
  );
}
