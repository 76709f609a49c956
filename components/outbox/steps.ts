import { useState } from 'preact/hooks';
import { statusKey } from '../../utils/batch/status.ts';
import type { Status, Submission } from '../../utils/batch/submission.ts';
import { changeSubmission } from '../../utils/extension/submissions.ts';
import type { Done } from '../stored.ts';
import { useText } from '../text.ts';
import type { Changed } from './change.ts';
import { moveEach, removeEach } from './change.ts';

/** What a person may do to what is in the outbox. Each is shown when it is stored; what can be undone is offered back. */
export type OutboxSteps = {
  busy: boolean;
  move: (submissions: readonly Submission[], status: Status, date: string) => Promise<void>;
  remove: (submissions: readonly Submission[]) => Promise<void>;
  /** False where it is gone, or `edit` makes nothing of it. */
  change: (id: string, edit: (stored: Submission) => Submission | undefined) => Promise<boolean>;
};

export function useOutboxSteps(reload: () => Promise<void>, onDone: (done: Done) => void): OutboxSteps {
  const { say, count } = useText();
  const [busy, setBusy] = useState(false);
  const take = async (step: () => Promise<Changed>, tell: (changed: number) => string) => {
    setBusy(true);
    try {
      const changed = await step();
      await reload();
      if (changed.count > 0) onDone({ text: tell(changed.count), undo: () => void changed.undo().then(reload) });
    } finally {
      setBusy(false);
    }
  };
  const idsOf = (submissions: readonly Submission[]) => submissions.map(({ id }) => id);
  return {
    busy,
    move: (submissions, status, date) =>
      take(
        () => moveEach(idsOf(submissions), status, date),
        (changed) => say('outbox_moved', count('outbox_forms', changed), say(statusKey(status))),
      ),
    remove: (submissions) =>
      take(
        () => removeEach(idsOf(submissions)),
        (changed) => count('outbox_removed', changed),
      ),
    change: async (id, edit) => {
      const changed = await changeSubmission(id, edit);
      await reload();
      return changed !== undefined;
    },
  };
}
