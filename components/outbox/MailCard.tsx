import { useEffect, useId, useState } from 'preact/hooks';
import { mailLink } from '../../utils/batch/mailto.ts';
import type { SigningWay, Status as SubmissionStatus, Submission } from '../../utils/batch/submission.ts';
import { download } from '../../utils/extension/download.ts';
import { getReturned, handedPdf } from '../../utils/extension/returned.ts';
import type { MessageKey } from '../../utils/i18n.ts';
import { Facts } from '../controls/Facts.tsx';
import { Failure } from '../controls/Status.tsx';
import { useText } from '../text.ts';
import { CopyButton } from './CopyButton.tsx';
import type { MailKind } from './mails.ts';
import { letters, mailFileName, printMail } from './mails.ts';

/** As long as the PDF that is attached may be unsigned, where no signed one came back: on paper until it is sent, with a certificate until it is signed. */
const unsigned: Partial<Record<SigningWay, { warning: MessageKey; until: readonly SubmissionStatus[] }>> = {
  print: { warning: 'outbox_signFirst', until: ['draft', 'ready', 'signed'] },
  certificate: { warning: 'outbox_sealFirst', until: ['draft', 'ready'] },
};

/** A mail that is ready: as a file, as a link to the mail program, and as text to copy. */
export function MailCard({ submission, kind }: { submission: Submission; kind: MailKind }) {
  const { say, code } = useText();
  const id = useId();
  const [failed, setFailed] = useState('');
  const [returned, setReturned] = useState(false);
  useEffect(() => {
    let current = true;
    void getReturned(submission.id).then((found) => current && setReturned(found !== undefined));
    return () => {
      current = false;
    };
  }, [submission]);
  const letter = letters[kind](submission);
  const { to, subject, text } = letter;
  const link = mailLink(letter);
  const attaches = kind === 'informat';
  const open = unsigned[submission.signing];
  const warning = !returned && open?.until.includes(submission.status) ? open.warning : undefined;
  const made = submission.work.state === 'made';
  const save = async () => {
    const pdf = attaches ? await handedPdf(submission.id) : undefined;
    if (attaches && !pdf) return setFailed(say('outbox_noPdf'));
    const mail = printMail(submission, kind, pdf?.bytes, new Date());
    if (!mail.ok) return setFailed(code('error', mail.code, mail.values));
    setFailed('');
    download({ fileName: mailFileName(submission.fileName, kind), bytes: mail.value, type: 'message/rfc822' });
  };
  return (
    <section class="card" aria-labelledby={id}>
      <h3 id={id}>{say(`outbox_mail_${kind}`)}</h3>
      <p class="hint">{say(`outbox_mailHint_${kind}`)}</p>
      {attaches && warning && <p class="notice warns">{say(warning)}</p>}
      {to === '' && <p class="notice warns">{say('outbox_noAddress')}</p>}
      <Facts
        facts={[
          ['outbox_to', to || '–'],
          ['outbox_subject', subject],
        ]}
      />
      <details>
        <summary>{say('outbox_mailText')}</summary>
        <p class="letter" lang="nl">
          {text}
        </p>
      </details>
      <div class="row">
        <button type="button" disabled={attaches && !made} aria-describedby={attaches && !made ? `${id}-unmade` : undefined} onClick={save}>
          {say(attaches ? 'outbox_emlWithPdf' : 'outbox_eml')}
        </button>
        <a class="button" href={link.href} aria-describedby={link.shortened ? `${id}-short` : undefined}>
          {say('outbox_mailto')}
        </a>
        <CopyButton name={say('outbox_copyText')} text={`${subject}\n\n${text}`} />
      </div>
      {attaches && !made && (
        <p class="hint" id={`${id}-unmade`}>
          {say('outbox_mailUnmade')}
        </p>
      )}
      {link.shortened && (
        <p class="hint" id={`${id}-short`}>
          {say('outbox_mailShort')}
        </p>
      )}
      {failed && <Failure text={failed} />}
    </section>
  );
}
