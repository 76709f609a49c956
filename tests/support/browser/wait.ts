/** Pauses in milliseconds. */
export const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/** Asks until there is an answer; after `limit` milliseconds it throws with what was waited for and what was last seen. */
export async function settle<Value>(what: string, ask: () => Promise<Value | undefined> | Value | undefined, limit = 40_000): Promise<Value> {
  const end = Date.now() + limit;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
      last = undefined;
    } catch (error) {
      // A page that is being replaced can't answer; the next round asks the new one.
      last = error;
    }
    if (Date.now() > end) throw new Error(`Waited ${limit / 1000} s for ${what}`, { cause: last });
    await pause(100);
  }
}
