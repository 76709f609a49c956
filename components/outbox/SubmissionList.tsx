import type { Submission } from '../../utils/batch/submission.ts';
import { statusKey } from '../../utils/batch/status.ts';
import { printRoute } from '../routes.ts';
import { useText } from '../text.ts';
import { VirtualList } from '../controls/VirtualList.tsx';
import { askedFor, dayOf } from './found.ts';

/** CSS pixels: one row of a long list, as outbox.css has it. */
const rowHeight = 64;
/** Of a list this long only its window is drawn. */
const long = 100;

type ListProps = {
  found: readonly Submission[];
  opened: string | undefined;
  /** The one that the list is to show: opened now, or last. */
  near: string | undefined;
  chosen: ReadonlySet<string>;
  onChoose: (ids: readonly string[], chosen: boolean) => void;
};

export const rowLinkId = (id: string) => `outbox-${id}`;

/** What was found, each a row to choose and to open. */
export function SubmissionList(props: ListProps) {
  const { found, opened, near } = props;
  return (
    <VirtualList
      items={found}
      long={long}
      height={rowHeight}
      class="outbox-list"
      keyOf={({ id }) => id}
      shown={found.findIndex(({ id }) => id === near)}
      // A narrow window hides the list beside what is opened, and a list that was hidden begins at its top.
      again={opened}
    >
      {(submission) => <Row {...props} submission={submission} />}
    </VirtualList>
  );
}

function Row({ submission, opened, chosen, onChoose }: ListProps & { submission: Submission }) {
  const { say } = useText();
  const { id, work, status } = submission;
  const name = submission.name.trim() || say('untitled');
  const making = work.state === 'failed' ? 'failed' : work.state === 'made' ? undefined : 'unmade';
  return (
    <>
      <input
        type="checkbox"
        aria-label={say('outbox_choose', name)}
        checked={chosen.has(id)}
        onChange={(event) => onChoose([id], event.currentTarget.checked)}
      />
      <a id={rowLinkId(id)} href={printRoute({ view: 'outbox', id })} aria-current={id === opened ? 'true' : undefined}>
        <span class="outbox-name">{name}</span>
        <span class="outbox-facts">
          <span class={`tag ${status}`}>{say(statusKey(status))}</span>
          {making && <span class={`tag ${making}`}>{say(`outbox_${making}`)}</span>}
          <span class="outbox-asked">{askedFor(submission).join(', ')}</span>
          <span>{dayOf(submission)}</span>
        </span>
      </a>
    </>
  );
}
