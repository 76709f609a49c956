import { useEffect, useRef, useState } from 'preact/hooks';
import type { RunEnd } from '../../utils/batch/run.ts';
import { runBatch } from '../../utils/batch/run.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import type { Progress } from '../../utils/batch/work.ts';
import { progressOf } from '../../utils/batch/work.ts';
import { exclusively, ifFree } from '../../utils/extension/exclusive.ts';
import { changeSubmission, listSubmissions, watchSubmissions } from '../../utils/extension/submissions.ts';
import { localDate } from '../../utils/intake/values.ts';
import type { SignedWith } from './make.ts';
import { openMaker } from './make.ts';

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
  /** `elsewhere`: another tab is running one. */
  state: 'idle' | 'running' | 'pausing' | 'elsewhere';
  /** The batch that was last run here, and how that ended. */
  last: { batchId: string; end?: RunEnd['end'] } | undefined;
  /** Undefined where another tab runs one. */
  start: (batchId: string, signed: SignedWith) => Promise<RunEnd | undefined>;
  pause: () => void;
  /** A step that must not be taken while a batch runs, here or elsewhere: undefined where one does. */
  alone: <Value>(step: () => Promise<Value>) => Promise<Value | undefined>;
  /** Sees whether another tab runs one, and follows that until it ends. */
  look: () => Promise<void>;
};

/** One batch runs at a time, over all tabs. */
const lockName = 'batch';

/** Milliseconds: whoever only looks has the lock for less. */
const glance = 150;

/** As `ifFree`, but not put off by somebody who only looks. */
async function takeTurn<Value>(step: () => Promise<Value>): Promise<{ free: boolean; value?: Value }> {
  for (const waits of [glance, 0]) {
    const taken = await ifFree(lockName, async () => ({ free: true, value: await step() }));
    if (taken) return taken;
    if (waits > 0) await new Promise((done) => setTimeout(done, waits));
  }
  return { free: false };
}

/** Runs a batch in this page; one page at a time does. Closed or killed, it goes on where it was when it is started again. */
export function useBatchRun(): BatchRun {
  const [progress, setProgress] = useState<Progress>();
  const [state, setState] = useState<BatchRun['state']>('idle');
  const [last, setLast] = useState<BatchRun['last']>();
  const paused = useRef(false);
  const waits = useRef(false);
  const left = useRef(false);

  // The lock comes to whoever waits for it when the other run ends, however that ends: nobody has to look again and again.
  const followOther = async () => {
    setState('elsewhere');
    if (waits.current) return;
    waits.current = true;
    await exclusively(lockName, async () => undefined);
    waits.current = false;
    if (!left.current) setState('idle');
  };

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
        maker.atOnce,
      );
    } finally {
      maker.stop();
    }
  };

  const start = async (batchId: string, signed: SignedWith) => {
    paused.current = false;
    setState('running');
    setLast({ batchId });
    setProgress(undefined);
    let began = false;
    let end: RunEnd | undefined;
    try {
      const turn = await takeTurn(() => {
        began = true;
        return run(batchId, signed);
      });
      end = turn.value;
      return end;
    } finally {
      if (began) {
        setLast({ batchId, end: end?.end });
        setState('idle');
      } else void followOther();
    }
  };
  const pause = () => {
    paused.current = true;
    setState((now) => (now === 'running' ? 'pausing' : now));
  };
  const alone = async <Value>(step: () => Promise<Value>) => {
    const { free, value } = await takeTurn(step);
    if (!free) void followOther();
    return value;
  };
  const look = async () => {
    if (state === 'idle' && !(await ifFree(lockName, async () => true))) void followOther();
  };
  useEffect(
    () => () => {
      left.current = true;
      paused.current = true;
    },
    [],
  );
  return { progress, state, last, start, pause, alone, look };
}
