import { PDFDocument, PDFRawStream, PDFRef } from 'pdf-lib';
import { fromLatin1 } from '../bytes.ts';

/** An encrypted stream: the object that it is, which its key depends on, and its data. */
export type EncryptedStream = { number: number; generation: number; data: Uint8Array };

/** How often one object may have been written anew. */
const mostRevisions = 32;

/** The last said counts, as for readers. */
function lastOf(text: string, pattern: RegExp): string | undefined {
  return [...text.matchAll(pattern)].at(-1)?.[1];
}

/** What a file says of its encryption, as a file without anything else can say it again. */
function encryptionOf(text: string): { objects: string; trailer: string } | undefined {
  const reference = lastOf(text, /\/Encrypt\s+(\d+\s+\d+)\s+R/g);
  const identity = lastOf(text, /\/ID\s*\[\s*(<[^>]*>|\((?:\\.|[^\\)])*\))/gs) ?? '<>';
  if (!reference) return undefined;
  const object = lastOf(text, new RegExp(`(?:^|[^\\d])(${reference.replace(/\s+/, '\\s+')}\\s+obj.{1,4000}?endobj)`, 'gs'));
  return object === undefined ? undefined : { objects: object, trailer: `/Encrypt ${reference} R /ID [${identity} ${identity}]` };
}

/** A file of these streams alone, none of which says what is in it: reading it decrypts them and decodes nothing. */
async function decryptAll(
  streams: readonly EncryptedStream[],
  encryption: { objects: string; trailer: string },
  root: number,
): Promise<Map<EncryptedStream, Uint8Array>> {
  const parts: BlobPart[] = [`%PDF-1.7\n${root} 0 obj\n<< /Type /Catalog >>\nendobj\n`, fromLatin1(encryption.objects), '\n'];
  for (const { number, generation, data } of streams)
    parts.push(`${number} ${generation} obj\n<< /Length ${data.length} >>\nstream\n`, data.slice(), '\nendstream\nendobj\n');
  parts.push(`trailer\n<< /Root ${root} 0 R ${encryption.trailer} >>\n`);
  const file = new Uint8Array(await new Blob(parts).arrayBuffer());
  const document = await PDFDocument.load(file, { password: '', updateMetadata: false });
  return new Map(
    streams.flatMap((stream) => {
      const plain = document.context.lookup(PDFRef.of(stream.number, stream.generation));
      return plain instanceof PDFRawStream ? [[stream, plain.contents] as const] : [];
    }),
  );
}

/**
 * Streams of an encrypted file that asks for no password → their data, still behind its filters. Empty where the file is not
 * encrypted, or where nobody can read it without a password. `text` is the file, one character a byte.
 */
export async function decrypt(text: string, streams: readonly EncryptedStream[]): Promise<Map<EncryptedStream, Uint8Array>> {
  const encryption = encryptionOf(text);
  if (!encryption) return new Map();
  // Objects that were written anew have the same number: each writing is read in a file of its own.
  const revisions: EncryptedStream[][] = [];
  const times = new Map<string, number>();
  for (const stream of streams) {
    const name = `${stream.number} ${stream.generation}`;
    const revision = times.get(name) ?? 0;
    times.set(name, revision + 1);
    if (revision >= mostRevisions) continue;
    const same = revisions[revision] ?? [];
    same.push(stream);
    revisions[revision] = same;
  }
  const own = Number(/\d+/.exec(encryption.objects)?.[0] ?? 0);
  const root = streams.reduce((most, { number }) => Math.max(most, number), own) + 1;
  const plain = new Map<EncryptedStream, Uint8Array>();
  for (const revision of revisions) {
    try {
      for (const [stream, data] of await decryptAll(revision, encryption, root)) plain.set(stream, data);
    } catch (error) {
      // Of a wrong password, an unknown cipher or a damaged dictionary it makes plain errors: then no reader opens the file.
      if (!(error instanceof Error)) throw error;
      return new Map();
    }
  }
  return plain;
}
