/**
 * What WebCrypto gives, or undefined where it refuses: numbers that are no key (a point beside its curve), a padding that does not fit. It does so with a
 * DOMException; a TypeError is a mistake of ours and goes on.
 */
export async function unlessRefused<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
