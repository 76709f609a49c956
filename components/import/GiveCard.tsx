import { useEffect, useRef, useState } from 'preact/hooks';
import { most } from '../../utils/profiles/table.ts';
import { Dropzone } from '../controls/Dropzone.tsx';
import { useText } from '../text.ts';
import type { ListAtHand } from './list.ts';

const asked = { drop: 'import_drop', choose: 'import_choose', accept: '.xlsx,.csv,.tsv,.txt,text/csv' } as const;

/** Where a list comes from: a file, or rows that were copied in a spreadsheet. */
export function GiveCard({ give, fail }: Pick<ListAtHand, 'give' | 'fail'>) {
  const { say } = useText();
  const [typed, setTyped] = useState('');
  const takeFile = (file: File) => {
    if (file.size > most.bytes) fail('tableTooBig', [String(most.bytes / 1024 / 1024)]);
    else void give(file.name, async () => new Uint8Array(await file.arrayBuffer()));
  };
  const takeRows = (rows: string) => {
    setTyped('');
    void give(say('import_pasted'), async () => rows);
  };
  const take = useRef(takeRows);
  take.current = takeRows;

  useEffect(() => {
    // Before anybody else: beside the rows, a spreadsheet puts a picture of them on the clipboard.
    const paste = (event: ClipboardEvent) => {
      const rows = event.clipboardData?.getData('text/plain') ?? '';
      if (rows.trim() === '') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      take.current(rows);
    };
    document.addEventListener('paste', paste, { capture: true });
    return () => document.removeEventListener('paste', paste, { capture: true });
  }, []);

  return (
    <section class="card import-card" aria-labelledby="import-list">
      <h2 id="import-list">{say('import_list')}</h2>
      <Dropzone asked={asked} onFile={takeFile} />
      <form
        class="field"
        onSubmit={(event) => {
          event.preventDefault();
          takeRows(typed);
        }}
      >
        <label for="import-paste">{say('import_pasteLabel')}</label>
        <textarea id="import-paste" rows={2} value={typed} autocomplete="off" spellcheck={false} onInput={(event) => setTyped(event.currentTarget.value)} />
        {typed.trim() !== '' && (
          <p class="row">
            <button type="submit">{say('import_pasteRead')}</button>
          </p>
        )}
      </form>
    </section>
  );
}
