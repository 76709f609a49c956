import { useState } from 'preact/hooks';
import type { Result } from '../utils/result.ts';
import { success } from '../utils/result.ts';
import type { Text } from './text.ts';

/** A step that the person asked for and that may fail. `failed` and `done`: a sentence on how the last one ended; empty where there is none. */
export type StepAtHand = {
  busy: boolean;
  failed: string;
  done: string;
  /** True where it went well. `said`: what to say then. */
  take: (step: () => Promise<Result<unknown, string>>, said?: string) => Promise<boolean>;
};

export function useStep({ code }: Text): StepAtHand {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ result: Result<unknown, string>; said: string }>({ result: success(undefined), said: '' });
  const { result, said } = outcome;
  return {
    busy,
    failed: result.ok ? '' : code('error', result.code, result.values),
    done: result.ok && !busy ? said : '',
    take: async (step, words = '') => {
      setBusy(true);
      try {
        const taken = await step();
        setOutcome({ result: taken, said: words });
        return taken.ok;
      } finally {
        setBusy(false);
      }
    },
  };
}
