import type { Handwriting } from '../intake/form.ts';
import { compareNames } from '../intake/order.ts';
import { kinds, splitKey } from '../vault/kinds.ts';
import { pack, unpack } from './handwriting.ts';

/** A hand that the person chose to keep in the vault, under a name of their own. */
export type KeptSignature = { id: string; name: string; mention?: Handwriting; signature?: Handwriting };

export const signatureKey = (id: string) => `signature:${id}`;

/** The stored signatures among the vault's records, by name. */
export function signaturesIn(records: Readonly<Record<string, unknown>>): KeptSignature[] {
  const found = Object.entries(records).flatMap(([key, record]): KeptSignature[] => {
    const read = splitKey(key)?.kind === 'signature' ? kinds.signature.schema.safeParse(record).data : undefined;
    if (!read) return [];
    const [mention, signature] = [unpack(read.mention), unpack(read.signature)];
    return [{ id: read.id, name: read.name, ...(mention && { mention }), ...(signature && { signature }) }];
  });
  return found.sort((a, b) => compareNames(a.name, b.name));
}

/** As the vault keeps it. */
export function signatureRecord({ id, name, mention, signature }: KeptSignature): Record<string, unknown> {
  return { id, name, ...(mention && { mention: pack(mention) }), ...(signature && { signature: pack(signature) }) };
}
