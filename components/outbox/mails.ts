import type { Mail } from '../../utils/batch/eml.ts';
import { printEml } from '../../utils/batch/eml.ts';
import type { Letter } from '../../utils/batch/letters.ts';
import { directorMail, mailTo } from '../../utils/batch/letters.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import type { Result } from '../../utils/result.ts';

/** The two mails of a submission. Only the one to Informat takes the form along: the directie gets no more than it has to know. */
export const mailKinds = ['informat', 'directie'] as const;
export type MailKind = (typeof mailKinds)[number];

export const letters: Record<MailKind, (submission: Submission) => Letter> = { informat: mailTo, directie: directorMail };

/** Before the extension: both mails of a submission may lie in one folder. */
const endings: Record<MailKind, string> = { informat: '.eml', directie: '-directie.eml' };

export const mailFileName = (fileName: string, kind: MailKind) => fileName.replace(/(\.pdf)?$/i, endings[kind]);

/** The mail as a file. `pdf`: the form, for the mail that takes it along. */
export function printMail(
  submission: Submission,
  kind: MailKind,
  pdf: Uint8Array | undefined,
  at: Date,
): Result<Uint8Array<ArrayBuffer>, 'mailAddressUnwritable'> {
  const attachments: Mail['attachments'] = kind === 'informat' && pdf ? [{ name: submission.fileName, type: 'application/pdf', bytes: pdf }] : [];
  return printEml({ ...letters[kind](submission), attachments }, at);
}
