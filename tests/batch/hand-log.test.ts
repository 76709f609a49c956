import { expect, it } from 'vitest';
import { logColumns, printHandLog, printLogMoment } from '../../utils/batch/hand-log.ts';

const at = new Date(2026, 8, 3, 14, 5, 9).getTime();
const use = { at, signature: 'Mijn hand', school: '=HYPERLINK("http://x")', form: 'in;take.pdf', fileName: 'a.pdf', hash: 'ab12' };

it('prints a moment so that it sorts', () => expect(printLogMoment(at)).toBe('2026-09-03 14:05:09'));

it('gives a line a PDF, and no cell that a spreadsheet takes for a formula', () => {
  const [heading, line, end] = printHandLog([use], (column) => column).split('\r\n');
  expect(heading).toBe(`\ufeff${logColumns.join(';')}`);
  expect(line).toBe('2026-09-03 14:05:09;"\'=HYPERLINK(""http://x"")";Mijn hand;"in;take.pdf";a.pdf;ab12');
  expect(end).toBeUndefined();
});
