import type { ReadSchool } from '../../utils/profiles/read-schools.ts';
import type { Differing, New, Twins } from '../../utils/profiles/open-list.ts';
import { ChangesTable } from '../profiles/ProfileChanges.tsx';
import { useText } from '../text.ts';
import { VirtualList } from '../controls/VirtualList.tsx';
import { Paged } from '../controls/Paged.tsx';
import type { Wishes } from './wishes.ts';
import { rowOf, settled } from './wishes.ts';

/** CSS pixels. */
const rowHeight = 46;
/** A list this long is drawn by its window only. */
const long = 60;

type TicksProps = {
  left: ReadonlySet<number>;
  onLeave: (left: ReadonlySet<number>) => void;
  /** Only some are shown: those that a search found. */
  searched: boolean;
};

function useTicks({ left, onLeave }: Pick<TicksProps, 'left' | 'onLeave'>) {
  const change = (rows: readonly number[], ticked: boolean) => {
    const next = new Set(left);
    for (const row of rows) {
      if (ticked) next.delete(row);
      else next.add(row);
    }
    onLeave(next);
  };
  return { change, isTicked: (read: ReadSchool) => !left.has(rowOf(read)) };
}

/** How many of several are ticked, and all or none of them at once. */
function TickAll({ reads, left, onLeave, searched }: TicksProps & { reads: readonly ReadSchool[] }) {
  const { say } = useText();
  const { change, isTicked } = useTicks({ left, onLeave });
  const ticked = reads.filter(isTicked).length;
  return (
    <p class="row">
      <button type="button" class="quiet" disabled={ticked === reads.length} onClick={() => change(reads.map(rowOf), true)}>
        {say(searched ? 'import_tickFound' : 'import_tickAll')}
      </button>
      <button type="button" class="quiet" disabled={ticked === 0} onClick={() => change(reads.map(rowOf), false)}>
        {say(searched ? 'import_untickFound' : 'import_tickNone')}
      </button>
      <span class="hint">{say('import_ticked', String(ticked), String(reads.length))}</span>
    </p>
  );
}

const about = ({ school, board }: ReadSchool) => [school.institutionNumbers.join(', '), school.director.email, board].filter((part) => part !== '').join(' · ');

function Tick({ read, ticked, onTick }: { read: ReadSchool; ticked: boolean; onTick: (ticked: boolean) => void }) {
  return (
    <label class="choice">
      <input type="checkbox" checked={ticked} onChange={(event) => onTick(event.currentTarget.checked)} />
      <span>
        {read.school.name} <span class="soft">{about(read)}</span>
      </span>
    </label>
  );
}

/** Schools that are not stored yet. */
export function FreshList({ fresh, left, onLeave, searched }: TicksProps & { fresh: readonly New[] }) {
  const { change, isTicked } = useTicks({ left, onLeave });
  return (
    <>
      <TickAll reads={fresh.map(({ read }) => read)} left={left} onLeave={onLeave} searched={searched} />
      <VirtualList items={fresh} long={long} height={rowHeight} class="choice-list" keyOf={({ read }) => String(rowOf(read))}>
        {({ read }) => <Tick read={read} ticked={isTicked(read)} onTick={(ticked) => change([rowOf(read)], ticked)} />}
      </VirtualList>
    </>
  );
}

/** Stored schools that the list says otherwise, each with what would change of it. */
export function DifferingList({ differing, left, onLeave, searched }: TicksProps & { differing: readonly Differing[] }) {
  const { say } = useText();
  const { change, isTicked } = useTicks({ left, onLeave });
  return (
    <>
      <TickAll reads={differing.map(({ read }) => read)} left={left} onLeave={onLeave} searched={searched} />
      <Paged
        things={differing}
        class="import-differing"
        row={({ read, stored, fields }) => (
          <li key={rowOf(read)}>
            <label class="choice">
              <input type="checkbox" checked={isTicked(read)} onChange={(event) => change([rowOf(read)], event.currentTarget.checked)} />
              <span>{stored.name.trim() || say('untitled')}</span>
            </label>
            <ChangesTable caption={say('import_changesOf', stored.name.trim() || say('untitled'))} differences={fields} />
          </li>
        )}
      />
    </>
  );
}

type TwinsProps = { twins: readonly Twins[]; chosen: Wishes['twins']; onChoose: (chosen: Wishes['twins']) => void };

/** Schools of which several are stored: which of them each is, is for the person to say. */
export function TwinsList({ twins, chosen, onChoose }: TwinsProps) {
  const { say } = useText();
  const choose = (row: number, id: string) => onChoose(new Map([...chosen].filter(([other]) => other !== row).concat(id === '' ? [] : [[row, id]])));
  return (
    <>
      <p class="hint">{say('import_twinsHint')}</p>
      <Paged
        things={twins}
        class="import-differing"
        row={(twin) => {
          const row = rowOf(twin.read);
          const differing = settled(twin, chosen.get(row));
          return (
            <li key={row}>
              <div class="field">
                <label for={`import-twin-${row}`}>
                  {twin.read.school.name} <span class="soft">{about(twin.read)}</span>
                </label>
                <select id={`import-twin-${row}`} value={chosen.get(row) ?? ''} onChange={(event) => choose(row, event.currentTarget.value)}>
                  <option value="">{say('import_twinsNone')}</option>
                  {twin.stored.map((school) => (
                    <option key={school.id} value={school.id}>
                      {[school.name.trim() || say('untitled'), ...school.institutionNumbers].join(', ')}
                    </option>
                  ))}
                </select>
              </div>
              {differing && <ChangesTable caption={say('import_changesOf', differing.stored.name.trim() || say('untitled'))} differences={differing.fields} />}
            </li>
          );
        }}
      />
    </>
  );
}
