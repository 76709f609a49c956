import { useRef } from 'preact/hooks';

type FileInputProps = {
  /** What the button says. */
  name: string;
  /** What the button is called where that is not enough. */
  label?: string;
  accept: string;
  multiple?: boolean;
  onFiles: (files: readonly File[]) => unknown;
  class?: string;
  disabled?: boolean;
  describedBy?: string | undefined;
};

/** A button that asks for a file in the browser's own dialog; `onFiles` gets at least one. */
export function FileInput({ name, label = name, accept, multiple = false, onFiles, class: look, disabled = false, describedBy }: FileInputProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        multiple={multiple}
        accept={accept}
        aria-label={label}
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file may be chosen again.
          event.currentTarget.value = '';
          return files.length > 0 ? onFiles(files) : undefined;
        }}
      />
      <button
        type="button"
        class={look}
        disabled={disabled}
        aria-label={label === name ? undefined : label}
        aria-describedby={describedBy}
        onClick={() => input.current?.click()}
      >
        {name}
      </button>
    </>
  );
}
