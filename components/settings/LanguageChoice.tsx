import type { Settings } from '../../utils/extension/store.ts';
import { languageNames, languages } from '../../utils/i18n.ts';
import { useText } from '../text.ts';

type LanguageChoiceProps = { settings: Settings; fixed: boolean; onChange: (settings: Settings) => void };

/** `fixed`: the organisation chose. */
export function LanguageChoice({ settings, fixed, onChange }: LanguageChoiceProps) {
  const { say } = useText();
  const options: readonly Settings['language'][] = ['auto', ...languages];
  return (
    <fieldset class="field" disabled={fixed}>
      <legend>{say('settings_language')}</legend>
      {fixed && <p class="hint">{say('settings_fixed')}</p>}
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
