import { useState } from 'preact/hooks';
import { ask } from '../../utils/extension/ask.ts';
import type { Answers, OpenedTab } from '../../utils/extension/messages.ts';
import { openDesk } from '../../utils/extension/tabs.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { blocks } from '../../utils/intake/check.ts';
import { useExport } from '../export.ts';
import { ExportResult } from '../ExportResult.tsx';
import { ownerOf } from '../fields.ts';
import { MissingPlaces } from '../MissingPlaces.tsx';
import { ProblemList } from '../ProblemList.tsx';
import { RequestPickers, useEditing } from '../RequestPickers.tsx';
import type { RequestAtHand } from '../request.ts';
import { Failure, Status } from '../Status.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';

type TaskProps = { stored: Stored; atHand: RequestAtHand; today: string };
type OpenedPdf = Extract<OpenedTab, { kind: 'pdf' }>;
type WebForm = Extract<OpenedTab, { kind: 'web' }>['form'];

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
          <button type="button" class="primary" disabled={busy} onClick={() => exporting.start(form.form.fingerprint)}>
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

type WebState = { kind: 'idle' } | { kind: 'busy' } | { kind: 'filled'; fill: FilledWeb } | { kind: 'undone' } | { kind: 'failed'; sentence: string };
type FilledWeb = Extract<Answers['fillTab'], { ok: true }>['value'];

/** The web form: filled in the page itself, which the person then looks over and sends. */
export function WebTask({ stored, atHand, today, form, tabId }: TaskProps & { form: WebForm; tabId: number }) {
  const { say, code } = useText();
  const edit = useEditing(stored, atHand);
  const [state, setState] = useState<WebState>({ kind: 'idle' });
  // Nobody signs a web form with a pen.
  const problems = atHand.problems.filter(({ key }) => ownerOf(key) !== 'signing');
  const failed = (answer: { code: string; values: readonly string[] }) => setState({ kind: 'failed', sentence: code('error', answer.code, answer.values) });
  const fill = async () => {
    setState({ kind: 'busy' });
    const answer = await ask({ type: 'fillTab', tabId, request: atHand.request });
    if (answer.ok) setState({ kind: 'filled', fill: answer.value });
    else failed(answer);
  };
  const undo = async () => {
    const answer = await ask({ type: 'undoTab', tabId });
    if (answer.ok) setState({ kind: 'undone' });
    else failed(answer);
  };
  return (
    <>
      <section class="found" aria-label={say('found_web')}>
        <p class="found-title">{say('found_web')}</p>
        <p class="found-facts">
          <span>{say('found_kind_web')}</span>
          <span>{say('found_sure', String(Math.round(form.confidence * 100)))}</span>
        </p>
      </section>
      <RequestPickers stored={stored} atHand={atHand} today={today} edit={edit} />
      <ProblemList problems={problems} onGo={edit.go} />
      <footer class="task">
        {state.kind === 'filled' && <FilledList fill={state.fill} />}
        {state.kind === 'failed' && <Failure text={state.sentence} />}
        <Status busy={state.kind === 'busy'} text={state.kind === 'busy' ? say('web_busy') : state.kind === 'undone' ? say('web_undone') : ''} />
        <div class="row">
          <button type="button" class="primary" disabled={!atHand.ready || state.kind === 'busy'} onClick={fill}>
            {say('web_fill')}
          </button>
          {state.kind === 'filled' && (
            <button type="button" onClick={undo}>
              {say('undo')}
            </button>
          )}
        </div>
      </footer>
    </>
  );
}

/** What the person still has to do stands open; what went well is counted, and named for who wants to know. */
function FilledList({ fill }: { fill: FilledWeb }) {
  const { say, field } = useText();
  const names = (keys: readonly string[]) => keys.map(field).join(', ');
  return (
    <section class="notice well filled" role="status">
      <dl>
        {fill.doubted.length > 0 && (
          <div>
            <dt>{say('web_doubted')}</dt>
            <dd>{names(fill.doubted)}</dd>
          </div>
        )}
        {fill.left.length > 0 && (
          <div>
            <dt>{say('web_left')}</dt>
            <dd>{names(fill.left)}</dd>
          </div>
        )}
      </dl>
      <details>
        <summary>{say('web_filled', String(fill.filled.length))}</summary>
        <p class="hint">{names(fill.filled)}</p>
      </details>
      <p>{say('web_check')}</p>
    </section>
  );
}
