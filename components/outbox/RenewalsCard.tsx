import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { printIcs } from '../../utils/batch/ics.ts';
import { renewalKey, renewals, renewalWhyKey } from '../../utils/batch/renewals.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import { download } from '../../utils/extension/download.ts';
import { printDate } from '../../utils/intake/values.ts';
import { ReminderChoice } from '../settings/ReminderChoice.tsx';
import { parseRoute } from '../routes.ts';
import { useText } from '../text.ts';

/** Above this many, the rest is shown when it is asked for. */
const first = 20;

/** What is to be done at each school year's start, and that as a file for the person's own calendar. */
export function RenewalsCard({ submissions, today }: { submissions: readonly Submission[]; today: string }) {
  const { say, count } = useText();
  const [all, setAll] = useState(false);
  const coming = useMemo(() => renewals(submissions, today), [submissions, today]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const come = () => {
      const route = parseRoute(location.hash);
      if (route.view !== 'outbox' || !route.renewals) return;
      heading.current?.focus({ preventScroll: true });
      heading.current?.scrollIntoView?.({ block: 'start' });
    };
    come();
    window.addEventListener('hashchange', come);
    return () => window.removeEventListener('hashchange', come);
  }, []);
  const shown = all ? coming : coming.slice(0, first);
  const save = () => {
    const entries = coming.map(({ uid, date, yearly, kind, name, accessGroup }) => ({
      uid,
      date,
      yearly,
      summary: say(renewalKey(kind), name, accessGroup),
      description: say(renewalWhyKey(kind), name, accessGroup),
    }));
    download({ fileName: `intakehulp-${today}.ics`, bytes: new TextEncoder().encode(printIcs(entries, new Date())), type: 'text/calendar' });
  };
  return (
    <section class="card" aria-labelledby="outbox-renewals">
      <h2 id="outbox-renewals" ref={heading} tabIndex={-1}>
        {say('outbox_renewals')}
      </h2>
      {coming.length === 0 ? (
        <p class="hint">{say('outbox_noRenewals')}</p>
      ) : (
        <>
          <ul class="renewals">
            {shown.map(({ uid, kind, date, overdue, name, accessGroup }) => (
              <li key={uid}>
                <span class={overdue ? 'tag expired' : 'tag'}>{overdue ? say('outbox_overdue') : (printDate(date) ?? date)}</span>
                <span>{say(renewalKey(kind), name, accessGroup)}</span>
              </li>
            ))}
          </ul>
          <p class="row">
            {shown.length < coming.length && (
              <button type="button" onClick={() => setAll(true)}>
                {count('outbox_more', coming.length - shown.length)}
              </button>
            )}
            <button type="button" onClick={save}>
              {say('outbox_ics')}
            </button>
          </p>
        </>
      )}
      <ReminderChoice today={today} />
    </section>
  );
}
