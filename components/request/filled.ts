import { useEffect, useRef, useState } from 'preact/hooks';
import type { ProduceResult } from '../../utils/extension/engine.ts';
import { startEngine } from '../../utils/extension/engine-host.ts';
import type { StoredForm } from '../../utils/extension/files.ts';
import type { Rewriting } from '../../utils/intake/form.ts';
import type { RequestAtHand } from './request.ts';

/** Milliseconds without a keystroke before the preview follows. */
const pause = 600;

/** What the filled pages depend on, as text. Of a scan its length and a sum tell enough. */
function fingerprintOf(request: unknown, signing: unknown): string {
  return JSON.stringify([request, signing], (_, value: unknown) =>
    value instanceof Uint8Array ? [value.length, value.reduce((sum, byte) => (sum * 31 + byte) % 4_294_967_291, 7)] : value,
  );
}

export type Filled = { result: ProduceResult | undefined; busy: boolean };

/**
 * The form as it would be filled now, for the eye only: nothing is kept and nothing is offered. It runs in this view's own
 * engine, so that looking never waits for exporting, and ends with the view.
 */
export function useFilled(form: StoredForm | undefined, atHand: Pick<RequestAtHand, 'request' | 'signing'> | undefined, how?: Rewriting): Filled {
  const [filled, setFilled] = useState<Filled & { of: string }>({ result: undefined, busy: false, of: '' });
  const engine = useRef<ReturnType<typeof startEngine> | undefined>(undefined);
  const wanted = form && atHand ? form.fingerprint + fingerprintOf([atHand.request, form.map.places, how], atHand.signing) : '';
  const latest = useRef({ form, atHand, how, wanted });
  latest.current = { form, atHand, how, wanted };

  useEffect(() => () => engine.current?.stop(), []);
  useEffect(() => {
    if (!wanted) return undefined;
    setFilled((now) => ({ ...now, busy: true }));
    const timer = setTimeout(async () => {
      const now = latest.current;
      if (!now.form || !now.atHand) return;
      engine.current ??= startEngine();
      const result = await engine.current.produce(now.form.bytes, now.atHand.request, now.atHand.signing, now.form.map, now.how);
      if (latest.current.wanted === wanted) setFilled({ result, busy: false, of: now.form.fingerprint });
    }, pause);
    return () => clearTimeout(timer);
  }, [wanted]);

  return filled.of === form?.fingerprint ? filled : { result: undefined, busy: filled.busy };
}
