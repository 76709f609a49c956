import { describe, expect, test } from 'vitest';
import { nextSchoolYearStart, schoolYearOf } from '../../utils/intake/schoolyear.ts';
import { doubtClientId, isDate, isEmail, localDate, parseInstitutionNumber, printDate, readDate, splitInstitutionNumbers } from '../../utils/intake/values.ts';

describe('institution number', () => {
  test.each([
    ['035642', '035642', false, false],
    ['35642', '035642', true, false],
    ['1', '000001', true, false],
    [' 035 642 ', '035642', false, false],
    ['035.642', '035642', false, false],
    ['123456', '123456', false, false],
    ['199999', '199999', false, false],
    ['200000', '200000', false, true],
  ])('%s → %s', (raw, number, padded, unusual) => {
    expect(parseInstitutionNumber(raw)).toEqual({ ok: true, value: { number, padded, unusual } });
  });

  test.each([
    ['', 'numberEmpty'],
    ['  ', 'numberEmpty'],
    ['03564a', 'numberNotDigits'],
    ['1234567', 'numberTooLong'],
    // 0800000075 passes mod 97, 0800000076 does not.
    ['0800000075', 'numberIsEnterprise'],
    ['0800.000.075', 'numberIsEnterprise'],
    ['0800000076', 'numberTooLong'],
    ['40428-2', 'numberHasSite'],
    ['040428/1', 'numberHasSite'],
  ])('%s is refused: %s', (raw, code) => {
    expect(parseInstitutionNumber(raw)).toMatchObject({ ok: false, code });
  });

  test('a pasted list is parted, a number with spaces in it is not', () => {
    expect(splitInstitutionNumbers('035642, 040428;1234\n000123\t5')).toEqual(['035642', '040428', '1234', '000123', '5']);
    expect(splitInstitutionNumbers('035642 040428')).toEqual(['035642', '040428']);
    expect(splitInstitutionNumbers('035 642')).toEqual(['035 642']);
  });
});

describe('e-mail', () => {
  test.each(['a@b.be', 'jan.janssens+api@sub.school.example', 'ë@school.example'])('%s can be delivered', (address) => expect(isEmail(address)).toBe(true));
  test.each(['', 'jan', 'jan@', '@b.be', 'a b@c.be', 'a@b', 'a@b..be', 'a@.be', 'a@b.be, c@d.be', '<a@b.be>'])('%s can not', (address) =>
    expect(isEmail(address)).toBe(false),
  );
});

describe('date', () => {
  test.each([
    ['2026-09-03', '03/09/2026'],
    ['2028-02-29', '29/02/2028'],
  ])('%s prints %s and reads back', (iso, printed) => {
    expect(printDate(iso)).toBe(printed);
    expect(readDate(printed)).toBe(iso);
  });
  test.each(['2026-02-29', '2026-13-01', '2026-9-3', '03/09/2026', ''])('%s is no date', (value) => {
    expect(isDate(value)).toBe(false);
    expect(printDate(value)).toBeUndefined();
  });
  test('1-9-2026 and 01.09.2026 are read', () => {
    expect([readDate('1-9-2026'), readDate('01.09.2026'), readDate('31/02/2026'), readDate('september')]).toEqual([
      '2026-09-01',
      '2026-09-01',
      undefined,
      undefined,
    ]);
  });
  test.each([
    ['3 september 2026', '2026-09-03'],
    ['3 sept. 2026', '2026-09-03'],
    ['03-sep-2026', '2026-09-03'],
    ['1er août 2026', '2026-08-01'],
    ['3 févr 2026', '2026-02-03'],
    ['3rd of September, 2026', '2026-09-03'],
    ['September 3, 2026', '2026-09-03'],
    ['3 mei 2026', '2026-05-03'],
    ['3/9/26', '2026-09-03'],
    ['2026/9/3', '2026-09-03'],
    ['03 09 2026', '2026-09-03'],
  ])('%s is read', (written, date) => expect(readDate(written)).toBe(date));
  test.each(['3 sprokkelmaand 2026', '32/1/2026', '29 februari 2026', '3/9', '3/9/2026 of later', '12345678'])('%s is not', (written) =>
    expect(readDate(written)).toBeUndefined(),
  );
  test('today is the day where the person is', () => expect(localDate(new Date(2026, 8, 1, 0, 30))).toBe('2026-09-01'));
});

describe('school year', () => {
  test.each([
    ['2026-08-31', 2025, '2026-09-01'],
    ['2026-09-01', 2026, '2027-09-01'],
    ['2027-01-15', 2026, '2027-09-01'],
  ])('%s lies in %i', (date, year, next) => {
    expect(schoolYearOf(date)).toBe(year);
    expect(nextSchoolYearStart(date)).toBe(next);
  });
});

describe('ClientID', () => {
  test.each([
    ['rapportplatform', undefined],
    ['scholengroep-rapportplatform-2026', undefined],
    ['Rapport Platform', 'clientIdSpaces'],
    ['it@partner.example', 'clientIdEmail'],
    ['035642', 'clientIdNumber'],
    ['k8Jd92LmQp01XzVb77TtYw3e', 'clientIdSecret'],
    ['my-client-secret', 'clientIdSecret'],
  ])('%s → %s', (id, doubt) => expect(doubtClientId(id)).toBe(doubt));
});
