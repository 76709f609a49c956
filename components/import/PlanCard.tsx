import { useMemo, useRef, useState } from 'preact/hooks';
import { newId, profileKey } from '../../utils/extension/profiles.ts';
import { localDate } from '../../utils/intake/values.ts';
import { groupsOfBoards, takeGroups } from '../../utils/profiles/board-groups.ts';
import type { ListPlan } from '../../utils/profiles/open-list.ts';
import { takeSchools } from '../../utils/profiles/match-schools.ts';
import type { ReadSchool } from '../../utils/profiles/read-schools.ts';
import type { StepAtHand } from '../step.ts';
import { Failure, Status } from '../controls/Status.tsx';
import type { Done, Stored } from '../stored.ts';
import { useText } from '../text.ts';
import { BoardsField } from './BoardsField.tsx';
import type { ListAtHand } from './list.ts';
import { BadRows, Remarks } from './RowLists.tsx';
import { DifferingList, FreshList, TwinsList } from './SchoolTicks.tsx';
import { backFrom, keepWritten, writtenOf } from './take.ts';
import { boarded, chosenOf, findOffers, noWishes, offersIn, rowOf } from './wishes.ts';
import type { Ticks } from './wishes.ts';

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
  const tick = (ticks: Ticks) => setWishes({ ...wishes, ticks });
  const doubted = [...fresh, ...differing].filter(({ doubts }) => doubts.length > 0).length;
  const counts = {
    fresh: fresh.length,
    differing: differing.length,
    twins: twins.length,
    doubted,
    same: plan.same.length,
    managed: offers.managed,
    merged: plan.merged,
  };
  // A new school has one id, in the list and in its group, however often it is tried.
  const ids = useRef(new Map<number, string>());
  const idOf = (read: ReadSchool): string => {
    const id = ids.current.get(rowOf(read)) ?? newId();
    ids.current.set(rowOf(read), id);
    return id;
  };
  const boards = useMemo(
    () =>
      groupsOfBoards(boarded(plan, chosen, idOf), stored.profiles.groups).filter(({ kept: group }) => !group || !managed.has(profileKey('group', group.id))),
    [plan, chosen, stored.profiles.groups, managed],
  );
  const made = wishes.boards ? boards : [];
  const total = number + made.length;

  const take = async () => {
    const schools = takeSchools(chosen, idOf);
    const written = writtenOf(schools, takeGroups(made, newId));
    const records = new Map(Object.entries(stored.vault.records));
    const back = backFrom(written, records, localDate(new Date()));
    setKept(0);
    const undo = () => {
      for (const { change, was } of back) stored.keepAll(change, was);
    };
    const told = [schools.length > 0 && count('import_taken', schools.length), made.length > 0 && count('import_grouped', made.length)];
    if (await step.take(() => keepWritten(written, records, setKept))) onTaken({ text: told.filter(Boolean).join(' '), undo });
  };

  return (
    <section class="card import-card" aria-labelledby="import-preview" aria-busy={comparing}>
      <h2 id="import-preview">{say('import_preview')}</h2>
      <dl class="counts">
        {(['fresh', 'differing', 'twins', 'doubted', 'same', 'managed', 'merged'] as const)
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
        <Status busy={step.busy} text={step.busy ? say('import_keeping', String(kept), String(total)) : ''} />
        {all === 0 && <p>{say('import_nothing')}</p>}
        <p class="row">
          <button type="button" class="primary" disabled={total === 0 || step.busy || comparing} onClick={take}>
            {number === 0 && made.length > 0 ? count('import_group', made.length) : count('import_take', number)}
            {number > 0 && made.length > 0 && ` ${count('import_andGroup', made.length)}`}
          </button>
          <button type="button" disabled={step.busy} onClick={onLeave}>
            {say('data_importLeave')}
          </button>
        </p>
      </div>
      {boards.length > 0 && <BoardsField boards={boards} chosen={wishes.boards} onChoose={(next) => setWishes({ ...wishes, boards: next })} />}
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
      {doubted > 0 && <p class="notice warns">{say('import_doubtsHint')}</p>}
      {found.twins.length > 0 && (
        <section aria-labelledby="import-twins">
          <h3 id="import-twins">{say('import_count_twins')}</h3>
          <TwinsList twins={found.twins} chosen={wishes.twins} onChoose={(next) => setWishes({ ...wishes, twins: next })} />
        </section>
      )}
      {found.differing.length > 0 && (
        <section aria-labelledby="import-differing">
          <h3 id="import-differing">{say('import_count_differing')}</h3>
          <DifferingList differing={found.differing} ticks={wishes.ticks} searched={some < all} onTick={tick} />
        </section>
      )}
      {found.fresh.length > 0 && (
        <section aria-labelledby="import-fresh">
          <h3 id="import-fresh">{say('import_count_fresh')}</h3>
          <FreshList fresh={found.fresh} ticks={wishes.ticks} searched={some < all} onTick={tick} />
        </section>
      )}
    </section>
  );
}
