import type { Submission } from '../../utils/batch/submission.ts';
import type { Made } from '../../utils/batch/work.ts';
import { startEngine } from '../../utils/extension/engine-host.ts';
import type { StoppableEngine } from '../../utils/extension/engine.ts';
import type { KeptForm } from '../../utils/extension/files.ts';
import { formOf, putPdf } from '../../utils/extension/submissions.ts';
import { fingerprintOf } from '../../utils/fingerprint.ts';
import type { FillReport, Signing } from '../../utils/intake/form.ts';
import { place } from '../../utils/intake/placing.ts';
import type { Result } from '../../utils/result.ts';
import { failure, success } from '../../utils/result.ts';

const copyOf = ({ placed, left, kept, annexed }: FillReport) => ({ placed: [...placed], left: [...left], kept: [...kept], annexed: [...annexed] });

export type Maker = { make: (submission: Submission) => Promise<Result<Made, string>>; stop: () => void };

/** Engines at work at once. More than four gain little, and each holds the form and the font. */
export const concurrency = Math.max(1, Math.min(4, globalThis.navigator?.hardwareConcurrency ?? 2));

/** Makes the PDFs of a batch, each stored under its submission's id before it counts as made. `signing`: the one hand under all that are signed here. */
export function openMaker(signing: Signing): Maker {
  const free: StoppableEngine[] = Array.from({ length: concurrency }, startEngine);
  const all = [...free];
  const forms = new Map<string, Promise<KeptForm | undefined>>();
  const formFor = (fingerprint: string) => {
    const known = forms.get(fingerprint) ?? formOf(fingerprint);
    forms.set(fingerprint, known);
    return known;
  };

  async function makeWith(engine: StoppableEngine, { id, form: { fingerprint }, request, signing: how }: Submission): Promise<Result<Made, string>> {
    const form = await formFor(fingerprint);
    if (!form) return failure('formGone');
    const produced = await engine.produce(form.bytes, request, how === 'hand' ? signing : { kind: 'print' }, place(form.map, form.placements));
    if (!produced.ok) return produced;
    const { bytes, report } = produced.value;
    const stored = await putPdf({ id, bytes, at: Date.now() });
    return stored ? success({ hash: await fingerprintOf(bytes), report: copyOf(report) }) : failure('vaultLocked');
  }

  return {
    async make(submission) {
      const engine = free.pop() ?? startEngine();
      try {
        return await makeWith(engine, submission);
      } finally {
        free.push(engine);
      }
    },
    stop: () => {
      for (const engine of new Set([...all, ...free])) engine.stop();
    },
  };
}
