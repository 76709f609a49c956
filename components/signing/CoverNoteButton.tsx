import { download } from '../../utils/extension/download.ts';
import type { Result } from '../../utils/result.ts';
import { useStep } from '../step.ts';
import { Failure, Status } from '../controls/Status.tsx';
import type { Text } from '../text.ts';
import { useText } from '../text.ts';
import type { NoteFile } from './coverNote.ts';

/** Hands over the note of what is to be signed by pen, and how. */
export function CoverNoteButton({ make }: { make: (text: Text) => Promise<Result<NoteFile, string>> }) {
  const text = useText();
  const step = useStep(text);
  const take = () =>
    step.take(async () => {
      const made = await make(text);
      if (made.ok) download(made.value);
      return made;
    });
  return (
    <div class="cover-note">
      <p class="row">
        <button type="button" disabled={step.busy} onClick={take}>
          {text.say('note_get')}
        </button>
        <span class="hint">{text.say('note_hint')}</span>
      </p>
      <Status busy={step.busy} text={step.busy ? text.say('note_making') : ''} />
      {step.failed && <Failure text={step.failed} />}
    </div>
  );
}
