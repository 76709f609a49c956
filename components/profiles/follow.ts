import { changeSubmissions, listSubmissions } from '../../utils/extension/submissions.ts';

/**
 * What was asked for a school was asked for the one that it became (`from` id → `to` id). Returns the way back, for those that still name
 * the schools that they were given here.
 */
export async function followInSubmissions(becomes: ReadonlyMap<string, string>): Promise<() => Promise<void>> {
  const { submissions } = await listSubmissions();
  const touched = submissions.filter(({ schoolIds }) => schoolIds.some((id) => becomes.has(id)));
  if (touched.length === 0) return async () => undefined;
  const changes = await changeSubmissions(
    touched.map(({ id }) => id),
    (stored) => ({ ...stored, schoolIds: [...new Set(stored.schoolIds.map((id) => becomes.get(id) ?? id))], at: Date.now() }),
  );
  const changed = new Map(changes.map(({ before, after }) => [after.id, { before: before.schoolIds, after: after.schoolIds.join() }]));
  return async () => {
    await changeSubmissions([...changed.keys()], (stored) => {
      const change = changed.get(stored.id);
      return change && stored.schoolIds.join() === change.after ? { ...stored, schoolIds: change.before, at: Date.now() } : undefined;
    });
  };
}
