import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from './text.ts';

/** A file dropped anywhere on the view, pasted, or chosen with the button. */
export function Dropzone({ onFile, small = false }: { onFile: (file: File) => void; small?: boolean }) {
  const { say } = useText();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
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
        <strong>{say(over ? 'open_release' : 'open_drop')}</strong>
        {!small && <span class="hint">{say('open_paste')}</span>}
      </p>
      {!small && (
        <>
          <input
            ref={input}
            class="visually-hidden"
            type="file"
            accept="application/pdf,.pdf"
            aria-label={say('open_choose')}
            tabIndex={-1}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = '';
              if (file) take.current(file);
            }}
          />
          <button type="button" class="primary" onClick={() => input.current?.click()}>
            {say('open_choose')}
          </button>
        </>
      )}
    </div>
  );
}
