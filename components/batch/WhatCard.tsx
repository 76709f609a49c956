import type { KeptForm } from '../../utils/extension/files.ts';
import { workKeys } from '../fields.ts';
import { ProfilePicker } from '../profiles/ProfilePicker.tsx';
import { printRoute } from '../routes.ts';
import type { Stored } from '../stored.ts';
import { TextField } from '../controls/TextField.tsx';
import { useText } from '../text.ts';

type WhatCardProps = { stored: Stored; form: KeptForm | null; date: string };

/** What is the same on every form: the form itself, who asks, to what end, when. */
export function WhatCard({ stored, form, date }: WhatCardProps) {
  const { say } = useText();
  const { profiles, work } = stored;
  return (
    <div class="card">
      <h2>{say('batch_what')}</h2>
      {form ? (
        <p class="file-name">{form.name}</p>
      ) : (
        <p class="notice warns">
          {say('batch_noForm')} <a href={printRoute({ view: 'open' })}>{say('nav_open')}</a>
        </p>
      )}
      {(['applicant', 'purpose'] as const).map((kind) => (
        <ProfilePicker
          key={kind}
          kind={kind}
          profiles={profiles}
          chosen={work[workKeys[kind]]}
          editing={false}
          onChoose={(id) => stored.setWork({ [workKeys[kind]]: id })}
          onEdit={() => {
            location.hash = printRoute({ view: 'profiles', kind, id: work[workKeys[kind]] });
          }}
          onCreate={() => {
            location.hash = printRoute({ view: 'profiles', kind });
          }}
        />
      ))}
      <TextField field="date" type="date" value={date} problems={[]} onType={(next) => stored.setWork({ date: next })} />
    </div>
  );
}
