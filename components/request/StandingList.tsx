import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { ReadForm } from '../../utils/intake/form.ts';
import { fieldId } from '../fields.ts';
import { placeName } from './places.ts';
import { isAmong, rowOf } from './returned.ts';
import { useText } from '../text.ts';

type StandingProps = { read: ReadForm; pressed: PlaceKey | undefined; onGo: (key: PlaceKey) => void };

/** Everything that stands on a filled form; each answer leads to its place on the preview, and its place back to it. */
export function StandingList({ read, pressed, onGo }: StandingProps) {
  const { say, field } = useText();
  const { entries, handSigned, form, doubted } = read;
  const signed = handSigned === true || form.signed;
  return (
    <>
      <p class="hint">{say('returned_standingHint')}</p>
      <ul class="standing">
        {entries.map((entry) => {
          const { key, name, value } = rowOf(field, entry);
          return (
            <li key={key}>
              <button type="button" id={fieldId(key)} class="quiet" aria-pressed={key === pressed} onClick={() => onGo(key)}>
                <span class="standing-name">{name}</span>
                <span class="standing-value">{value}</span>
                {isAmong(doubted, key) && <span class="standing-unsure">{say('returned_unsure')}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      {signed && <p class="hint">{say('returned_signed')}</p>}
      {!signed && handSigned === undefined && <p class="notice warns">{say('returned_signUnknown')}</p>}
    </>
  );
}

/** What was not surely read, for the person to see for themselves. Of what has no place on the form, only that. */
export function DoubtedList({ read, pressed, onGo }: StandingProps) {
  const { say, field } = useText();
  const { doubted, entries, form } = read;
  return (
    <>
      <p class="hint">{say('returned_doubtedHint')}</p>
      <ul class="standing">
        {doubted.map((key) => {
          const name = placeName(field, key);
          const said = entries.filter((entry) => isAmong([key], entry.key)).map((entry) => rowOf(field, entry).value);
          const content = (
            <>
              <span class="standing-name">{name}</span>
              <span class="standing-value">{said.join(', ') || say('returned_nothing')}</span>
            </>
          );
          return (
            <li key={key}>
              {form.left.includes(key) ? (
                <div>
                  {content}
                  <span class="hint">{say('returned_noPlace')}</span>
                </div>
              ) : (
                <button type="button" class="quiet" aria-pressed={key === pressed} onClick={() => onGo(key)}>
                  {content}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
