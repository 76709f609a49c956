/** One at a time over all pages and the background; whoever dies while it has its turn gives it up. */
export function exclusively<Value>(name: string, step: () => Promise<Value>): Promise<Value> {
  return navigator.locks.request(name, step) as Promise<Value>;
}

/** As `exclusively`, but without waiting: undefined where somebody else has the turn. */
export async function ifFree<Value>(name: string, step: () => Promise<Value>): Promise<Value | undefined> {
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? step() : undefined));
}
