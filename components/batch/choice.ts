import { useState } from 'preact/hooks';
import type { GroupChoice } from '../../utils/batch/group.ts';

/** What the person chose for the batch. `askAgain`: the rows (by id) that ask also for what the ClientID has already. */
export type BatchChoice = {
  schoolIds: ReadonlySet<string>;
  mode: 'each' | 'group';
  /** The kept group whose schools were taken. */
  groupId?: string;
  group: GroupChoice;
  askAgain: ReadonlySet<string>;
};

const nothing: BatchChoice = { schoolIds: new Set(), mode: 'each', group: {}, askAgain: new Set() };

/** As it was left in this page: whoever goes to mend a profile elsewhere finds it again. */
let left = nothing;

export function useBatchChoice(): { choice: BatchChoice; choose: (part: Partial<BatchChoice>) => void } {
  const [choice, setChoice] = useState(left);
  const choose = (part: Partial<BatchChoice>) => {
    left = { ...left, ...part };
    setChoice(left);
  };
  return { choice, choose };
}
