import { madeOf } from '../../utils/batch/made.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import type { Made } from '../../utils/batch/work.ts';
import { startEngine } from '../../utils/extension/engine-host.ts';
import type { StoppableEngine } from '../../utils/extension/engine.ts';
import type { KeptForm } from '../../utils/extension/files.ts';
import { noteHandUse } from '../../utils/extension/hand-uses.ts';
import { formOf, putPdf } from '../../utils/extension/submissions.ts';
import type { Signing } from '../../utils/intake/form.ts';
import { place } from '../../utils/intake/placing.ts';
import type { Result } from '../../utils/result.ts';
import { failure, success } from '../../utils/result.ts';
import type { Sealing } from '../certificate/seal.ts';
import { sealPdf } from '../certificate/seal.ts';

/** With what the forms of a batch are signed. */
export type SignedWith = { signing: Signing; sealing?: Sealing };

/** `atOnce`: the submissions that are to be under way together. */
export type Maker = { make: (submission: Submission) => Promise<Result<Made, string>>; atOnce: number; stop: () => void };

/**
 * Engines at work at once. Each takes more than a hundred megabytes for what it makes and throws away, and on two cores, beside the browser's own
 * work, a second one shortens no batch. Where a server stamps each signature an engine mostly waits: then two do.
 */
const engineCount = ({ sealing }: SignedWith) => (sealing?.choice.stampServer ? 2 : 1);

/**
 * Makes the PDFs of a batch, each stored under its submission's id before it counts as made. `signing`: the one hand
 * under all that are signed here; `sealing`: the certificate that signs each as it is made.
 */
export function openMaker(signedWith: SignedWith): Maker {
  const { signing, sealing } = signedWith;
  const engines: StoppableEngine[] = Array.from({ length: engineCount(signedWith) }, startEngine);
  /** They take turns; what one is asked meanwhile waits in it. */
  const nextEngine = () => {
    const engine = engines.shift() ?? startEngine();
    engines.push(engine);
    return engine;
  };
  const forms = new Map<string, Promise<KeptForm | undefined>>();
  const formFor = (fingerprint: string) => {
    const known = forms.get(fingerprint) ?? formOf(fingerprint);
    forms.set(fingerprint, known);
    return known;
  };

  async function makeWith(engine: StoppableEngine, submission: Submission): Promise<Result<Made, string>> {
    const {
      id,
      form: { fingerprint },
      request,
      signing: how,
    } = submission;
    const form = await formFor(fingerprint);
    if (!form) return failure('formGone');
    if (how === 'certificate' && !sealing) return failure('certificateClosed');
    const map = place(form.map, form.placements);
    const used: Signing = how === 'print' ? { kind: 'print' } : signing;
    const produced = await engine.produce(form.bytes, request, used, map);
    if (!produced.ok) return produced;
    const plain = produced.value.bytes;
    const finished = how === 'certificate' && sealing ? await sealPdf(engine, sealing, { bytes: plain, form: map, signing }) : success(plain);
    if (!finished.ok) return finished;
    const bytes = finished.value;
    const about = { school: submission.name, form: form.name, fileName: submission.fileName, bytes };
    const stored = (await noteHandUse(used, about)) && (await putPdf({ id, bytes, at: Date.now() }));
    return stored ? success(await madeOf(bytes, produced.value.report)) : failure('vaultLocked');
  }

  return {
    make: (submission) => makeWith(nextEngine(), submission),
    // One more than there are engines: while a PDF is stored the next is made.
    atOnce: engines.length + 1,
    stop: () => {
      for (const engine of engines) engine.stop();
    },
  };
}
