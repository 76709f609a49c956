import { Inflate } from 'fflate';

/** One part of a zip archive, still packed. */
export type Part = { packed: Uint8Array; method: number; encrypted: boolean };

const signatures = { end: 0x06054b50, directory: 0x02014b50, local: 0x04034b50 } as const;

/** Bytes that are handed to the inflater at once: they unpack to a thousand times as much at the most. */
const step = 16 * 1024;

function endOf(view: DataView): number | undefined {
  // The end record is the last 22 bytes and a comment of 64 KB at the most.
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at -= 1) if (view.getUint32(at, true) === signatures.end) return at;
  return undefined;
}

/**
 * The parts of a zip archive by their names, by its central directory. Nothing is unpacked, so that what nobody asks for costs
 * nothing, however large it is. Undefined where the bytes are no zip archive, or a damaged one.
 */
export function readArchive(bytes: Uint8Array): ReadonlyMap<string, Part> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === undefined) return undefined;
  const parts = new Map<string, Part>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== signatures.directory) return undefined;
    const flags = view.getUint16(at + 8, true);
    const size = view.getUint32(at + 20, true);
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (local + 30 > bytes.length || view.getUint32(local, true) !== signatures.local) return undefined;
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    parts.set(name, { packed: bytes.subarray(start, start + size), method: view.getUint16(at + 10, true), encrypted: (flags & 1) === 1 });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

/** What a part unpacks to, piece by piece: whoever takes them counts them, and stops when it is too much. Throws where it is damaged. */
export function* unpack({ packed, method }: Part): Generator<Uint8Array> {
  if (method === 0) {
    yield packed;
    return;
  }
  if (method !== 8) throw new DamagedPart();
  const pieces: Uint8Array[] = [];
  const inflate = new Inflate((piece) => pieces.push(piece));
  for (let at = 0; at < packed.length; at += step) {
    try {
      inflate.push(packed.subarray(at, at + step), at + step >= packed.length);
    } catch (error) {
      throw new DamagedPart({ cause: error });
    }
    yield* pieces.splice(0);
  }
}

/** A part that doesn't unpack. */
export class DamagedPart extends Error {
  constructor(options?: ErrorOptions) {
    super('A part of the archive does not unpack.', options);
  }
}
