import { joinBytes } from '../bytes.ts';

/**
 * The body of an answer, or undefined when it goes on past `most` bytes: no more than that is ever in memory. A server may lie about the
 * length, so both what it says and what comes are looked at.
 */
export async function readCapped(response: Response, most: number): Promise<Uint8Array | undefined> {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = Number(response.headers.get('content-length') ?? 0) > most ? Number.POSITIVE_INFINITY : 0;
  while (length <= most) {
    const { done, value } = await reader.read();
    if (done) return joinBytes(chunks);
    chunks.push(value);
    length += value.length;
  }
  await reader.cancel();
  return undefined;
}
