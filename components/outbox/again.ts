import { sayAgain } from '../../utils/batch/again.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import { retry } from '../../utils/batch/work.ts';
import { loadContents } from '../../utils/extension/profiles.ts';
import { listSubmissions } from '../../utils/extension/submissions.ts';
import { localDate } from '../../utils/intake/values.ts';

/** How a submission that failed is made again: with what the profiles say as they are stored now. */
export async function retrying(): Promise<(stored: Submission) => Submission | undefined> {
  const [contents, { submissions }] = await Promise.all([loadContents(), listSubmissions()]);
  const at = Date.now();
  const today = localDate(new Date());
  return (stored) => retry(stored, at, contents.ok ? sayAgain(stored, { ...contents.value.profiles, submissions, today }) : undefined);
}
