import type { AccessRequest } from '../utils/intake/request.ts';
import type { ExportState } from './export.ts';
import { downloadOutcome } from './export.ts';
import { mailboxOf } from './mailbox.ts';
import { Failure } from './Status.tsx';
import { useText } from './text.ts';

type ExportResultProps = { state: ExportState; request: AccessRequest; onGone: () => void };

export function ExportResult({ state, request, onGone }: ExportResultProps) {
  const { say, code, field } = useText();
  if (state.kind === 'failed') return <Failure text={code('error', state.code, state.values)} />;
  if (state.kind !== 'done') return null;
  const { outcome } = state;
  const offer = async () => {
    if (!(await downloadOutcome(outcome.id))) onGone();
  };
  return (
    <section class={outcome.draft ? 'notice warns' : 'notice well'} aria-label={outcome.fileName}>
      <p>
        <strong>{say(outcome.draft ? 'export_doneDraft' : 'export_done')}</strong>
      </p>
      {outcome.report.left.length > 0 && <p>{say('export_left', outcome.report.left.map(field).join(', '))}</p>}
      {outcome.report.annexed.length > 0 && <p>{say('export_annexed', outcome.report.annexed.map(field).join(', '))}</p>}
      {!outcome.draft && <p>{say('export_mail', mailboxOf(request))}</p>}
      <p class="row">
        <button type="button" onClick={offer}>
          {say('export_download')}
        </button>
        <span class="file-name">{outcome.fileName}</span>
      </p>
    </section>
  );
}
