import { useEffect, useRef } from 'preact/hooks';
import type { Role } from '../../utils/profiles/columns.ts';
import { roles } from '../../utils/profiles/columns.ts';
import type { Mapping } from '../../utils/profiles/mapping.ts';
import type { Outline } from '../../utils/profiles/open-list.ts';
import { noteKey, roleKey } from '../../utils/profiles/texts.ts';
import { useText } from '../text.ts';

type ColumnsCardProps = {
  name: string;
  outline: Outline;
  mapping: Mapping;
  remembered: boolean;
  onMap: (mapping: Mapping) => void;
  onProposeAnew: () => void;
};

/** What each column of the list was taken for, to be corrected. */
export function ColumnsCard({ name, outline, mapping, remembered, onMap, onProposeAnew }: ColumnsCardProps) {
  const { say, count } = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView?.({ block: 'start' });
  }, []);
  const columns = [...outline.header.keys()];
  // By what was proposed, so that no column leaves the hand of who is correcting it.
  const first = useRef(columns.filter((at) => mapping.roles[at] !== 'none' || outline.mapping.roles[at] !== 'none'));
  const others = columns.filter((at) => !first.current.includes(at));
  const map = (at: number, role: Role) => onMap({ ...mapping, roles: columns.map((column) => (column === at ? role : (mapping.roles[column] ?? 'none'))) });
  const table = (shown: readonly number[]) => <ColumnTable columns={shown} outline={outline} mapping={mapping} onMap={map} />;
  return (
    <section class="card import-card" aria-labelledby="import-columns">
      <h2 id="import-columns" ref={heading} tabIndex={-1}>
        {say('import_columns')}
      </h2>
      <p class="file-name">{say('import_of', name, String(outline.rows))}</p>
      {outline.notes.map(({ code, values }) => (
        <p key={code} class="notice informs">
          {say(noteKey(code), ...values)}
        </p>
      ))}
      {remembered ? (
        <p class="row">
          <span>{say('import_remembered')}</span>
          <button type="button" class="quiet" onClick={onProposeAnew}>
            {say('import_proposeAnew')}
          </button>
        </p>
      ) : (
        <p class="hint">{say('import_columnsHint')}</p>
      )}
      {first.current.length > 0 && table(first.current)}
      {others.length > 0 && (
        <details open={first.current.length === 0}>
          <summary>{count('import_columnsOther', others.length)}</summary>
          {table(others)}
        </details>
      )}
      {mapping.roles.includes('board') && (
        <label class="choice">
          <input type="checkbox" checked={mapping.mergeByName} onChange={(event) => onMap({ ...mapping, mergeByName: event.currentTarget.checked })} />
          <span>{say('import_mergeByName')}</span>
        </label>
      )}
    </section>
  );
}

type ColumnTableProps = { columns: readonly number[]; outline: Outline; mapping: Mapping; onMap: (at: number, role: Role) => void };

function ColumnTable({ columns, outline, mapping, onMap }: ColumnTableProps) {
  const { say } = useText();
  return (
    <table class="import-columns stacks">
      <thead>
        <tr>
          <th scope="col">{say('import_column')}</th>
          <th scope="col">{say('import_columnIs')}</th>
          <th scope="col">{say('import_columnRows')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((at) => {
          const name = (outline.header[at] ?? '').trim() || say('import_columnNumber', String(at + 1));
          return (
            <tr key={at}>
              <th scope="row">
                {name}
                {outline.guessed.includes(at) && <span class="import-guessed">{say('import_columnGuessed')}</span>}
              </th>
              <td>
                <select aria-label={name} value={mapping.roles[at] ?? 'none'} onChange={(event) => onMap(at, event.currentTarget.value as Role)}>
                  {roles.map((role) => (
                    <option key={role} value={role}>
                      {say(roleKey(role))}
                    </option>
                  ))}
                </select>
              </td>
              <td class="import-cells" data-label={say('import_columnRows')}>
                {(outline.samples[at] ?? []).map((cell, row) => (
                  <span key={row}>{cell}</span>
                ))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
