import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import { renewals } from '../batch/renewals.ts';
import type { MessageKey } from '../i18n.ts';
import { countKey, fillIn } from '../i18n.ts';
import { isOld } from '../intake/age.ts';
import { nextSchoolYearStart } from '../intake/schoolyear.ts';
import { isDate, localDate } from '../intake/values.ts';
import { success } from '../result.ts';
import { currentLanguage } from './language.ts';
import { loadPolicy } from './policy.ts';
import { understand } from './profiles.ts';
import { mayNotify } from './reminding.ts';
import { stampedSince } from './stamped-since.ts';
import { loadSettings } from './store.ts';
import { listSubmissions } from './submissions.ts';
import { openDesk } from './tabs.ts';
import { withVault } from './vault.ts';

z.config({ jitless: true });

/**
 * A notification at each school year's start, on request: open the access groups, check the profiles. Outside the vault stands only the
 * day of the next one (`yyyy-mm-dd`), so that it comes with a locked vault too, and when the browser was closed on the day itself.
 */
const dueKey = 'reminderDue';
const alarmName = 'remind';

/** What there is to be reminded of, and where a click leads. */
const routes = { groups: '#outbox/renewals', profiles: '#profiles/schools' } as const;
type Subject = keyof typeof routes;
const subjects = Object.keys(routes) as Subject[];
const notificationId = (subject: Subject) => `reminder-${subject}`;

/** Nine o'clock here, as in the calendar file. Milliseconds since 1970. */
const timeOf = (day: string) => new Date(`${day}T09:00:00`).getTime();

/** How much there is to do of each; undefined where the vault is locked, and nobody knows. */
async function counts(today: string): Promise<Record<Subject, number> | undefined> {
  const read = await withVault(async (vault) => success(await vault.read()));
  if (!read.ok) return undefined;
  const since = await stampedSince();
  const profiles = [...read.value].flatMap(([key, record]) => understand(key, record, since).profile ?? []);
  const { submissions } = await listSubmissions();
  return {
    groups: renewals(submissions, today).filter(({ kind, overdue }) => kind === 'openGroup' && overdue).length,
    profiles: profiles.filter((profile) => isOld(profile, today)).length,
  };
}

type Texts = (key: MessageKey, ...values: readonly string[]) => string;

/** The texts of one language, read when they are needed: the background starts often, and speaks hardly ever. */
async function readTexts(language: string): Promise<Texts> {
  const given = await fetch(browser.runtime.getURL(`_locales/${language}/messages.json`));
  const messages = z.record(z.string(), z.object({ message: z.string() })).parse(await given.json());
  return (key, ...values) => fillIn(messages[key]?.message ?? '', values);
}

/** One notification a subject, without a name; none of what there is nothing to do of. A second one of the same replaces the first. */
async function notify(today: string): Promise<void> {
  const language = currentLanguage({ ...(await loadSettings()), ...(await loadPolicy()).settings });
  const [many, say] = await Promise.all([counts(today), readTexts(language)]);
  for (const subject of subjects.filter((one) => many?.[one] !== 0)) {
    const number = many?.[subject];
    const message = number === undefined ? say(`reminder_${subject}`) : say(countKey(language, `reminder_${subject}Count`, number), String(number));
    const iconUrl = browser.runtime.getURL('icon/128.png');
    await browser.notifications.create(notificationId(subject), { type: 'basic', iconUrl, title: say(`reminder_${subject}Title`), message });
  }
}

async function follow(): Promise<void> {
  if (!(await loadSettings()).reminders || !(await mayNotify())) {
    await Promise.all([browser.alarms.clear(alarmName), browser.storage.local.remove(dueKey)]);
    return;
  }
  listenForClicks();
  const now = new Date();
  const today = localDate(now);
  const next = nextSchoolYearStart(today);
  const { [dueKey]: stored } = await browser.storage.local.get(dueKey);
  const due = typeof stored === 'string' && isDate(stored) ? stored : next;
  const missed = timeOf(due) <= now.getTime();
  if (missed) await notify(today);
  // A clock that once ran ahead does not put it off.
  const coming = missed || due > next ? next : due;
  await browser.storage.local.set({ [dueKey]: coming });
  browser.alarms.create(alarmName, { when: timeOf(coming) });
}

let before: Promise<unknown> = Promise.resolve();

/**
 * Brings the alarm to what the settings say, and tells what is due. At each start of the background, at its alarm, and when the settings
 * or the permission changed: an alarm does not survive everywhere, and may have been missed.
 */
export function followReminders(): Promise<void> {
  const turn = before.then(follow);
  before = turn.catch(() => undefined);
  return turn;
}

async function openFor(id: string): Promise<void> {
  const subject = subjects.find((one) => notificationId(one) === id);
  if (!subject) return;
  await browser.notifications.clear(id);
  await openDesk(routes[subject]);
}

const heard = (id: string) => void openFor(id);

/** Without the permission there is nothing to listen to; with it, at each start, or the click that wakes the background is missed. */
function listenForClicks(): void {
  const events: typeof browser.notifications | undefined = browser.notifications;
  if (events && !events.onClicked.hasListener(heard)) events.onClicked.addListener(heard);
}

/** To be called while the background's script first runs. */
export function remindInTime(): void {
  listenForClicks();
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === alarmName) void followReminders();
  });
  void followReminders();
}
