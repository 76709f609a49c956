import { addressFor } from '../../utils/batch/letters.ts';
import type { Submission } from '../../utils/batch/submission.ts';
import { withEngine } from '../../utils/extension/engine-host.ts';
import { formOf } from '../../utils/extension/submissions.ts';
import type { FormMap } from '../../utils/intake/form.ts';
import type { CoverNote, NotedForm } from '../../utils/intake/note.ts';
import { place } from '../../utils/intake/placing.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import type { Result } from '../../utils/result.ts';
import { success } from '../../utils/result.ts';
import type { Text } from '../text.ts';

/** A form that is to be signed by pen. `map`: as placed; absent where the form is kept no longer. */
export type FormToSign = { name: string; fileName: string; request: AccessRequest; map?: FormMap | undefined };

const thirds = ['first', 'second', 'third'] as const;
const thirdOf = (at: number, length: number) => thirds[Math.min(2, Math.floor((3 * at) / length))] ?? 'third';

/** Where the signature goes, in words: "Bladzijde 2, onderaan links". */
function notedOf({ name, fileName, map }: FormToSign, { say }: Text): NotedForm {
  const found = map?.places.find(({ key }) => key === 'signature');
  const page = found && map?.pages[found.page];
  if (!found || !page) return { name, fileName, where: say('note_whereUnknown') };
  const [left, bottom, right, top] = found.box;
  const down = say(`note_down_${thirdOf(page.height - (bottom + top) / 2, page.height)}`);
  const across = say(`note_across_${thirdOf((left + right) / 2, page.width)}`);
  return { name, fileName, where: say('note_where', String(found.page + 1), down, across), place: { page, box: found.box } };
}

/** What the note says, in the person's language. */
function noteOf(forms: readonly FormToSign[], text: Text): CoverNote {
  const { say, count } = text;
  const names = (values: readonly string[]) => [...new Set(values.map((value) => value.trim()).filter(Boolean))].join(', ');
  const applicants = names(forms.map(({ request: { applicant } }) => [applicant.name.trim(), applicant.role.trim()].filter(Boolean).join(' – ')));
  const signer = names(forms.map(({ request }) => request.applicant.name)) || say('note_theApplicant');
  return {
    title: say('note_title'),
    intro: [count('note_intro', forms.length), applicants && say('note_applicant', applicants)].filter(Boolean).join(' '),
    columns: { name: say('note_school'), fileName: say('note_file'), where: say('note_whereHead') },
    forms: forms.map((form) => notedOf(form, text)),
    stepsTitle: say('note_steps'),
    steps: [
      say('note_stepPrint'),
      say('note_stepSign', signer),
      say('note_stepScan'),
      say('note_stepBack'),
      say('note_stepSend', names(forms.map(({ request }) => addressFor(request)))),
    ],
    caption: say('note_caption'),
    footer: say('note_footer'),
  };
}

export type NoteFile = { fileName: string; bytes: Uint8Array; type: 'application/pdf' };

/** The one-page note that goes with these forms; longer where they are many. */
export async function makeNote(forms: readonly FormToSign[], text: Text): Promise<Result<NoteFile, string>> {
  const made = await withEngine((engine) => engine.note(noteOf(forms, text)));
  if (!made.ok) return made;
  const [only] = forms;
  const about = forms.length === 1 && only ? only.fileName.replace(/\.pdf$/i, '') : text.count('note_files', forms.length);
  return success({ fileName: `${text.say('note_fileName')}-${about}.pdf`, bytes: made.value, type: 'application/pdf' });
}

/** The note for what is in the outbox: one for all of these submissions. */
export async function coverNoteFor(submissions: readonly Submission[], text: Text): Promise<Result<NoteFile, string>> {
  const maps = new Map<string, FormMap | undefined>();
  for (const fingerprint of new Set(submissions.map(({ form }) => form.fingerprint))) {
    const form = await formOf(fingerprint);
    maps.set(fingerprint, form && place(form.map, form.placements));
  }
  return makeNote(
    submissions.map(({ name, fileName, request, form }) => ({ name, fileName, request, map: maps.get(form.fingerprint) })),
    text,
  );
}
