import { useEffect, useState } from 'preact/hooks';
import { giveUpNotifications, mayNotify, requestNotifications } from '../../utils/extension/reminding.ts';
import { loadSettings, saveSettings, watchStore } from '../../utils/extension/store.ts';
import { nextSchoolYearStart } from '../../utils/intake/schoolyear.ts';
import { printDate } from '../../utils/intake/values.ts';
import { useText } from '../text.ts';

/** Whether the person is reminded at each school year's start. */
export function ReminderChoice({ today }: { today: string }) {
  const { say } = useText();
  const [on, setOn] = useState<boolean>();
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    let left = false;
    const read = async () => {
      const next = (await loadSettings()).reminders && (await mayNotify());
      if (!left) setOn(next);
    };
    void read();
    const stop = watchStore(() => void read());
    return () => {
      left = true;
      stop();
    };
  }, []);
  const set = async (reminders: boolean) => {
    await saveSettings({ ...(await loadSettings()), reminders });
    setOn(reminders);
  };
  const begin = () =>
    requestNotifications().then((granted) => {
      setRefused(!granted);
      return granted ? set(true) : undefined;
    });
  const end = async () => {
    await set(false);
    await giveUpNotifications();
  };
  const day = printDate(nextSchoolYearStart(today)) ?? '';
  return (
    <div class="reminder">
      <p class="hint">{say('reminder_hint')}</p>
      <p class="row">
        {/* One button for both, so that whoever pressed it keeps the focus. */}
        <button type="button" disabled={on === undefined} onClick={() => void (on ? end() : begin())}>
          {say(on ? 'reminder_off' : 'reminder_on')}
        </button>
        <span role="status">{on && say('reminder_set', day)}</span>
      </p>
      {refused && (
        <p class="notice warns" role="alert">
          {say('reminder_refused')}
        </p>
      )}
    </div>
  );
}
