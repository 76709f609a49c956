import type { ReadSchool } from '../../utils/profiles/read-schools.ts';
import type { Differing, New, Twins } from '../../utils/profiles/open-list.ts';
import type { Doubt } from '../../utils/profiles/remark.ts';
import { doubtKey } from '../../utils/profiles/texts.ts';
import { ChangesTable } from '../profiles/ProfileChanges.tsx';
import { useText } from '../text.ts';
import { VirtualList } from '../controls/VirtualList.tsx';
import { Paged } from '../controls/Paged.tsx';
import type { Ticks, Wishes } from './wishes.ts';
import { isTicked, rowOf, settled } from './wishes.ts';

/** CSS pixels. */
const rowHeight = 46;
/** A list this long is drawn by its window only. */
const long = 60;

type TicksProps = {
  ticks: Ticks;
  onTick: (ticks: Ticks) => void;
  /** Only some are shown: those that a search found. */
  searched: boolean;
};

const ticking = (ticks: Ticks, offers: readonly (New | Differing)[], ticked: boolean): Ticks =>
  new Map([...ticks, ...offers.map(({ read }) => [rowOf(read), ticked] as const)]);

/** How many of several are ticked, and all or none of them at once. */
function TickAll({ offers, ticks, onTick, searched }: TicksProps & { offers: readonly (New | Differing)[] }) {
  const { say } = useText();
  const ticked = offers.filter((offer) => isTicked(offer, ticks)).length;
  return (
    <p class="row">
      <button type="button" class="quiet" disabled={ticked === offers.length} onClick={() => onTick(ticking(ticks, offers, true))}>
        {say(searched ? 'import_tickFound' : 'import_tickAll')}
      </button>
      <button type="button" class="quiet" disabled={ticked === 0} onClick={() => onTick(ticking(ticks, offers, false))}>
        {say(searched ? 'import_untickFound' : 'import_tickNone')}
      </button>
      <span class="hint">{say('import_ticked', String(ticked), String(offers.length))}</span>
    </p>
  );
}

/** Why a school is not ticked by itself. */
function Doubts({ doubts }: { doubts: readonly Doubt[] }) {
  const { say } = useText();
  return (
    <>
      {doubts.map(({ code, values }) => (
        <span key={code} class="import-doubt">
          {say(doubtKey(code), ...values)}
        </span>
      ))}
    </>
  );
}

const about = ({ school, board }: ReadSchool) => [school.institutionNumbers.join(', '), school.director.email, board].filter((part) => part !== '').join(' · ');

/** Schools that are not stored yet. */
export function FreshList({ fresh, ticks, onTick, searched }: TicksProps & { fresh: readonly New[] }) {
  return (
    <>
      <TickAll offers={fresh} ticks={ticks} onTick={onTick} searched={searched} />
      <VirtualList items={fresh} long={long} height={rowHeight} class="choice-list" keyOf={({ read }) => String(rowOf(read))}>
        {(offer) => (
          <label class="choice">
            <input type="checkbox" checked={isTicked(offer, ticks)} onChange={(event) => onTick(ticking(ticks, [offer], event.currentTarget.checked))} />
            <span>
              {offer.read.school.name} <Doubts doubts={offer.doubts} /> <span class="soft">{about(offer.read)}</span>
            </span>
          </label>
        )}
      </VirtualList>
    </>
  );
}

/** Stored schools that the list says otherwise, each with what would change of it. */
export function DifferingList({ differing, ticks, onTick, searched }: TicksProps & { differing: readonly Differing[] }) {
  const { say } = useText();
  return (
    <>
      <TickAll offers={differing} ticks={ticks} onTick={onTick} searched={searched} />
      <Paged
        things={differing}
        class="import-differing"
        row={(offer) => {
          const name = offer.stored.name.trim() || say('untitled');
          return (
            <li key={rowOf(offer.read)}>
              <label class="choice">
                <input type="checkbox" checked={isTicked(offer, ticks)} onChange={(event) => onTick(ticking(ticks, [offer], event.currentTarget.checked))} />
                <span>
                  {name} <Doubts doubts={offer.doubts} />
                </span>
              </label>
              <ChangesTable caption={say('import_changesOf', name)} differences={offer.fields} />
            </li>
          );
        }}
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
              {differing && <Doubts doubts={differing.doubts} />}
              {differing && <ChangesTable caption={say('import_changesOf', differing.stored.name.trim() || say('untitled'))} differences={differing.fields} />}
            </li>
          );
        }}
      />
    </>
  );
}
