import { describe, expect, it } from 'vitest';
import { printSignedMoment } from '../../utils/intake/seal.ts';
import { localDate, localTime } from '../../utils/intake/values.ts';

/** As it prints here, whatever the machine's time zone is. */
const here = (...at: [number, number, number, number, number]) => {
  const [day, time] = [localDate(new Date(Date.UTC(...at))), localTime(new Date(Date.UTC(...at)))];
  return `${day.split('-').reverse().join('/')} ${time.slice(0, 5)}`;
};

describe('when a signature says that it was put', () => {
  it.each([
    ['D:20261123', here(2026, 10, 23, 0, 0)],
    ["D:20261123233000-01'30'", here(2026, 10, 24, 1, 0)],
    ['D:20261123220000+0100', here(2026, 10, 23, 21, 0)],
    ['2026-11-23T22:00Z', here(2026, 10, 23, 22, 0)],
  ])('%s prints as %s', (written, printed) => expect(printSignedMoment(written)).toBe(printed));

  it.each(['', 'gisteren', 'Versie 3', '5', '2026', '2026-11-23', '11/23/2026', 'D:20261323', 'D:20261123990000Z', '2026-99-01T10:00Z', 'D:00000101'])(
    '%j is no moment, and stands as it is',
    (written) => expect(printSignedMoment(written)).toBe(written),
  );
});
