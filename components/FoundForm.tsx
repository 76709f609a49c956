import type { FormMap } from '../utils/intake/form.ts';
import { useText } from './text.ts';

/** What the file is: which form, of which kind, how sure, and what is odd about it. */
export function FoundForm({ name, form }: { name: string; form: FormMap }) {
  const { say } = useText();
  const title = say(form.scan ? 'found_scan' : 'found_pdf');
  return (
    <section class="found" aria-label={title}>
      <p class="found-title">{title}</p>
      <p class="found-facts">
        {!form.scan && <span>{say(`found_kind_${form.kind}`)}</span>}
        {!form.scan && <span>{say('found_sure', String(Math.round(form.confidence * 100)))}</span>}
        <span class="file-name">{name}</span>
      </p>
      {form.signed && <p class="notice warns">{say('found_signed')}</p>}
    </section>
  );
}
