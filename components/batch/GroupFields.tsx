import type { GroupChoice, Offers } from '../../utils/batch/group.ts';
import { useText } from '../text.ts';
import { batchFields } from './lead.ts';

type GroupFieldsProps = { group: GroupChoice; offers: Offers; asksAccounts: boolean; onChange: (group: GroupChoice) => void };

/** What a form for several schools says once: its name, and where the schools differ the director and the username. */
export function GroupFields({ group, offers, asksAccounts, onChange }: GroupFieldsProps) {
  const { say } = useText();
  const { directors, usernames } = offers;
  return (
    <>
      <div class="field">
        <label for="group-name">{say('batch_groupName')}</label>
        <input id="group-name" value={group.name ?? ''} autocomplete="off" onInput={(event) => onChange({ ...group, name: event.currentTarget.value })} />
      </div>
      {directors.length > 1 && (
        <OneOf
          id={batchFields.director}
          legend={say('batch_whichDirector')}
          options={directors.map((director) => ({
            key: director.email,
            label: [director.name.trim(), director.email.trim()].filter(Boolean).join(', '),
            chosen: director.email === group.director?.email,
            choose: () => onChange({ ...group, director }),
          }))}
        />
      )}
      {asksAccounts && usernames.length > 1 && (
        <OneOf
          id={batchFields.username}
          legend={say('batch_whichUsername')}
          options={usernames.map((username) => ({
            key: username,
            label: username,
            chosen: username === group.username,
            choose: () => onChange({ ...group, username }),
          }))}
        />
      )}
    </>
  );
}

type Option = { key: string; label: string; chosen: boolean; choose: () => void };

/** `id` is on the option that the keyboard comes to first, so that a problem leads there. */
function OneOf({ id, legend, options }: { id: string; legend: string; options: readonly Option[] }) {
  const first = Math.max(
    0,
    options.findIndex(({ chosen }) => chosen),
  );
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <div class="one-of">
        {options.map(({ key, label, chosen, choose }, at) => (
          <label key={key} class="choice">
            <input id={at === first ? id : undefined} type="radio" name={id} checked={chosen} onChange={choose} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
