import { downloadZip } from 'client-zip';
import type { Submission } from '../../utils/batch/submission.ts';
import type { DownloadFile } from '../../utils/extension/download.ts';
import type { StoredForm, StoredOutcome } from '../../utils/extension/files.ts';
import type { Settings } from '../../utils/extension/store.ts';
import { printArchive } from '../../utils/vault/bundle.ts';
import type { Records } from '../../utils/vault/records.ts';
import type { ShownWork } from '../stored.ts';

export type Takeout = {
  records: Records;
  settings: Settings;
  work: ShownWork;
  files: { forms: readonly StoredForm[]; outcomes: readonly StoredOutcome[]; placements: readonly unknown[] };
  outbox: { submissions: readonly Submission[]; pdfs: readonly { name: string; bytes: Uint8Array; at: number }[] };
  /** Each PDF under which a stored signature was put. */
  handUses: readonly unknown[];
  /** Today, yyyy-mm-dd. */
  date: string;
};

/** Without what a file system may not take, or takes for a folder. */
const plainName = (name: string) => name.replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, '-').replace(/^[. -]+|[. ]+$/g, '') || 'formulier.pdf';

/** Each in the folder under its own name; two of the same name are told apart by a number. */
function filed(folder: string, files: readonly { name: string; bytes: Uint8Array; at: number }[]) {
  const used = new Set<string>();
  return files.map(({ name, bytes, at }) => {
    const plain = plainName(name);
    let free = plain;
    for (let number = 2; used.has(free.toLowerCase()); number += 1) free = plain.replace(/(\.[^.]*)?$/, (ending) => ` (${number})${ending}`);
    used.add(free.toLowerCase());
    return { name: `${folder}/${free}`, lastModified: new Date(at), input: new Uint8Array(bytes) };
  });
}

/** All that stands on disk, as one ZIP: profiles (to be taken in again), choices and what was pointed out on forms, opened forms, made PDFs, and what was handed in. */
export async function zipEverything({ records, settings, work, files, outbox, handUses, date }: Takeout): Promise<DownloadFile> {
  const entries = [
    { name: 'profielen.json', lastModified: new Date(), input: printArchive(records, date) },
    { name: 'instellingen.json', lastModified: new Date(), input: `${JSON.stringify({ settings, work, placements: files.placements }, null, 2)}\n` },
    ...filed(
      'formulieren',
      files.forms.map(({ name, bytes, openedAt }) => ({ name, bytes, at: openedAt })),
    ),
    ...filed(
      'pdfs',
      files.outcomes.map(({ fileName, bytes, at }) => ({ name: fileName, bytes, at })),
    ),
    { name: 'handtekeningen.json', lastModified: new Date(), input: `${JSON.stringify(handUses, null, 2)}\n` },
    { name: 'uitgaand.json', lastModified: new Date(), input: `${JSON.stringify(outbox.submissions, null, 2)}\n` },
    ...filed('uitgaand', outbox.pdfs),
  ];
  const zip = await downloadZip(entries).arrayBuffer();
  return { fileName: `intakehulp-alles-${date}.zip`, bytes: new Uint8Array(zip), type: 'application/zip' };
}
