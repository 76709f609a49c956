import type { OpenedTab } from '../../utils/extension/messages.ts';
import { openDesk } from '../../utils/extension/tabs.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { blocks } from '../../utils/intake/check.ts';
import { ownerOf } from '../../utils/intake/owner.ts';
import { useExport } from '../request/export.ts';
import { ExportResult } from '../request/ExportResult.tsx';
import { MissingPlaces } from '../placing/MissingPlaces.tsx';
import { ProblemList } from '../request/ProblemList.tsx';
import { RequestPickers, useEditing } from '../request/RequestPickers.tsx';
import type { RequestAtHand } from '../request/request.ts';
import { Status } from '../controls/Status.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';

export type TaskProps = { stored: Stored; atHand: RequestAtHand; today: string };
type OpenedPdf = Extract<OpenedTab, { kind: 'pdf' }>;

async function showInDesk(route: `#${string}`): Promise<void> {
  await openDesk(route);
  window.close();
}

/** The PDF: problems at once, export here, preview and signing in the desk, where there is room. */
export function PdfTask({ stored, atHand, today, form }: TaskProps & { form: OpenedPdf }) {
  const { say } = useText();
  const edit = useEditing(stored, atHand);
  const exporting = useExport(atHand);
  const { problems } = atHand;
  const draft = blocks(problems);
  const busy = exporting.state.kind === 'busy';
  const go = (key: PlaceKey) => {
    if (ownerOf(key) === 'signing') void showInDesk(`#request/${key}`);
    else edit.go(key);
  };
  const signing = stored.work.signing === 'print' ? 'print' : problems.some(({ key }) => ownerOf(key) === 'signing') ? 'todo' : 'done';
  return (
    <>
      <RequestPickers stored={stored} atHand={atHand} today={today} edit={edit} />
      <MissingPlaces form={form.form} atHand={atHand} onPlace={() => showInDesk('#request/place')} />
      <ProblemList problems={problems} onGo={go} />
      <footer class="task">
        <ExportResult state={exporting.state} request={atHand.request} onGone={exporting.gone} />
        <Status busy={busy} text={busy ? say('export_busy') : ''} />
        <p class="hint">{say(draft ? 'export_draftWhy' : `sign_state_${signing}`)}</p>
        <div class="row">
          <button type="button" class="primary" disabled={busy} onClick={() => exporting.start(form.form)}>
            {say(draft ? 'export_draft' : 'export_do')}
          </button>
          <button type="button" onClick={() => showInDesk('#request')}>
            {say('preview_open')}
          </button>
        </div>
      </footer>
    </>
  );
}
