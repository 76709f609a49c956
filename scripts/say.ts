import type { Problem } from '../utils/intake/problem.ts';
import type { MessageKey } from '../utils/i18n.ts';
import { translate } from '../utils/i18n.ts';

/** The commands speak Dutch, as the form does. */
export const sayFailure = (code: string, values: readonly string[]) => translate('nl', `error_${code}` as MessageKey, ...values);

export const sayProblem = (problem: Problem) => ({
  code: problem.code,
  severity: problem.severity,
  key: problem.key,
  message: translate('nl', `problem_${problem.code}` as MessageKey, ...problem.values),
});
