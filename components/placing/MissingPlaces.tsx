import type { FormMap } from '../../utils/intake/form.ts';
import { unplaced } from '../../utils/intake/placing.ts';
import { placeName } from '../request/places.ts';
import type { RequestAtHand } from '../request/request.ts';
import { useText } from '../text.ts';

/** Where there is no room to place anything: says what has no place, and leads to where it can be shown. */
export function MissingPlaces({ form, atHand, onPlace }: { form: FormMap; atHand: RequestAtHand; onPlace: () => void }) {
  const { say, field } = useText();
  const missing = unplaced(form, atHand.request, atHand.signing);
  if (missing.length === 0) return null;
  const names = missing.map((key) => placeName(field, key)).join(', ');
  return (
    <section class="notice warns" aria-label={say('placing_title')}>
      <p>{form.scan && form.places.length === 0 ? say('placing_nothing') : say('placing_missing', names)}</p>
      <button type="button" onClick={onPlace}>
        {say('placing_open')}
      </button>
    </section>
  );
}
