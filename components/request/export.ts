import { useEffect, useRef, useState } from 'preact/hooks';
import { ask } from '../../utils/extension/ask.ts';
import { download } from '../../utils/extension/download.ts';
import { getOutcome } from '../../utils/extension/files.ts';
import type { Outcome } from '../../utils/extension/messages.ts';
import type { JobProgress } from '../../utils/extension/tab-state.ts';
import { clearJob, loadJob, watchJob } from '../../utils/extension/tab-state.ts';
import { blocks } from '../../utils/intake/check.ts';
import type { FillReport, FormMap, Rewriting } from '../../utils/intake/form.ts';
import { fileNameFor } from '../../utils/intake/filename.ts';
import type { Result } from '../../utils/result.ts';
import type { RequestAtHand } from './request.ts';

export type ExportState =
  | { kind: 'idle' }
  | { kind: 'busy' }
  | { kind: 'failed'; code: string; values: readonly string[] }
  | { kind: 'done'; outcome: Outcome };

function stateOf(answer: Result<Outcome, string>): ExportState {
  return answer.ok ? { kind: 'done', outcome: answer.value } : { kind: 'failed', code: answer.code, values: answer.values };
}

/** Every answer found its place, and no other request's stands beside them. */
const isWhole = ({ left, kept }: FillReport) => left.length === 0 && kept.length === 0;

/** Hands over the PDF that was made and verified; false when it is kept no longer. */
export async function downloadOutcome(id: string): Promise<boolean> {
  const outcome = await getOutcome(id);
  if (outcome) download({ ...outcome, type: 'application/pdf' });
  return outcome !== undefined;
}

/**
 * Making the PDF, which goes on in the background when this view closes: whatever view opens next shows how far it is, and
 * its outcome. An outcome that is whole downloads at once; another is offered with what it lacks. `finish`: what is yet to be done to it here.
 */
export function useExport(atHand: RequestAtHand | undefined, finish?: (outcome: Outcome) => Promise<Result<Outcome, string>>) {
  const [state, setState] = useState<ExportState>({ kind: 'idle' });
  const asking = useRef(false);
  const about = atHand && JSON.stringify(atHand.request);
  const madeOf = useRef<string | undefined>(undefined);

  useEffect(() => {
    let closed = false;
    const follow = (progress: JobProgress | undefined) => {
      // The view that asked gets its answer itself.
      if (closed || asking.current || !progress) return;
      if (progress.state === 'running') return setState({ kind: 'busy' });
      setState(stateOf(progress.answer));
      return clearJob();
    };
    const stop = watchJob(follow);
    void loadJob().then(follow);
    return () => {
      closed = true;
      stop();
    };
  }, []);

  // What was made of another request says nothing about this one.
  useEffect(() => {
    if (madeOf.current !== undefined && madeOf.current !== about) {
      madeOf.current = undefined;
      setState((now) => (now.kind === 'busy' ? now : { kind: 'idle' }));
    }
  }, [about]);

  const start = async ({ fingerprint, signed }: Pick<FormMap, 'fingerprint' | 'signed'>, how: Rewriting = 'update') => {
    if (!atHand) return undefined;
    const { request, problems, signing, chosen, date } = atHand;
    const draft = blocks(problems);
    asking.current = true;
    madeOf.current = about;
    setState({ kind: 'busy' });
    try {
      const fileName = fileNameFor(chosen.school ?? { name: '', institutionNumbers: [] }, date, draft);
      const answer = await ask({
        type: 'produce',
        fingerprint,
        request,
        signing: plain(signing),
        school: chosen.school?.name,
        fileName,
        draft,
        ...(signed && { how }),
      });
      await clearJob();
      const finished = answer.ok && finish ? await finish(answer.value) : answer;
      setState(stateOf(finished));
      if (finished.ok && isWhole(finished.value.report)) await downloadOutcome(finished.value.id);
      return finished.ok ? finished.value : undefined;
    } finally {
      asking.current = false;
    }
  };
  const gone = () => setState({ kind: 'failed', code: 'formGone', values: [] });
  return { state, start, gone, dismiss: () => setState({ kind: 'idle' }) };
}

type ProduceMessage = Parameters<typeof ask<'produce'>>[0];

/** As the message's schema has it: its lists may be changed, a signing's may not. */
function plain(signing: RequestAtHand['signing']): ProduceMessage['signing'] {
  if (signing.kind === 'print') return signing;
  const part = (hand: typeof signing.mention) => {
    if (hand?.kind === 'image') return { ...hand, bytes: new Uint8Array(hand.bytes) };
    return hand && { ...hand, strokes: hand.strokes.map((stroke) => [...stroke]) };
  };
  const { kept } = signing;
  if (signing.kind === 'certificate') return { kind: 'certificate', mention: part(signing.mention), kept };
  return { kind: 'hand', mention: part(signing.mention), signature: part(signing.signature), kept };
}
