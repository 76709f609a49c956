import type { Result } from '../../utils/result.ts';
import { failure, success } from '../../utils/result.ts';
import type { FileFailure } from '../../utils/vault/bundle.ts';
import { openArchive, openBundle } from '../../utils/vault/bundle.ts';
import type { Records } from '../../utils/vault/records.ts';

/** `fileIsZip`: what was exported whole, as one ZIP; its profiles are a file in it. */
export type GivenFailure = FileFailure | 'fileIsZip';

/** A file that somebody chose: its records, or a bundle that asks for its passphrase first. */
export type Given = { kind: 'archive'; records: Records } | { kind: 'bundle'; bytes: Uint8Array };

const zipMark = [0x50, 0x4b, 3, 4];

export async function recognise(bytes: Uint8Array): Promise<Result<Given, GivenFailure>> {
  if (zipMark.every((byte, index) => bytes[index] === byte)) return failure('fileIsZip');
  const archive = openArchive(bytes);
  if (archive.ok) return success({ kind: 'archive', records: archive.value });
  if (archive.code !== 'fileNotOurs') return archive;
  // Without a passphrase a bundle tells whether it is one, and whole.
  const bundle = await openBundle(bytes, '');
  if (bundle.ok || bundle.code === 'passphraseEmpty') return success({ kind: 'bundle', bytes });
  return failure(bundle.code === 'passphraseWrong' ? 'fileAltered' : bundle.code, ...bundle.values);
}
