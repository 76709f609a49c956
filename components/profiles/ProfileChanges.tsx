import type { Content, Difference } from '../../utils/intake/kinship.ts';
import { useText } from '../text.ts';

/** What a profile says. */
export function ContentsList({ contents }: { contents: readonly Content[] }) {
  const { field } = useText();
  return (
    <dl class="contents">
      {contents.map(({ key, named, values }) => (
        <div key={key}>
          <dt>{field(key)}</dt>
          <dd>{(named ? values.map(field) : values).join(', ')}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What would change in a profile, each thing with its old and its new value. */
export function ChangesTable({ caption, differences }: { caption: string; differences: readonly Difference[] }) {
  const { say, field } = useText();
  const shown = (values: readonly string[], named: boolean) =>
    values.length > 0 ? (named ? values.map(field) : values).join(', ') : <em>{say('returned_blank')}</em>;
  return (
    <table class="changes">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say('returned_field')}</th>
          <th scope="col">{say('returned_before')}</th>
          <th scope="col">{say('returned_after')}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ key, named, before, after }) => (
          <tr key={key}>
            <th scope="row">{field(key)}</th>
            <td>{shown(before, named)}</td>
            <td>{shown(after, named)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
