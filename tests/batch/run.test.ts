import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Seams } from '../../utils/batch/run.ts';
import { runBatch } from '../../utils/batch/run.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import type { Made, Progress } from '../../utils/batch/work.ts';
import { begin, finish, progressOf, queueOf, retry } from '../../utils/batch/work.ts';
import type { Result } from '../../utils/result.ts';
import { failure, success } from '../../utils/result.ts';
import { submission } from './made.ts';

const report = { placed: [], left: [], kept: [], annexed: [] };
const hashOf = (pdf: string) => `hash of ${pdf}`;
const pdfOf = ({ id, note }: Submission) => `PDF of ${id}${note}`;

/** Storage that outlives whoever writes to it, and counts what was made. */
function world(submissions: readonly Submission[]) {
  return { stored: new Map(submissions.map((one) => [one.id, one])), pdfs: new Map<string, string>(), makings: [] as string[], broken: new Set<string>() };
}
type World = ReturnType<typeof world>;

/** Steps of storing and making, each of which may be the last one that happens. `gone` settles when the run was killed. */
function seamsOf(at: World, killAt = Number.POSITIVE_INFINITY): Seams & { gone: Promise<'killed'>; progress: Progress[]; steps: () => number } {
  let step = 0;
  let dead = false;
  let kill: (end: 'killed') => void = () => {};
  const gone = new Promise<'killed'>((resolve) => {
    kill = resolve;
  });
  const breathe = async () => {
    await Promise.resolve();
    step++;
    if (step >= killAt) {
      dead = true;
      kill('killed');
    }
    // What was killed never goes on: it neither fails nor ends.
    if (dead) await new Promise(() => {});
  };
  const progress: Progress[] = [];
  return {
    gone,
    progress,
    steps: () => step,
    list: async () => {
      await breathe();
      return [...at.stored.values()];
    },
    change: async (id, edit) => {
      await breathe();
      const stored = at.stored.get(id);
      const edited = stored && edit(stored);
      if (edited?.work.state === 'made') expect(at.pdfs.get(id)).toBeDefined();
      if (edited) at.stored.set(id, edited);
      await breathe();
      return edited;
    },
    make: async (asked): Promise<Result<Made, string>> => {
      await breathe();
      at.makings.push(asked.id);
      if (at.broken.has(asked.id)) return failure('verifyFailed', asked.id);
      const pdf = pdfOf(asked);
      at.pdfs.set(asked.id, pdf);
      await breathe();
      return success({ hash: hashOf(pdf), report });
    },
    paused: () => false,
    now: () => 1000 + step,
    today: () => '2026-10-02',
    report: (now) => progress.push(now),
  };
}

const many = (count: number) => Array.from({ length: count }, (_, at) => submission(`s${at}`));
const states = ({ stored }: World) => [...stored.values()].map(({ work }) => work.state);

