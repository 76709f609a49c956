/** What storage.sync takes, in bytes: an item is its key and its value's JSON. What is more, browsers refuse. */
export const syncQuota = { total: 102_400, item: 8_192, items: 512 } as const;

/** Of the whole, Firefox counts the JSON: around each item two quotes, a colon and a comma or brace, and one brace more. */
const between = 4;
const around = 1;

/** Chromium writes these as six bytes (`\u003C`) where JSON.stringify leaves them as they are. */
const escaped = /[<\u2028\u2029]/g;

/** As many bytes as a browser counts for an item, or a few more. */
export function syncedBytes(key: string, value: unknown): number {
  const text = JSON.stringify(value).replace(escaped, '\\u0000');
  return new TextEncoder().encode(key + text).length;
}

/** How much storage.sync holds, and whether one item more, or another in its place, still goes in. */
export class SyncRoom {
  readonly #sizes: Map<string, number>;
  #total = around;

  constructor(items: ReadonlyMap<string, unknown>) {
    this.#sizes = new Map([...items].map(([key, value]) => [key, syncedBytes(key, value) + between]));
    for (const size of this.#sizes.values()) this.#total += size;
  }

  /** Takes the item in where it fits: then it counts from here on. */
  take(key: string, value: unknown): 'taken' | 'tooBig' | 'full' {
    const bytes = syncedBytes(key, value);
    if (bytes > syncQuota.item) return 'tooBig';
    const size = bytes + between;
    const before = this.#sizes.get(key);
    const total = this.#total - (before ?? 0) + size;
    // What grows no bigger is never refused: where other machines filled it to the brim, a removal still goes in.
    if (before === undefined ? total > syncQuota.total || this.#sizes.size >= syncQuota.items : total > syncQuota.total && size > before) return 'full';
    this.#sizes.set(key, size);
    this.#total = total;
    return 'taken';
  }

  drop(key: string): void {
    this.#total -= this.#sizes.get(key) ?? 0;
    this.#sizes.delete(key);
  }
}

/** A browser takes 120 writes a minute and 1,800 an hour, and a synchronisation makes two at most: this stays far below. */
const paces = [
  { within: 60_000, writes: 20 },
  { within: 3_600_000, writes: 300 },
] as const;

/** When it was written lately (milliseconds since 1970), without what no pace looks at any more. A clock set back forgets what is to come. */
export function recentWrites(writes: readonly number[], now: number): number[] {
  return writes.filter((at) => at <= now && now - at < Math.max(...paces.map(({ within }) => within)));
}

export function mayWrite(writes: readonly number[], now: number): boolean {
  return paces.every((pace) => recentWrites(writes, now).filter((at) => now - at < pace.within).length < pace.writes);
}
