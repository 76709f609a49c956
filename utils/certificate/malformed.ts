/** Thrown by what reads ASN.1 in this folder, and caught where reading begins: the bytes are not what the standard says. */
export class Malformed extends Error {}

/** The value that `read` gives, or undefined where the bytes are malformed. Any other exception is a bug and goes on. */
export function readable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}
