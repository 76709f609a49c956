import type { Settings } from '../utils/extension/store.ts';
import { languageNames, languages } from '../utils/i18n.ts';
import { useText } from './text.ts';

export function LanguageChoice({ settings, onChange }: { settings: Settings; onChange: (settings: Settings) => void }) {
  const { say } = useText();
  const options: readonly Settings['language'][] = ['auto', ...languages];
  return (
    <fieldset class="field">
      <legend>{say('settings_language')}</legend>
      <div class="choices">
        {options.map((language) => (
          <label key={language} class="choice">
            <input type="radio" name="language" checked={settings.language === language} onChange={() => onChange({ ...settings, language })} />
            {language === 'auto' ? <span>{say('settings_languageAuto')}</span> : <span lang={language}>{languageNames[language]}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
