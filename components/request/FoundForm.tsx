import type { FormMap } from '../../utils/intake/form.ts';
import { useText } from '../text.ts';

type FoundFormProps = { name: string; form: FormMap; onReview: () => void };

/** What the file is: which form, of which kind, how sure, and what is odd about it. `onReview`: to look over what somebody filled in. */
export function FoundForm({ name, form, onReview }: FoundFormProps) {
  const { say, count } = useText();
  const title = say(form.scan ? 'found_scan' : 'found_pdf');
  return (
    <section class="found" aria-label={title}>
      <p class="found-title">{title}</p>
      <p class="found-facts">
        {!form.scan && <span>{say(`found_kind_${form.kind}`)}</span>}
        {!form.scan && <span>{say('found_sure', String(Math.round(form.confidence * 100)))}</span>}
        <span class="file-name">{name}</span>
      </p>
      {form.answered && (
        <div class="notice informs">
          <p>{count('found_answered', form.answered.length)}</p>
          <button type="button" onClick={onReview}>
            {say('found_review')}
          </button>
        </div>
      )}
      {form.signed && <p class="notice warns">{say('found_signed')}</p>}
    </section>
  );
}
