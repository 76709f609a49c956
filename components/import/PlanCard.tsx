import { useMemo, useState } from 'preact/hooks';
import { newId, profileKey } from '../../utils/extension/profiles.ts';
import type { ListPlan } from '../../utils/profiles/open-list.ts';
import { takeSchools } from '../../utils/profiles/match-schools.ts';
import type { StepAtHand } from '../step.ts';
import { Failure, Status } from '../controls/Status.tsx';
import type { Done, Stored } from '../stored.ts';
import { useText } from '../text.ts';
import type { ListAtHand } from './list.ts';
import { BadRows, Remarks } from './RowLists.tsx';
import { DifferingList, FreshList, TwinsList } from './SchoolTicks.tsx';
import { backFrom, keepSchools } from './take.ts';
import { chosenOf, findOffers, noWishes, offersIn } from './wishes.ts';

/** From so many schools on, a search field helps. */
const searched = 8;

type PlanCardProps = {
  name: string;
  plan: ListPlan;
  stored: Stored;
  step: StepAtHand;
  comparing: boolean;
  printBad: ListAtHand['printBad'];
  onTaken: (done: Done) => void;
  onLeave: () => void;
};

/** What taking the list over would do, what of it the person wants, and the click that does it. */
export function PlanCard({ name, plan, stored, step, comparing, printBad, onTaken, onLeave }: PlanCardProps) {
  const { say, count } = useText();
  const [wishes, setWishes] = useState(noWishes);
  const [kept, setKept] = useState(0);
  const { managed } = stored.profiles;
  const offers = useMemo(() => offersIn(plan, ({ id }) => managed.has(profileKey('school', id))), [plan, managed]);
  const chosen = useMemo(() => chosenOf(offers, wishes), [offers, wishes]);
  const [typed, setTyped] = useState('');
  const found = useMemo(() => findOffers(offers, typed), [offers, typed]);
  const { fresh, differing, twins } = offers;
  const all = fresh.length + differing.length + twins.length;
  const some = found.fresh.length + found.differing.length + found.twins.length;
  const number = chosen.length;
  const leave = (left: ReadonlySet<number>) => setWishes({ ...wishes, left });
  const counts = { fresh: fresh.length, differing: differing.length, twins: twins.length, same: plan.same, managed: offers.managed, merged: plan.merged };

  const take = async () => {
    const schools = takeSchools(chosen, newId);
    const records = new Map(Object.entries(stored.vault.records));
    const back = backFrom(schools, records);
    setKept(0);
    const undo = () => {
      for (const change of back) stored.keepAll(change);
    };
    if (await step.take(() => keepSchools(schools, records, setKept))) onTaken({ text: count('import_taken', schools.length), undo });
  };

  return (
    <section class="card import-card" aria-labelledby="import-preview" aria-busy={comparing}>
      <h2 id="import-preview">{say('import_preview')}</h2>
      <dl class="counts">
        {(['fresh', 'differing', 'twins', 'same', 'managed', 'merged'] as const)
          .filter((part) => counts[part] > 0 || part === 'fresh')
          .map((part) => (
            <div key={part}>
              <dt>{say(`import_count_${part}`)}</dt>
              <dd>{counts[part]}</dd>
            </div>
          ))}
        {plan.bad.length > 0 && (
          <div class="bad">
            <dt>{say('import_count_bad')}</dt>
            <dd>{plan.bad.length}</dd>
          </div>
        )}
      </dl>
      {/* Before the lists: whoever has no mouse is not to go past ten thousand boxes. */}
      <div class="import-take">
        {step.failed && <Failure text={step.failed} />}
        <Status busy={step.busy} text={step.busy ? say('import_keeping', String(kept), String(number)) : ''} />
        {all === 0 && <p>{say('import_nothing')}</p>}
        <p class="row">
          <button type="button" class="primary" disabled={number === 0 || step.busy || comparing} onClick={take}>
            {count('import_take', number)}
          </button>
          <button type="button" disabled={step.busy} onClick={onLeave}>
            {say('data_importLeave')}
          </button>
        </p>
      </div>
      {plan.bad.length > 0 && (
        <section aria-labelledby="import-bad">
          <h3 id="import-bad">{say('import_count_bad')}</h3>
          <BadRows bad={plan.bad} name={name} printBad={printBad} />
        </section>
      )}
      {plan.remarks.length > 0 && (
        <section aria-labelledby="import-remarks">
          <h3 id="import-remarks">{say('import_remarks')}</h3>
          <Remarks remarks={plan.remarks} />
        </section>
      )}
      {all > searched && (
        <div class="field">
          <label for="import-find">{say('import_find')}</label>
          <input id="import-find" type="search" value={typed} autocomplete="off" onInput={(event) => setTyped(event.currentTarget.value)} />
          <p class="hint" role="status">
            {typed.trim() !== '' && say('import_found', String(some), String(all))}
          </p>
        </div>
      )}
      {found.twins.length > 0 && (
        <section aria-labelledby="import-twins">
          <h3 id="import-twins">{say('import_count_twins')}</h3>
          <TwinsList twins={found.twins} chosen={wishes.twins} onChoose={(next) => setWishes({ ...wishes, twins: next })} />
        </section>
      )}
      {found.differing.length > 0 && (
        <section aria-labelledby="import-differing">
          <h3 id="import-differing">{say('import_count_differing')}</h3>
          <DifferingList differing={found.differing} left={wishes.left} searched={some < all} onLeave={leave} />
        </section>
      )}
      {found.fresh.length > 0 && (
        <section aria-labelledby="import-fresh">
          <h3 id="import-fresh">{say('import_count_fresh')}</h3>
          <FreshList fresh={found.fresh} left={wishes.left} searched={some < all} onLeave={leave} />
        </section>
      )}
    </section>
  );
}
