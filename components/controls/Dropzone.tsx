import { useEffect, useRef, useState } from 'preact/hooks';
import type { MessageKey } from '../../utils/i18n.ts';
import { FileInput } from './FileInput.tsx';
import { useText } from '../text.ts';

type DropzoneProps = {
  onFile: (file: File) => void;
  small?: boolean;
  /** What is asked for, and which files the browser's dialog shows. */
  asked?: { drop: MessageKey; choose: MessageKey; accept: string };
};

const form = { drop: 'open_drop', choose: 'open_choose', accept: 'application/pdf,.pdf' } as const;

/** A file dropped anywhere on the view, pasted, or chosen with the button. */
export function Dropzone({ onFile, small = false, asked = form }: DropzoneProps) {
  const { say } = useText();
  const [over, setOver] = useState(false);
  const take = useRef(onFile);
  take.current = onFile;

  useEffect(() => {
    const given = (list: FileList | undefined | null) => {
      const [file] = list ?? [];
      if (file) take.current(file);
      return file !== undefined;
    };
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      // Without this the browser leaves for the dropped file.
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (given(event.dataTransfer?.files)) event.preventDefault();
    };
    const paste = (event: ClipboardEvent) => {
      if (given(event.clipboardData?.files)) event.preventDefault();
    };
    document.addEventListener('dragover', drag);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('dragover', drag);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, []);

  return (
    <div class={`dropzone${over ? ' over' : ''}${small ? ' small' : ''}`}>
      <p>
        <strong>{say(over ? 'open_release' : asked.drop)}</strong>
        {!small && <span class="hint">{say('open_paste')}</span>}
      </p>
      {!small && <FileInput class="primary" name={say(asked.choose)} accept={asked.accept} onFiles={([file]) => file && onFile(file)} />}
    </div>
  );
}
