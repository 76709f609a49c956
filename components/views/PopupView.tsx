import { useEffect, useMemo, useState } from 'preact/hooks';
import { ask } from '../../utils/extension/ask.ts';
import type { Answers } from '../../utils/extension/messages.ts';
import { findActiveTab, openDesk } from '../../utils/extension/tabs.ts';
import { requestSite } from '../../utils/extension/site-permission.ts';
import { closedFrames } from '../../utils/extension/web-form.ts';
import { localDate } from '../../utils/intake/values.ts';
import { failure } from '../../utils/result.ts';
import { Dropzone } from '../controls/Dropzone.tsx';
import { FoundForm } from '../request/FoundForm.tsx';
import { assemble } from '../request/request.ts';
import { Failure, Status } from '../controls/Status.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';
import { useOpenFile } from './OpenView.tsx';
import { PdfTask } from './PopupTasks.tsx';
import { WebTask } from './WebTask.tsx';

type Looked = Answers['openTab'];

/** What the tab under the popup shows. `look` again after a permission, or when the page has changed. */
function useTab() {
  const [tabId, setTabId] = useState<number>();
  const [looked, setLooked] = useState<Looked>();
  const [frame, setFrame] = useState<string>();
  const look = async (id: number) => {
    setLooked(undefined);
    setFrame(undefined);
    const answer = await ask({ type: 'openTab', tabId: id });
    setLooked(answer);
    // The form may be in a frame of another site, which only the person can open to us.
    if (answer.ok && answer.value.kind === 'web' && !answer.value.form.detected) setFrame((await closedFrames(id))[0]);
  };
  useEffect(() => {
    void findActiveTab().then((id) => {
      setTabId(id);
      if (id === undefined) return setLooked(failure('tabUnreadable'));
      return look(id);
    });
  }, []);
  return { tabId, looked, setLooked, frame, look };
}

/** One school in three clicks: what was found, who asks what for whom, what is wrong with it, fill or export. */
export function PopupView({ stored }: { stored: Stored }) {
  const { say } = useText();
  const { tabId, looked, setLooked, frame, look } = useTab();
  const today = localDate(new Date());
  const atHand = useMemo(() => assemble(stored, today), [stored.profiles, stored.work, stored.hand, today]);
  const opening = useOpenFile((opened) => setLooked({ ok: true, value: opened }));
  const desk = (route: `#${string}`) => async () => {
    await openDesk(route);
    window.close();
  };
  const found = looked?.ok && looked.value.form.detected ? looked.value : undefined;
  return (
    <div class="popup">
      <header class="popup-head">
        <h1 class="brand">
          <img src="/icon/32.png" alt="" width="20" height="20" /> Intakehulp
        </h1>
        <button type="button" class="quiet" onClick={desk('#profiles/schools')}>
          {say('nav_desk')}
        </button>
      </header>
      <main>
        <Status busy={!looked} text={looked ? '' : say('found_looking')} />
        {found?.kind === 'pdf' && (
          <>
            <FoundForm name={found.name} form={found.form} onReview={desk('#returned')} />
            <PdfTask stored={stored} atHand={atHand} today={today} form={found} />
          </>
        )}
        {found?.kind === 'web' && tabId !== undefined && <WebTask stored={stored} atHand={atHand} today={today} form={found.form} tabId={tabId} />}
        {looked && !found && (
          <NotFound
            looked={looked}
            frame={frame}
            onRead={() => tabId !== undefined && look(tabId)}
            onOpen={desk('#open')}
            onContinue={desk('#request')}
            last={stored.work.form?.name}
          />
        )}
        {!found && <Status busy={opening.reading !== undefined} text={opening.reading === undefined ? '' : say('open_reading', opening.reading)} />}
        {!found && opening.refused && <Failure text={opening.refused} />}
        {looked && !found && <Dropzone small onFile={opening.open} />}
      </main>
    </div>
  );
}

type NotFoundProps = { looked: Looked; frame: string | undefined; last: string | undefined; onRead: () => void; onOpen: () => void; onContinue: () => void };

/** What may go better the next time, with nothing changed. */
const passing = new Set(['timeLimit', 'engineStopped', 'tabGone']);

/** Said plainly, each failure in its own sentence, with what helps: permission, a file, or the form that was open before. */
function NotFound({ looked, frame, last, onRead, onOpen, onContinue }: NotFoundProps) {
  const { say, code } = useText();
  const [refused, setRefused] = useState(false);
  const pdfSite = !looked.ok && looked.code === 'tabNeedsPermission' ? looked.values[0] : undefined;
  const site = pdfSite ?? frame;
  const sentence = looked.ok ? say(looked.value.kind === 'pdf' ? 'found_notPdf' : 'found_notWeb') : code('error', looked.code, looked.values);
  // The request comes first in the click: browsers refuse it after any wait.
  const allow = (origin: string) => {
    void requestSite(origin).then((granted) => {
      setRefused(!granted);
      if (granted) onRead();
    });
  };
  return (
    <section class="not-found">
      <p class="notice informs" role="status">
        {sentence}
      </p>
      {site !== undefined && (
        <>
          <p class="hint">{pdfSite === undefined ? say('found_frame', new URL(site).host) : say(refused ? 'found_refused' : 'found_permission')}</p>
          <button type="button" class="primary" onClick={() => allow(site)}>
            {say(pdfSite === undefined ? 'found_readFrame' : 'found_read')}
          </button>
        </>
      )}
      {site === undefined && <p class="hint">{say('found_elsewhere')}</p>}
      <div class="row">
        <button type="button" class={site === undefined ? 'primary' : ''} onClick={onOpen}>
          {say('open_file')}
        </button>
        {!looked.ok && passing.has(looked.code) && (
          <button type="button" onClick={onRead}>
            {say('found_again')}
          </button>
        )}
        {last !== undefined && (
          <button type="button" onClick={onContinue}>
            {say('found_continue', last)}
          </button>
        )}
      </div>
    </section>
  );
}
