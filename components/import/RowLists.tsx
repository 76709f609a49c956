import { download } from '../../utils/extension/download.ts';
import type { BadRow, Remark, RemarkCode } from '../../utils/profiles/remark.ts';
import { reasonKey, remarkKey } from '../../utils/profiles/texts.ts';
import { Failure } from '../controls/Status.tsx';
import { useStep } from '../step.ts';
import { useText } from '../text.ts';
import type { ListAtHand } from './list.ts';
import { Paged } from '../controls/Paged.tsx';

type BadRowsProps = { bad: readonly BadRow[]; name: string; printBad: ListAtHand['printBad'] };

/** The rows that can't be taken over as they are, each with its number and why; to be taken along, corrected and given again. */
export function BadRows({ bad, name, printBad }: BadRowsProps) {
  const text = useText();
  const { say, language } = text;
  const step = useStep(text);
  const save = () =>
    step.take(async () => {
      const printed = await printBad('printBad', { language });
      const stem = name.replace(/\.[a-z]{3,4}$/i, '');
      if (printed.ok) download({ fileName: say('import_badFile', stem), bytes: new TextEncoder().encode(printed.value), type: 'text/csv' });
      return printed;
    });
  return (
    <>
      <p class="hint">{say('import_badHint')}</p>
      <p class="row">
        <button type="button" disabled={step.busy} onClick={save}>
          {say('import_badDownload')}
        </button>
      </p>
      {step.failed && <Failure text={step.failed} />}
      <Paged
        things={bad}
        class="import-rows"
        row={({ row, reasons }) => (
          <li key={row}>{say('import_inRow', String(row), reasons.map(({ code, values }) => say(reasonKey(code), ...values)).join(' '))}</li>
        )}
      />
    </>
  );
}

/** What was restored, chosen and left out, by what it is; row by row for who wants to see it. */
export function Remarks({ remarks }: { remarks: readonly Remark[] }) {
  const byCode = new Map<RemarkCode, Remark[]>();
  for (const remark of remarks) {
    const others = byCode.get(remark.code);
    if (others) others.push(remark);
    else byCode.set(remark.code, [remark]);
  }
  return (
    <>
      {[...byCode].map(([code, all]) => (
        <RemarksOfKind key={code} code={code} remarks={all} />
      ))}
    </>
  );
}

function RemarksOfKind({ code, remarks }: { code: RemarkCode; remarks: readonly Remark[] }) {
  const { say } = useText();
  const [first] = remarks;
  // One of the whole file says its number itself.
  if (first?.row === 0) return <p>{say(remarkKey(code), ...first.values)}</p>;
  return (
    <details>
      <summary>
        {say(`import_told_${code}`)}: {remarks.length}
      </summary>
      <Paged
        things={remarks}
        class="import-rows"
        row={({ row, values }, at) => <li key={at}>{say('import_inRow', String(row), say(remarkKey(code), ...values))}</li>}
      />
    </details>
  );
}
