import { addressFor } from '../../utils/batch/letters.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { questionOf } from '../../utils/intake/catalogue.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import type { ExportState } from './export.ts';
import { downloadOutcome, isWhole } from './export.ts';
import { Failure } from '../controls/Status.tsx';
import { useText } from '../text.ts';

type ExportResultProps = { state: ExportState; request: AccessRequest; onGone: () => void };

export function ExportResult({ state, request, onGone }: ExportResultProps) {
  const { say, code, field } = useText();
  if (state.kind === 'failed') return <Failure text={code('error', state.code, state.values)} />;
  if (state.kind !== 'done') return null;
  const { outcome } = state;
  const { left, kept, annexed } = outcome.report;
  const isKept = (key: PlaceKey) => kept.some((one) => questionOf(one) === questionOf(key));
  const lists = [
    ['export_left', left.filter((key) => !isKept(key))],
    ['export_taken', left.filter(isKept)],
    ['export_kept', kept.filter((key) => !left.some((one) => questionOf(one) === questionOf(key)))],
    ['export_annexed', annexed],
  ] as const;
  const offer = async () => {
    if (!(await downloadOutcome(outcome.id))) onGone();
  };
  const lacksHand = left.some((key) => questionOf(key) === 'signature');
  return (
    <section class={outcome.draft || !isWhole(outcome.report) ? 'notice warns' : 'notice well'} aria-label={outcome.fileName}>
      <p>
        <strong>{say(outcome.draft ? 'export_doneDraft' : 'export_done')}</strong>
      </p>
      {lists.map(([key, places]) => places.length > 0 && <p key={key}>{say(key, places.map(field).join(', '))}</p>)}
      {!outcome.draft && !lacksHand && <p>{say('export_mail', addressFor(request))}</p>}
      <p class="row">
        <button type="button" onClick={offer}>
          {say('export_download')}
        </button>
        <span class="file-name">{outcome.fileName}</span>
      </p>
    </section>
  );
}
