/** Records without the day on which they were stored, which no test knows beforehand. */
export function undated(records: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(records).map(([key, record]) => {
      if (typeof record !== 'object' || record === null || !('changedAt' in record)) return [key, record];
      const { changedAt: _, ...rest } = record;
      return [key, rest];
    }),
  );
}