describe('runBatch', () => {
  it('makes what waits, under its own id, and signs what was signed on the screen', async () => {
    const at = world([...many(3), submission('p', { signing: 'print' }), submission('c', { signing: 'certificate' }), submission('d', { status: 'draft' })]);
    const seams = seamsOf(at);
    expect(await runBatch(seams, 2)).toEqual({ end: 'done', progress: { waiting: 0, running: 0, made: 6, failed: 0, total: 6 } });
    for (const [id, { work }] of at.stored) expect(work).toEqual({ state: 'made', hash: hashOf(`PDF of ${id}`), report });
    expect([...at.stored.values()].map(({ status }) => status)).toEqual(['signed', 'signed', 'signed', 'ready', 'signed', 'draft']);
    expect(at.stored.get('s0')?.dates).toEqual({ ready: '2026-10-01', signed: '2026-10-02' });
    expect(seams.progress.at(-1)).toEqual({ waiting: 0, running: 0, made: 6, failed: 0, total: 6 });
    expect(Math.max(...seams.progress.map(({ running }) => running))).toBe(2);
  });

  it('journals that it begins before it begins', async () => {
    const at = world(many(1));
    const seams = seamsOf(at);
    const make = seams.make;
    seams.make = (asked) => {
      expect(at.stored.get(asked.id)?.work.state).toBe('running');
      return make(asked);
    };
    await runBatch(seams, 1);
    expect(states(at)).toEqual(['made']);
  });

  it('goes on after a failure, and tries again only what failed', async () => {
    const at = world(many(4));
    at.broken.add('s1');
    expect((await runBatch(seamsOf(at), 2)).progress).toMatchObject({ made: 3, failed: 1 });
    expect(at.stored.get('s1')?.work).toEqual({ state: 'failed', code: 'verifyFailed', values: ['s1'] });
    await runBatch(seamsOf(at), 2);
    expect(at.makings.length).toBe(4);
    at.broken.clear();
    for (const [id, one] of at.stored) at.stored.set(id, retry(one, 5) ?? one);
    expect((await runBatch(seamsOf(at), 2)).progress).toMatchObject({ made: 4, failed: 0 });
    expect(at.makings.length).toBe(5);
  });

  it('notes a bug in one as a failure, makes the others, and then throws it', async () => {
    const at = world(many(3));
    const seams = seamsOf(at);
    const make = seams.make;
    seams.make = (asked) => (asked.id === 's0' ? Promise.reject(new Error('a bug')) : make(asked));
    await expect(runBatch(seams, 1)).rejects.toThrow('a bug');
    expect(states(at)).toEqual(['failed', 'made', 'made']);
  });

  it('begins nothing more where storing fails, and says so', async () => {
    const at = world(many(6));
    const seams = seamsOf(at);
    const change = seams.change;
    seams.change = (id, edit) => (id === 's2' ? Promise.reject(new Error('the disk is full')) : change(id, edit));
    await expect(runBatch(seams, 2)).rejects.toThrow('the disk is full');
    expect(at.makings.length).toBeLessThan(4);
    expect((await runBatch(seamsOf(at), 2)).progress.made).toBe(6);
  });

  it('pauses between two, and goes on later', async () => {
    const at = world(many(5));
    const seams = { ...seamsOf(at), paused: () => at.makings.length >= 2 };
    expect(await runBatch(seams, 1)).toMatchObject({ end: 'paused', progress: { made: 2, waiting: 3, running: 0 } });
    expect(await runBatch(seamsOf(at), 1)).toMatchObject({ end: 'done', progress: { made: 5 } });
    expect(at.makings.sort()).toEqual(['s0', 's1', 's2', 's3', 's4']);
  });

  it('keeps what the person wrote meanwhile, and makes anew what was revised meanwhile', async () => {
    const at = world(many(2));
    const seams = seamsOf(at);
    const make = seams.make;
    let first = true;
    seams.make = async (asked) => {
      const made = await make(asked);
      const stored = at.stored.get(asked.id);
      if (stored && asked.id === 's0') at.stored.set('s0', { ...stored, note: '!', ...(first ? { work: { state: 'waiting' as const } } : {}) });
      first = false;
      return made;
    };
    await runBatch(seams, 2);
    expect(at.stored.get('s0')).toMatchObject({ note: '!', work: { state: 'made', hash: hashOf('PDF of s0!') } });
    expect(at.makings.filter((id) => id === 's0').length).toBe(2);
  });

  it('leaves out what was deleted meanwhile', async () => {
    const at = world(many(3));
    const seams = seamsOf(at);
    const make = seams.make;
    seams.make = (asked) => {
      at.stored.delete('s2');
      return make(asked);
    };
    expect(await runBatch(seams, 1)).toMatchObject({ end: 'done', progress: { made: 2, total: 2 } });
    expect([...at.stored.keys()]).toEqual(['s0', 's1']);
  });

  it('killed at any step, any number of times: none is lost, none is crossed, none is made twice', async () => {
    let kills = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }),
        fc.integer({ min: -1, max: 7 }),
        async (count, concurrency, killSteps, broken) => {
          const at = world(many(count));
          if (broken >= 0) at.broken.add(`s${broken}`);
          for (const killAt of killSteps) {
            const seams = seamsOf(at, killAt);
            const end = await Promise.race([runBatch(seams, concurrency), seams.gone]);
            if (end === 'killed') kills++;
            for (const { id, work } of at.stored.values()) if (work.state === 'made') expect(work.hash).toBe(hashOf(at.pdfs.get(id) ?? ''));
          }
          const before = new Map(at.stored);
          const madeBefore = at.makings.length;
          await runBatch(seamsOf(at), concurrency);
          expect([...at.stored.keys()]).toEqual(many(count).map(({ id }) => id));
          for (const { id, work } of at.stored.values())
            expect(work).toEqual(
              id === `s${broken}` ? { state: 'failed', code: 'verifyFailed', values: [id] } : { state: 'made', hash: hashOf(`PDF of ${id}`), report },
            );
          for (const [id, pdf] of at.pdfs) expect(pdf).toBe(`PDF of ${id}`);
          // What was made or had failed before isn't made again.
          expect(at.makings.slice(madeBefore).sort()).toEqual(queueOf([...before.values()]).sort());
        },
      ),
      { numRuns: 1000 },
    );
    expect(kills).toBeGreaterThan(500);
  });
});

it('progress counts each state', () => {
  expect(progressOf(['made', 'made', 'failed', 'waiting', 'running'])).toEqual({ waiting: 1, running: 1, made: 2, failed: 1, total: 5 });
});

it('what was made is not begun again, and what was begun anew is not finished by the old making', () => {
  const made = success({ hash: 'h', report });
  expect(begin(submission('s', { work: { state: 'made', hash: 'h', report } }), 2)).toBeUndefined();
  expect(begin(submission('s', { work: { state: 'failed', code: 'x', values: [] } }), 2)).toBeUndefined();
  expect(finish(submission('s', { work: { state: 'running', startedAt: 2 } }), 1, made, '2026-10-02', 3)).toBeUndefined();
  expect(finish(submission('s'), 1, made, '2026-10-02', 3)).toBeUndefined();
});

it('what is signed as it is made is signed, also where the clock was set back', () => {
  const running = submission('s', { work: { state: 'running', startedAt: 1 }, dates: { ready: '2026-10-02' } });
  expect(finish(running, 1, success({ hash: 'h', report }), '2026-10-01', 3)).toMatchObject({ status: 'signed', dates: { signed: '2026-10-02' } });
});
