import type { FormMap } from '../utils/intake/form.ts';
import { useText } from './text.ts';

/** What the file is: which form, of which kind, how sure, and what is odd about it. */
export function FoundForm({ name, form }: { name: string; form: FormMap }) {
  const { say, field } = useText();
  return (
    <section class="found" aria-label={say('found_pdf')}>
      <p class="found-title">{say('found_pdf')}</p>
      <p class="found-facts">
        <span>{say(`found_kind_${form.kind}`)}</span>
        <span>{say('found_sure', String(Math.round(form.confidence * 100)))}</span>
        <span class="file-name">{name}</span>
      </p>
      {form.signed && <p class="notice warns">{say('found_signed')}</p>}
      {form.left.length > 0 && <p class="notice warns">{say('found_left', form.left.map(field).join(', '))}</p>}
    </section>
  );
}
