/** Names as a person looks for them in a list: capitals and accents part none, and School 2 comes before School 10. */
export const compareNames = new Intl.Collator('nl', { numeric: true }).compare;

/** Ids and days, which only have to come out in one order each time. */
export const compareTexts = (a: string, b: string): number => Number(a > b) - Number(a < b);
