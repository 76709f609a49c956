import { failure, success, type Result } from '../result.ts';
import type { CertificateFacts } from './model.ts';

export type DateFailure = 'certificateExpired' | 'certificateNotYet';

/** Whether the certificate holds at that moment. The failure's value is the day that matters, dd/mm/yyyy. */
export function checkDates({ from, to }: CertificateFacts, at: Date): Result<undefined, DateFailure> {
  if (at.getTime() > Date.parse(to)) return failure('certificateExpired', printDay(to));
  if (at.getTime() < Date.parse(from)) return failure('certificateNotYet', printDay(from));
  return success(undefined);
}

const printDay = (iso: string): string => iso.slice(0, 10).split('-').reverse().join('/');
