import { useEffect, useMemo, useState } from 'preact/hooks';
import { getOutcome } from '../../utils/extension/files.ts';
import type { Outcome } from '../../utils/extension/messages.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { blocks } from '../../utils/intake/check.ts';
import type { Rewriting } from '../../utils/intake/form.ts';
import type { Result } from '../../utils/result.ts';
import { success } from '../../utils/result.ts';
import type { ExportState } from '../request/export.ts';
import { useExport } from '../request/export.ts';
import { ExportResult } from '../request/ExportResult.tsx';
import { RewritingChoice } from '../certificate/RewritingChoice.tsx';
import { SignaturesCard } from '../certificate/SignaturesCard.tsx';
import { sealChoice, sealingOf, sealOutcome } from '../certificate/seal.ts';
import { useCertificate } from '../certificate/signer.ts';
import type { FieldKey } from '../fields.ts';
import { useFilled } from '../request/filled.ts';
import { useFormAtHand } from '../request/formAtHand.ts';
import { FoundForm } from '../request/FoundForm.tsx';
import type { OpenPreview } from '../request/Preview.tsx';
import { Preview } from '../request/Preview.tsx';
import { ProblemList } from '../request/ProblemList.tsx';
import { marksOf } from '../request/places.ts';
import { usePlacing } from '../placing/placing.ts';
import { PlacingLayer } from '../placing/PlacingLayer.tsx';
import { PlacingPanel } from '../placing/PlacingPanel.tsx';
import { RequestPickers, useEditing } from '../request/RequestPickers.tsx';
import { assemble } from '../request/request.ts';
import { Signing } from '../signing/Signing.tsx';
import { ToSign } from '../signing/ToSign.tsx';
import { Failure, Status } from '../controls/Status.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';

/** `toPlacing`: whoever comes here comes to show places. */
type RequestViewProps = { stored: Stored; field: FieldKey | undefined; toPlacing?: boolean; today: string; openPreview: OpenPreview };

/** The bytes of what was exported, for as long as that is what the view shows. */
function useExported(state: ExportState): Uint8Array | undefined {
  const [exported, setExported] = useState<{ id: string; bytes: Uint8Array }>();
  const id = state.kind === 'done' ? state.outcome.id : undefined;
  useEffect(() => {
    if (!id) return setExported(undefined);
    void getOutcome(id).then((outcome) => outcome && setExported({ id, bytes: outcome.bytes }));
    return undefined;
  }, [id]);
  return exported?.id === id ? exported?.bytes : undefined;
}

/** One form for one school, with room: who asks what, what is wrong with it, the filled pages beside it, the hand, the export. */
export function RequestView({ stored, field, toPlacing = false, today, openPreview }: RequestViewProps) {
  const { say, code } = useText();
  const located = useFormAtHand(stored.work.form?.fingerprint);
  const certificate = useCertificate();
  const atHand = useMemo(
    () => assemble({ ...stored, certificate: certificate?.signer.facts.name }, today),
    [stored.profiles, stored.work, stored.hand, certificate, today],
  );
  const edit = useEditing(stored, atHand);
  const seal = async (outcome: Outcome): Promise<Result<Outcome, string>> => {
    const sealing = sealingOf(certificate, stored.work);
    if (stored.work.signing !== 'certificate' || outcome.draft || !sealing || !form) return success(outcome);
    const of = { form: form.map, signing: atHand.signing, school: atHand.chosen.school?.name ?? '', formName: form.name };
    return sealOutcome(outcome, sealing, of);
  };
  const placing = usePlacing(located ?? undefined, atHand);
  const form = placing?.form;
  const [how, setHow] = useState<Rewriting>('update');
  const rewriting = form?.map.signed ? how : undefined;
  const sealed = stored.work.signing === 'certificate' && [sealChoice(stored.work), certificate?.signer.facts];
  const exporting = useExport(atHand, located === undefined ? null : [form?.fingerprint, placing?.placements, rewriting, sealed], seal);
  const exported = useExported(exporting.state);
  const filled = useFilled(form, atHand, rewriting);
  const [pressed, setPressed] = useState<PlaceKey>();

  const go = (key: PlaceKey) => {
    setPressed(key);
    edit.go(key);
  };
  useEffect(() => {
    if (field) edit.go(field);
  }, [field]);

  const review = () => {
    location.hash = '#returned';
  };

  const { problems } = atHand;
  const draft = blocks(problems);
  const result = filled.result;
  const wrong = result && !result.ok && result.code === 'verifyFailed' ? result.values.flatMap((keys) => keys.split(', ')) : [];
  const bytes = exported ?? (result?.ok ? result.value.bytes : form?.bytes);
  const turns = useMemo(() => located?.map.pages.map((page) => page.turn) ?? [], [located]);
  const marks = form ? marksOf(form.map, problems, (problem) => code('problem', problem.code, problem.values)) : [];
  const previewText = exported ? 'preview_exported' : filled.busy ? 'preview_busy' : result?.ok ? 'preview_ready' : 'preview_empty';

  return (
    <section>
      <h1 tabIndex={-1}>{say('request_title')}</h1>
      <div class="request">
        <div class="request-side">
          {form && <FoundForm name={form.name} form={form.map} onReview={review} />}
          {located === null && (
            <p class="notice warns">
              {say('request_noForm')} <a href="#open">{say('nav_open')}</a>
            </p>
          )}
          {form?.map.signed && <SignaturesCard form={form} />}
          {placing && placing.keys.length > 0 && <PlacingPanel placing={placing} arriving={toPlacing} wrong={wrong} />}
          <section class="card" aria-labelledby="who">
            <h2 id="who">{say('request_who')}</h2>
            <RequestPickers stored={stored} atHand={atHand} today={today} edit={edit} />
          </section>
          <section class="card" aria-labelledby="check">
            <h2 id="check">{say('problems_title')}</h2>
            <ProblemList problems={problems} onGo={go} sources />
          </section>
          <section class="card" aria-label={say('sign_title')}>
            {form?.map.signed && <RewritingChoice chosen={how} onChoose={setHow} />}
            <Signing stored={stored} problems={problems} />
            {form && exporting.state.kind === 'done' && atHand.signing.kind === 'print' && (
              <ToSign outcome={exporting.state.outcome} atHand={atHand} form={form} />
            )}
          </section>
          <section class="card export" aria-label={say('export_do')}>
            {draft && <p class="hint">{say('export_draftWhy')}</p>}
            <button type="button" class="primary" disabled={!form || exporting.state.kind === 'busy'} onClick={() => form && exporting.start(form.map, how)}>
              {say(draft ? 'export_draft' : 'export_do')}
            </button>
            <Status busy={exporting.state.kind === 'busy'} text={exporting.state.kind === 'busy' ? say('export_busy') : ''} />
            <ExportResult state={exporting.state} request={atHand.request} onGone={exporting.gone} />
          </section>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the pages scroll, for whoever has no mouse as well. */}
        <section class="request-preview" aria-labelledby="preview" tabIndex={0}>
          <h2 id="preview">{say('preview_title')}</h2>
          <Status busy={filled.busy && !exported} text={form ? say(previewText) : ''} />
          {result && !result.ok && <Failure text={code('error', result.code, result.values)} />}
          {bytes && (
            <Preview
              bytes={bytes}
              turns={turns}
              open={openPreview}
              marks={exported ? [] : marks}
              pressed={pressed}
              onGo={go}
              layer={placing && !exported ? (page) => <PlacingLayer placing={placing} page={page} /> : undefined}
            />
          )}
        </section>
      </div>
    </section>
  );
}
