import { useEffect, useState } from 'preact/hooks';
import { ask } from '../../utils/extension/ask.ts';
import type { WebFill, WebForm } from '../../utils/extension/messages.ts';
import { reportTab } from '../../utils/extension/web-form.ts';
import { ownerOf } from '../../utils/intake/owner.ts';
import { FilledWeb } from '../request/FilledWeb.tsx';
import { ProblemList } from '../request/ProblemList.tsx';
import { RequestPickers, useEditing } from '../request/RequestPickers.tsx';
import { Failure, Status } from '../controls/Status.tsx';
import { useText } from '../text.ts';
import type { TaskProps } from './PopupTasks.tsx';

type WebState = { kind: 'idle' } | { kind: 'busy' } | { kind: 'filled'; fill: WebFill } | { kind: 'undone' } | { kind: 'failed'; sentence: string };

/** The web form: filled in the page itself, which the person then looks over and sends. */
export function WebTask({ stored, atHand, today, form, tabId }: TaskProps & { form: WebForm; tabId: number }) {
  const { say, code } = useText();
  const edit = useEditing(stored, atHand);
  const [state, setState] = useState<WebState>({ kind: 'idle' });
  // The popup closes with each click in the page: what was filled, there and in the steps since, is shown again.
  useEffect(() => {
    void reportTab(tabId).then((fill) => {
      if (fill) setState((now) => (now.kind === 'idle' ? { kind: 'filled', fill } : now));
    });
  }, [tabId]);
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
        {state.kind === 'filled' && <FilledWeb fill={state.fill} tabId={tabId} />}
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
