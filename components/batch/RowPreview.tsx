import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PlannedRow } from '../../utils/batch/plan.ts';
import type { KeptForm } from '../../utils/extension/files.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { Signing } from '../../utils/intake/form.ts';
import { place } from '../../utils/intake/placing.ts';
import type { Problem } from '../../utils/intake/problem.ts';
import { useFilled } from '../request/filled.ts';
import type { OpenPreview } from '../request/Preview.tsx';
import { Preview } from '../request/Preview.tsx';
import { marksOf } from '../request/places.ts';
import { Failure, Status } from '../controls/Status.tsx';
import { useText } from '../text.ts';

type RowPreviewProps = {
  row: PlannedRow;
  form: KeptForm;
  signing: Signing;
  /** Its own and those of all rows, worst first. */
  problems: readonly Problem[];
  openPreview: OpenPreview;
  onGo: (problem: Problem) => void;
  onClose: () => void;
};

/** One form of the batch as it would be filled now, with the place of each problem marked. Made here alone, and kept nowhere. */
export function RowPreview({ row, form: kept, signing, problems, openPreview, onGo, onClose }: RowPreviewProps) {
  const { say, code } = useText();
  const title = useRef<HTMLHeadingElement>(null);
  const [pressed, setPressed] = useState<PlaceKey>();
  const form = useMemo(() => ({ ...kept, map: place(kept.map, kept.placements) }), [kept]);
  const { result, busy } = useFilled(form, { request: row.request, signing });
  const turns = useMemo(() => form.map.pages.map(({ turn }) => turn), [form]);
  // Whoever asks to see it lands there, also where the window has no room for both.
  useEffect(() => title.current?.focus(), [row.id]);
  const go = (key: PlaceKey) => {
    setPressed(key);
    const problem = problems.find((one) => one.key === key);
    if (problem) onGo(problem);
  };
  const marks = marksOf(form.map, problems, (problem) => code('problem', problem.code, problem.values));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the pages scroll, for whoever has no mouse as well.
    <section class="request-preview" aria-labelledby="batch-preview" tabIndex={0}>
      <div class="row spread">
        <h2 id="batch-preview" ref={title} tabIndex={-1}>
          {say('batch_previewOf', row.name.trim() || say('untitled'))}
        </h2>
        <button type="button" class="quiet" onClick={onClose}>
          {say('close')}
        </button>
      </div>
      <Status busy={busy} text={say(busy ? 'preview_busy' : result?.ok ? 'preview_ready' : 'preview_empty')} />
      {result && !result.ok && <Failure text={code('error', result.code, result.values)} />}
      <Preview bytes={result?.ok ? result.value.bytes : form.bytes} turns={turns} open={openPreview} marks={marks} pressed={pressed} onGo={go} />
    </section>
  );
}
