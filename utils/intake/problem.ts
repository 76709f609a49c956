import type { PlaceKey } from './catalogue.ts';

export type Severity = 'blocks' | 'warns' | 'informs';

/**
 * Something missing, contradictory or worth knowing. `problem_<code>` says what, `fix_<code>` says what to do;
 * `values` fill their $1, $2 …
 */
export type Problem = {
  code: string;
  severity: Severity;
  /** The question it concerns: leads to the field in the desk and to the place on the form. */
  key: PlaceKey;
  values: readonly string[];
  /** The sentence of the form (Dutch, as printed) from which the rule comes; empty where the rule is not the form's. */
  source: string;
};

/** What the request does not hold but a rule may weigh. */
export type CheckContext = {
  /** The applicant's own address, from the profile. */
  applicantEmail?: string;
  /** yyyy-mm-dd, for rules that compare with today. */
  today: string;
};
