import { LanguageChoice } from '../settings/LanguageChoice.tsx';
import { LockChoice } from '../settings/LockChoice.tsx';
import { ReminderChoice } from '../settings/ReminderChoice.tsx';
import { PolicyProblems } from '../settings/PolicyProblems.tsx';
import { printRoute } from '../routes.ts';
import type { Stored } from '../stored.ts';
import { SyncState } from '../settings/SyncState.tsx';
import { useText } from '../text.ts';

export function SettingsView({ stored, today }: { stored: Stored; today: string }) {
  const { say } = useText();
  const { setSettings, policy } = stored;
  const fixed = policy.settings;
  // Shown as they hold; what is saved is the person's own.
  const own = stored.settings;
  const settings = { ...own, ...fixed };
  return (
    <section class="narrow">
      <h1 tabIndex={-1}>{say('nav_settings')}</h1>
      <div class="card">
        <LanguageChoice settings={settings} fixed={fixed.language !== undefined} onChange={({ language }) => setSettings({ ...own, language })} />
      </div>
      <div class="card">
        <LockChoice settings={settings} fixed={fixed.lockAfter !== undefined} onChange={({ lockAfter }) => setSettings({ ...own, lockAfter })} />
      </div>
      <div class="card">
        <label class="choice">
          <input
            type="checkbox"
            checked={settings.sync}
            disabled={fixed.sync !== undefined}
            aria-describedby="sync-hint"
            onChange={(event) => setSettings({ ...own, sync: event.currentTarget.checked })}
          />
          <span>{say('settings_sync')}</span>
        </label>
        <p class="hint" id="sync-hint">
          {say(fixed.sync === undefined ? 'settings_syncHint' : 'settings_fixed')}
        </p>
        <SyncState on={settings.sync} />
      </div>
      <section class="card" aria-labelledby="reminder">
        <h2 id="reminder">{say('reminder_title')}</h2>
        <ReminderChoice today={today} />
      </section>
      <PolicyProblems policy={policy} />
      <p>
        <a href={printRoute({ view: 'data' })}>{say('settings_toData')}</a>
      </p>
    </section>
  );
}
