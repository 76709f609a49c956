import type { Result } from '../result.ts';
import { failure, success } from '../result.ts';
import { schoolYearOf, schoolYearStart } from '../intake/schoolyear.ts';
import { doubtClientId, isDate } from '../intake/values.ts';
import type { Status, Submission } from './submission.ts';
import { statuses } from './submission.ts';

/**
 * Which status may follow which, and how far along it is. A step back is a slip put right: the dates of what then lies ahead again
 * are forgotten. `expired`: the school year of its access groups has ended; from there they are opened again, or asked anew.
 */
const steps: Record<Status, { rank: number; next: readonly Status[] }> = {
  draft: { rank: 0, next: ['ready'] },
  ready: { rank: 1, next: ['draft', 'signed'] },
  signed: { rank: 2, next: ['draft', 'ready', 'sent'] },
  sent: { rank: 3, next: ['signed', 'credentials', 'refused'] },
  credentials: { rank: 4, next: ['sent', 'expired', 'refused'] },
  refused: { rank: 5, next: ['draft', 'ready', 'sent', 'credentials'] },
  expired: { rank: 5, next: ['credentials', 'ready'] },
};

/** The message that names a status. */
export const statusKey = (status: Status) => `status_${status}` as const;

/** Its PDF is there: what was never made was never signed or sent either, whatever its status says. */
export const wasMade = ({ work }: Pick<Submission, 'work'>) => work.state === 'made';

/**
 * What this submission may become. Only access groups end with a school year, so nothing else expires. Without a PDF it only goes back to
 * where there need be none yet.
 */
export function nextStatuses(submission: Submission): readonly Status[] {
  const { status, request } = submission;
  if (!wasMade(submission)) return steps[status].rank > steps.ready.rank ? ['ready'] : [];
  return steps[status].next.filter((next) => next !== 'expired' || request.accounts !== undefined);
}

/** The step that comes before this status in its own history, and its day; undefined where none is known. */
function stepBefore({ dates }: Submission, status: Status): { status: Status; date: string } | undefined {
  const earlier = statuses.flatMap((one) => {
    const date = dates[one];
    return date && steps[one].rank < steps[status].rank ? [{ status: one, date }] : [];
  });
  return earlier.sort((a, b) => steps[b.status].rank - steps[a.status].rank)[0];
}

/**
 * `date`, yyyy-mm-dd: the day on which it became so. Values of `statusImpossible`: from which status to which; of `statusTooEarly`: the
 * step before it, and the day of that.
 */
export function move(submission: Submission, status: Status, date: string, at: number): Result<Submission, 'statusImpossible' | 'statusTooEarly'> {
  if (!nextStatuses(submission).includes(status)) return failure('statusImpossible', submission.status, status);
  const before = stepBefore(submission, status);
  if (before && date < before.date) return failure('statusTooEarly', before.status, before.date);
  const { rank } = steps[status];
  const kept = Object.entries(submission.dates).filter(([passed]) => steps[passed as Status].rank <= rank);
  return success({ ...submission, status, dates: { ...Object.fromEntries(kept), [status]: date }, at });
}

/** Notes the name of the ClientID that came of the request, so that extending it later asks only for what it lacks. A secret is not taken. */
export function nameClientId(submission: Submission, name: string, at: number): Result<Submission, 'clientIdIsSecret'> {
  const clientId = name.trim();
  return doubtClientId(clientId) === 'clientIdSecret' ? failure('clientIdIsSecret') : success({ ...submission, clientId, at });
}

/** After this long without credentials somebody should ask. */
const longWaitDays = 28;
const dayLength = 86_400_000;
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / dayLength);

/** Sent on `since`, `days` ago, and nothing came. */
export type LongWait = { submission: Submission; since: string; days: number };

/**
 * What the passing of time does, `today` being yyyy-mm-dd. `expired`: those whose access groups ended with their school year, as they
 * are to be stored. `waiting`: those of which no credentials came for four weeks, longest first; only told, since the school knows why.
 */
export function expire(submissions: readonly Submission[], today: string, at: number): { expired: Submission[]; waiting: LongWait[] } {
  const expired = submissions.flatMap((submission) => {
    const granted = submission.dates.credentials ?? submission.request.date;
    const ended = submission.status === 'credentials' && isDate(granted) && schoolYearOf(granted) < schoolYearOf(today);
    const moved = ended ? move(submission, 'expired', schoolYearStart(schoolYearOf(today)), at) : undefined;
    return moved?.ok ? [moved.value] : [];
  });
  const waiting = submissions.flatMap((submission) => {
    const since = submission.dates.sent;
    const days = submission.status === 'sent' && wasMade(submission) && since && isDate(since) ? daysBetween(since, today) : 0;
    return since && days >= longWaitDays ? [{ submission, since, days }] : [];
  });
  return { expired, waiting: waiting.sort((a, b) => b.days - a.days) };
}
