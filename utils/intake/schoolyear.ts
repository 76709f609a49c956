/** A school year is named by the calendar year in which it starts, on 1 September. Dates are yyyy-mm-dd. */
export function schoolYearOf(date: string): number {
  const [year = 0, month = 1] = date.split('-').map(Number);
  return month >= 9 ? year : year - 1;
}

export const schoolYearStart = (year: number) => `${year}-09-01`;

/** The day on which access groups must be opened again in iRekeningen. */
export function nextSchoolYearStart(date: string): string {
  return schoolYearStart(schoolYearOf(date) + 1);
}
