import { useEffect, useState } from 'preact/hooks';
import { logColumns, printHandLog, printLogMoment } from '../../utils/batch/hand-log.ts';
import { download } from '../../utils/extension/download.ts';
import type { UsedHand } from '../../utils/extension/hand-uses.ts';
import { listHandUses } from '../../utils/extension/hand-uses.ts';
import { useText } from '../text.ts';
import { MoreButton, useSome } from './NameList.tsx';

const holds = (text: string, wanted: string) => text.toLowerCase().includes(wanted.trim().toLowerCase());

/** Every PDF under which a stored signature was put, newest first; found by school, and to take along as CSV. */
export function HandLog({ today }: { today: string }) {
  const { say, count } = useText();
  const [uses, setUses] = useState<readonly UsedHand[]>([]);
  const [wanted, setWanted] = useState('');
  useEffect(() => {
    let current = true;
    void listHandUses().then((listed) => current && setUses(listed));
    return () => {
      current = false;
    };
  }, []);
  const found = uses.filter(({ school, fileName }) => holds(`${school} ${fileName}`, wanted));
  const { shown, more, showMore } = useSome(found);
  const csv = () => {
    const printed = printHandLog(found, (column) => say(`hands_column_${column}`));
    download({ fileName: `${say('hands_csvName')}-${today}.csv`, bytes: new TextEncoder().encode(printed), type: 'text/csv' });
  };
  return (
    <>
      <h3>{say('hands_log')}</h3>
      {uses.length === 0 ? (
        <p class="hint">{say('hands_logNone')}</p>
      ) : (
        <>
          <div class="field">
            <label for="hands-find">{say('hands_find')}</label>
            <input id="hands-find" type="search" value={wanted} autocomplete="off" onInput={(event) => setWanted(event.currentTarget.value)} />
          </div>
          <p role="status">{count('hands_found', found.length)}</p>
          <table class="inventory stacks hand-log">
            <thead>
              <tr>
                {logColumns.map((column) => (
                  <th key={column} scope="col">
                    {say(`hands_column_${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ id, at, school, signature, form, fileName, hash }) => (
                <tr key={id}>
                  <th scope="row">{printLogMoment(at)}</th>
                  <td data-label={say('hands_column_school')}>{school}</td>
                  <td data-label={say('hands_column_signature')}>{signature}</td>
                  <td data-label={say('hands_column_form')}>{form}</td>
                  <td data-label={say('hands_column_fileName')}>{fileName}</td>
                  <td data-label={say('hands_column_hash')}>
                    <code class="hash">{hash}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <MoreButton more={more} onMore={showMore} />
          <p>
            <button type="button" onClick={csv}>
              {say('hands_csv')}
            </button>
          </p>
        </>
      )}
    </>
  );
}
