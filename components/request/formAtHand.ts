import { useEffect, useState } from 'preact/hooks';
import type { KeptForm } from '../../utils/extension/files.ts';
import { getForm, latestForm } from '../../utils/extension/files.ts';

/** The form at hand, from the store; `undefined` while it is looked up, `null` where there is none. */
export function useFormAtHand(fingerprint: string | undefined): KeptForm | null | undefined {
  const [form, setForm] = useState<KeptForm | null>();
  useEffect(() => {
    let current = true;
    const found = fingerprint ? getForm(fingerprint) : latestForm();
    void found.then((stored) => current && setForm(stored ?? null));
    return () => {
      current = false;
    };
  }, [fingerprint]);
  return form;
}
