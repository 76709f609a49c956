import { useEffect, useRef, useState } from 'preact/hooks';
import type { RunEnd } from '../../utils/batch/run.ts';
import { runBatch } from '../../utils/batch/run.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import type { Progress } from '../../utils/batch/work.ts';
import { progressOf } from '../../utils/batch/work.ts';
import { ifFree } from '../../utils/extension/exclusive.ts';
import { changeSubmission, listSubmissions, watchSubmissions } from '../../utils/extension/submissions.ts';
import { localDate } from '../../utils/intake/values.ts';
import type { SignedWith } from './make.ts';
import { concurrency, openMaker } from './make.ts';

/** Milliseconds. */
const followEvery = 2_000;

/** Everything that is or was to be handed in; undefined until it was read. `hold`: the caller follows what happens by itself. */
export function useSubmissions(hold = false): { submissions: readonly Submission[]; unreadable: number; reload: () => Promise<void> } | undefined {
  const [listed, setListed] = useState<{ submissions: readonly Submission[]; unreadable: number }>();
  const held = useRef(hold);
  held.current = hold;
  const reload = async () => setListed(await listSubmissions());
  useEffect(() => {
    let left = false;
    let waiting = false;
    // A batch elsewhere changes six hundred times what is read whole here: once a while is enough to follow it.
    const follow = (after: number) => {
      if (waiting) return;
      waiting = true;
      setTimeout(() => {
        waiting = false;
        if (!left) void listSubmissions().then((next) => !left && setListed(next));
      }, after);
    };
    follow(0);
    const stop = watchSubmissions(() => {
      if (!held.current) follow(followEvery);
    });
    return () => {
      left = true;
      stop();
    };
  }, []);
  return listed && { ...listed, reload };
}

export type BatchRun = {
  /** Of the batch at hand, while it runs here. */
  progress: Progress | undefined;
  /** `elsewhere`: another tab is running it. */
  state: 'idle' | 'running' | 'pausing' | 'elsewhere';
  start: (batchId: string, signed: SignedWith) => Promise<RunEnd | undefined>;
  pause: () => void;
};

/** Runs a batch in this page; one page at a time does. Closed or killed, it goes on where it was when it is started again. */
export function useBatchRun(): BatchRun {
  const [progress, setProgress] = useState<Progress>();
  const [state, setState] = useState<BatchRun['state']>('idle');
  const paused = useRef(false);

  const run = async (batchId: string, signed: SignedWith): Promise<RunEnd> => {
    const maker = openMaker(signed);
    const ofBatch = async () => (await listSubmissions()).submissions.filter((submission) => submission.batchId === batchId).reverse();
    setProgress(progressOf((await ofBatch()).map(({ work }) => work.state)));
    // Painting each of three hundred steps costs more than the steps of a slow machine.
    let shownAt = 0;
    const report = (next: Progress) => {
      if (Date.now() - shownAt < 100 && next.waiting + next.running > 0) return;
      shownAt = Date.now();
      setProgress(next);
    };
    try {
      return await runBatch(
        { list: ofBatch, change: changeSubmission, make: maker.make, paused: () => paused.current, now: Date.now, today: () => localDate(new Date()), report },
        concurrency,
      );
    } finally {
      maker.stop();
    }
  };

  const start = async (batchId: string, signed: SignedWith) => {
    paused.current = false;
    setState('running');
    let free = false;
    try {
      return await ifFree('batch', () => {
        free = true;
        return run(batchId, signed);
      });
    } finally {
      setState(free ? 'idle' : 'elsewhere');
    }
  };
  const pause = () => {
    paused.current = true;
    setState((now) => (now === 'running' ? 'pausing' : now));
  };
  useEffect(() => pause, []);
  return { progress, state, start, pause };
}
