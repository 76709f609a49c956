import type { Settings } from '../../utils/extension/store.ts';
import { lockChoices } from '../../utils/extension/store.ts';
import { useText } from '../text.ts';

type LockChoiceProps = { settings: Settings; fixed: boolean; onChange: (settings: Settings) => void };

/** How long a vault with a passphrase stays open without use. `fixed`: the organisation chose. */
export function LockChoice({ settings, fixed, onChange }: LockChoiceProps) {
  const { say, count } = useText();
  return (
    <fieldset class="field" disabled={fixed} aria-describedby="lock-hint">
      <legend>{say('lock_after')}</legend>
      <p class="hint" id="lock-hint">
        {say(fixed ? 'settings_fixed' : 'lock_hint')}
      </p>
      <div class="choices">
        {lockChoices.map((minutes) => (
          <label key={minutes} class="choice">
            <input type="radio" name="lockAfter" checked={settings.lockAfter === minutes} onChange={() => onChange({ ...settings, lockAfter: minutes })} />
            <span>{minutes === 0 ? say('lock_never') : count('lock_minutes', minutes)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
