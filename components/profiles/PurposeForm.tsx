import type { PurposeProfile } from '../../utils/intake/profile.ts';
import type { FormProps } from './ApplicantForm.tsx';
import { CheckField, ChoiceField } from '../controls/ChoiceField.tsx';
import { TextField } from '../controls/TextField.tsx';
import { useText } from '../text.ts';

export function PurposeForm(props: FormProps<PurposeProfile>) {
  const { profile, problems, onChange } = props;
  const { say, field } = useText();
  const { clientId } = profile;
  return (
    <div class="form">
      <TextField
        field="purpose.name"
        value={profile.name}
        problems={problems}
        hint={say('hint_purpose_name')}
        onType={(name) => onChange({ ...profile, name })}
      />
      <ChoiceField
        field="clientId.new"
        label={field('clientId')}
        value={clientId.kind}
        options={[
          { value: 'new', label: field('clientId.new') },
          { value: 'extend', label: field('clientId.extend') },
        ]}
        problems={problems}
        onChoose={(kind) => onChange({ ...profile, clientId: { ...clientId, kind } })}
      />
      {clientId.kind === 'extend' && (
        <TextField
          field="clientId.name"
          value={clientId.name}
          problems={problems}
          hint={say('hint_clientId_name')}
          onType={(name) => onChange({ ...profile, clientId: { ...clientId, name } })}
        />
      )}
      <AskedApis {...props} />
    </div>
  );
}

function AskedApis({ profile, problems, onChange }: FormProps<PurposeProfile>) {
  const { say, field } = useText();
  const { administration, accounts } = profile;
  const administer = (change: Partial<PurposeProfile['administration']>) => onChange({ ...profile, administration: { ...administration, ...change } });
  const account = (change: Partial<PurposeProfile['accounts']>) => onChange({ ...profile, accounts: { ...accounts, ...change } });
  return (
    <fieldset class="field">
      <legend>{field('asked')}</legend>
      <CheckField field="administration.asked" checked={administration.asked} onCheck={(asked) => administer({ asked })} />
      {administration.asked && (
        <div class="nested">
          <ChoiceField
            field="administration.application"
            label={field('administration.application')}
            value={administration.application}
            options={(['students', 'staff', 'both'] as const).map((value) => ({ value, label: field(`administration.application.${value}`) }))}
            problems={problems}
            onChoose={(application) => administer({ application })}
          />
          <ChoiceField
            field="administration.purpose"
            label={field('administration.purpose')}
            value={administration.purpose}
            options={(['push', 'read', 'both'] as const).map((value) => ({ value, label: field(`administration.purpose.${value}`) }))}
            problems={problems}
            onChoose={(purpose) => administer({ purpose })}
          />
          <TextField
            field="administration.use"
            value={administration.use}
            problems={problems}
            long
            prose
            hint={say('hint_administration_use')}
            onType={(use) => administer({ use })}
          />
        </div>
      )}
      <CheckField field="accounts.asked" checked={accounts.asked} onCheck={(asked) => account({ asked })} />
      {accounts.asked && (
        <div class="nested">
          <TextField
            field="accounts.use"
            value={accounts.use}
            problems={problems}
            long
            prose
            hint={say('hint_accounts_use')}
            onType={(use) => account({ use })}
          />
          <ChoiceField
            field="accounts.reconcile"
            label={field('accounts.reconcile')}
            value={accounts.reconcile === undefined ? undefined : accounts.reconcile ? 'yes' : 'no'}
            options={(['yes', 'no'] as const).map((value) => ({ value, label: field(`accounts.reconcile.${value}`) }))}
            problems={problems}
            onChoose={(choice) => account({ reconcile: choice === 'yes' })}
          />
        </div>
      )}
    </fieldset>
  );
}
