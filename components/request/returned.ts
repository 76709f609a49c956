import { useEffect, useMemo, useState } from 'preact/hooks';
import { ask } from '../../utils/extension/ask.ts';
import type { Answers } from '../../utils/extension/messages.ts';
import type { Profiles } from '../../utils/extension/profiles.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { question, questionOf } from '../../utils/intake/catalogue.ts';
import { checkReturned } from '../../utils/intake/check.ts';
import { decompose } from '../../utils/intake/decompose.ts';
import type { Entry, ReadForm } from '../../utils/intake/form.ts';
import { findKin } from '../../utils/intake/kinship.ts';
import type { Problem } from '../../utils/intake/problem.ts';

/** What stands on the form, as the engine reads it; undefined while it reads. */
export function useReading(fingerprint: string | undefined): Answers['readForm'] | undefined {
  const [read, setRead] = useState<{ of: string; answer: Answers['readForm'] }>();
  useEffect(() => {
    if (!fingerprint) return undefined;
    let current = true;
    void ask({ type: 'readForm', fingerprint }).then((answer) => current && setRead({ of: fingerprint, answer }));
    return () => {
      current = false;
    };
  }, [fingerprint]);
  return read?.of === fingerprint ? read?.answer : undefined;
}

/** What is wrong with a filled form, weighed with what is known of its applicant. */
export function useJudged(read: ReadForm | undefined, profiles: Profiles, today: string): readonly Problem[] {
  return useMemo(() => {
    if (!read) return [];
    const { applicant } = decompose(read.request);
    const known = applicant && findKin('applicant', applicant, profiles.applicants);
    return checkReturned(read, { today, applicantEmail: known?.email });
  }, [read, profiles.applicants, today]);
}

/** A line of what stands on the form: a question, and the text or the chosen option's name. `key` is that of its place. */
export type StandingRow = { key: PlaceKey; name: string; value: string };

export function rowOf(field: (key: string) => string, { key, text }: Entry): StandingRow {
  if (text !== undefined) return { key, name: field(key), value: text };
  return { key, name: field(questionOf(key)), value: field(key) };
}

/** Is this place among them, or its whole question? */
export function isAmong(keys: readonly PlaceKey[], key: PlaceKey): boolean {
  return keys.some((one) => one === key || (one === questionOf(key) && question(questionOf(key)).options !== undefined));
}
