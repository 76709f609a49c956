import type { FieldDifference } from '../../utils/vault/compare.ts';
import type { Records } from '../../utils/vault/records.ts';
import { useText } from '../text.ts';
import { namedOf } from './changes.ts';
import type { Offered, Wish } from './wishes.ts';
import { fieldsOf } from './wishes.ts';

type IncomingProfileProps = { comparison: Offered; kept: Records; wish: Wish; onWish: (wish: Wish) => void };

/** One profile of the file: whether it is taken, as what, and which of its fields. */
export function IncomingProfile({ comparison, kept, wish, onWish }: IncomingProfileProps) {
  const { say } = useText();
  const { key, kind } = comparison;
  const target = comparison.state === 'differs' ? comparison : comparison.resembles;
  const nameOf = (name: string) => name.trim() || say('untitled');
  const name = nameOf(comparison.name);
  const targetName = target && nameOf(namedOf(target.key, kept.get(target.key)).name);
  const fields = fieldsOf(comparison, wish);
  const kindName = <span class="hint">{say(`data_kind_${kind}`)}</span>;
  if (comparison.state === 'new' && target) {
    return (
      <fieldset class="field">
        <legend>
          {name} {kindName}
        </legend>
        <p class="hint">{say('data_resembles', targetName ?? '')}</p>
        <div class="choices">
          {(['join', 'take', 'leave'] as const).map((action) => (
            <label key={action} class="choice">
              <input type="radio" name={`wish-${key}`} checked={wish.action === action} onChange={() => onWish({ ...wish, action })} />
              <span>{say(`data_wish_${action}`, targetName ?? '')}</span>
            </label>
          ))}
        </div>
        {wish.action === 'join' && fields.length === 0 && <p class="hint">{say('data_joinSame')}</p>}
        {fields.length > 0 && <FieldTable id={key} caption={say('returned_differs', targetName ?? '')} fields={fields} wish={wish} onWish={onWish} />}
      </fieldset>
    );
  }
  const taken = wish.action === 'take';
  return (
    <>
      <label class="choice">
        <input type="checkbox" checked={taken} onChange={(event) => onWish({ ...wish, action: event.currentTarget.checked ? 'take' : 'leave' })} />
        <span>
          <strong>{name}</strong> {kindName}
        </span>
      </label>
      {taken && fields.length > 0 && <FieldTable id={key} caption={say('returned_differs', targetName ?? '')} fields={fields} wish={wish} onWish={onWish} />}
    </>
  );
}

type FieldTableProps = { id: string; caption: string; fields: readonly FieldDifference[]; wish: Wish; onWish: (wish: Wish) => void };

/** What would change, field by field, with a box each. */
function FieldTable({ id, caption, fields, wish, onWish }: FieldTableProps) {
  const { say, field } = useText();
  const show = (values: readonly string[], named: boolean) => (named ? values.map(field) : values).join(', ');
  const leave = (key: string, left: boolean) => onWish({ ...wish, left: left ? [...wish.left, key] : wish.left.filter((other) => other !== key) });
  return (
    <table class="changes choosing stacks">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say('returned_field')}</th>
          <th scope="col">{say('returned_before')}</th>
          <th scope="col">{say('data_incomes')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ key, named, before, after }) => {
          const [was, comes] = [show(before, named), show(after, named)];
          return (
            <tr key={key}>
              <th scope="row">
                <label class="choice" for={`take-${id}-${key}`}>
                  <input
                    id={`take-${id}-${key}`}
                    type="checkbox"
                    checked={!wish.left.includes(key)}
                    onChange={(event) => leave(key, !event.currentTarget.checked)}
                  />
                  <span>{field(key)}</span>
                </label>
              </th>
              <td data-label={say('returned_before')}>{was || <em>{say('returned_blank')}</em>}</td>
              {/* A hand that was drawn anew reads the same. */}
              <td data-label={say('data_incomes')}>{was === comes ? say('data_otherwise', comes) : comes || <em>{say('returned_blank')}</em>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
