import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ask } from '../../utils/extension/ask.ts';
import { download } from '../../utils/extension/download.ts';
import { getOutcome } from '../../utils/extension/files.ts';
import { pack } from '../../utils/extension/handwriting.ts';
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
export const isWhole = ({ left, kept }: FillReport) => left.length === 0 && kept.length === 0;

/** Hands over the PDF that was made and verified; false when it is kept no longer. */
export async function downloadOutcome(id: string): Promise<boolean> {
  const outcome = await getOutcome(id);
  if (outcome) download({ ...outcome, type: 'application/pdf' });
  return outcome !== undefined;
}

/** All that goes into the file, as text. `more`: what the view adds to the request at hand. */
function contentsOf(atHand: RequestAtHand, more: string): string {
  const { request, signing } = atHand;
  const hands = signing.kind === 'print' ? [] : [pack(signing.mention), signing.kind === 'hand' && pack(signing.signature), signing.kept?.id];
  return JSON.stringify([request, signing.kind, hands, fileOf(atHand), more]);
}

/** What the file is called, and whether it is no more than a draft. */
function fileOf({ chosen, date, problems }: RequestAtHand): { fileName: string; draft: boolean } {
  const draft = blocks(problems);
  return { fileName: fileNameFor(chosen.school ?? { name: '', institutionNumbers: [] }, date, draft), draft };
}

/** What a view of this page asked for and has no answer to yet. It goes on without that view, and only when it is finished is there a file to offer. */
let underway: { of: string; finished: Promise<Result<Outcome, string>> } | undefined;

/** What would go into a file that was made now, as the view that is open says; undefined where none is, or it does not know yet. */
let standing: string | undefined;

/**
 * Making the PDF, which goes on in the background when this view closes: whatever view opens next shows how far it is, and
 * its outcome. An outcome that is whole downloads at once; another is offered with what it lacks. What was made of something else than stands here
 * now is not offered. `more`: what goes into the file beside the request at hand, null until it is known; `finish`: what is yet to be done to
 * it here.
 */
export function useExport(atHand: RequestAtHand, more: unknown = [], finish?: (outcome: Outcome) => Promise<Result<Outcome, string>>) {
  const [state, setState] = useState<ExportState>({ kind: 'idle' });
  const moreText = JSON.stringify(more);
  const about = useMemo(() => (moreText === 'null' ? undefined : contentsOf(atHand, moreText)), [atHand, moreText]);
  const draft = useRef(false);
  draft.current = blocks(atHand.problems);
  /** Of what the state tells; undefined: of the first that is known here. */
  const told = useRef<{ of: string | undefined; busy: boolean }>({ of: undefined, busy: false });

  const tell = (next: ExportState, of: string | undefined) => {
    told.current = { of, busy: next.kind === 'busy' };
    setState(next);
  };
  /** Whether what was asked for is what stands here still. */
  const settle = (answer: Result<Outcome, string>, of: string | undefined): boolean => {
    const holds = of === undefined || standing === undefined || of === standing;
    tell(answer.ok && !holds ? { kind: 'failed', code: 'changedMeanwhile', values: [] } : stateOf(answer), standing);
    return holds;
  };

  useEffect(() => {
    let closed = false;
    const follow = (progress: JobProgress | undefined) => {
      // The view that asked gets its answer itself, and finishes it.
      if (closed || underway || !progress) return;
      if (progress.state === 'running') return tell({ kind: 'busy' }, standing);
      const { answer } = progress;
      const { of, busy } = told.current;
      // Of what it was made is not told here; but what may be handed in is none of a draft, nor the other way round.
      if (answer.ok && answer.value.draft !== draft.current) tell({ kind: 'idle' }, standing);
      else settle(answer, busy ? of : undefined);
      return clearJob();
    };
    if (underway) {
      const { of, finished } = underway;
      tell({ kind: 'busy' }, of);
      void finished.then((answer) => !closed && settle(answer, of));
    }
    const stop = watchJob(follow);
    void loadJob().then(follow);
    return () => {
      closed = true;
      standing = undefined;
      stop();
    };
  }, []);

  // What was made of something else says nothing about this.
  useEffect(() => {
    if (about === undefined) return;
    standing = about;
    const { of, busy } = told.current;
    if (of === undefined) told.current = { of: about, busy };
    else if (of !== about && !busy) tell({ kind: 'idle' }, about);
  }, [about]);

  const start = async ({ fingerprint, signed }: Pick<FormMap, 'fingerprint' | 'signed'>, how: Rewriting = 'update') => {
    if (about === undefined) return undefined;
    const { request, signing, chosen } = atHand;
    const make = async (): Promise<Result<Outcome, string>> => {
      const answer = await ask({
        type: 'produce',
        fingerprint,
        request,
        signing: plain(signing),
        school: chosen.school?.name,
        ...fileOf(atHand),
        ...(signed && { how }),
      });
      await clearJob();
      return answer.ok && finish ? finish(answer.value) : answer;
    };
    tell({ kind: 'busy' }, about);
    const finished = make();
    underway = { of: about, finished };
    try {
      const answer = await finished;
      const holds = settle(answer, about);
      if (holds && answer.ok && isWhole(answer.value.report)) await downloadOutcome(answer.value.id);
      return answer.ok ? answer.value : undefined;
    } finally {
      underway = undefined;
    }
  };
  const gone = () => tell({ kind: 'failed', code: 'formGone', values: [] }, about);
  return { state, start, gone };
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
