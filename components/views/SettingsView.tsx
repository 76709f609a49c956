import { useEffect, useState } from 'preact/hooks';
import { eraseEverything } from '../../utils/extension/erase.ts';
import { countFiles } from '../../utils/extension/files.ts';
import { LanguageChoice } from '../LanguageChoice.tsx';
import { Status } from '../Status.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';

export function SettingsView({ stored }: { stored: Stored }) {
  const { say } = useText();
  const { profiles, hand } = stored;
  const [files, setFiles] = useState({ forms: 0, outcomes: 0 });
  const [erasing, setErasing] = useState<'no' | 'asked' | 'done'>('no');
  useEffect(() => {
    void countFiles().then(setFiles);
  }, [erasing, profiles]);
  const erase = async () => {
    await eraseEverything();
    setErasing('done');
  };
  const rows: readonly (readonly [string, number])[] = [
    [say('settings_storedApplicants'), profiles.applicants.length],
    [say('settings_storedSchools'), profiles.schools.length],
    [say('settings_storedPurposes'), profiles.purposes.length],
    [say('settings_storedForms'), files.forms],
    [say('settings_storedOutcomes'), files.outcomes],
    [say('settings_storedHand'), [hand.mention, hand.signature].filter(Boolean).length],
  ];
  return (
    <section class="narrow">
      <h1 tabIndex={-1}>{say('nav_settings')}</h1>
      <div class="card">
        <LanguageChoice settings={stored.settings} onChange={stored.setSettings} />
      </div>
      <div class="card">
        <h2>{say('settings_stored')}</h2>
        <p>{say('settings_storedWhere')}</p>
        <dl class="counts">
          {rows.map(([name, number]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{number}</dd>
            </div>
          ))}
        </dl>
        {erasing === 'asked' ? (
          <fieldset class="notice blocks" aria-label={say('settings_erase')}>
            <p>{say('settings_eraseAsk')}</p>
            <p class="row">
              <button type="button" class="danger" onClick={erase}>
                {say('settings_eraseConfirm')}
              </button>
              <button type="button" onClick={() => setErasing('no')}>
                {say('cancel')}
              </button>
            </p>
          </fieldset>
        ) : (
          <button type="button" class="danger" onClick={() => setErasing('asked')}>
            {say('settings_erase')}
          </button>
        )}
        <Status text={erasing === 'done' ? say('settings_erased') : ''} />
      </div>
    </section>
  );
}
