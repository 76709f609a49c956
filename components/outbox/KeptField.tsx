import { useEffect, useId, useRef, useState } from 'preact/hooks';

type KeptFieldProps = {
  label: string;
  hint?: string;
  value: string;
  long?: boolean;
  /** Stores it; the sentence says why it was not. */
  onKeep: (typed: string) => Promise<string>;
};

/** Milliseconds after the last keystroke. */
const rest = 400;

/** A field that is stored when typing rests, and when it is left. What others store meanwhile shows where nobody types. */
export function KeptField({ label, hint, value, long = false, onKeep }: KeptFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const [failed, setFailed] = useState('');
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; keep: () => void }>(undefined);

  const flush = () => {
    const now = waiting.current;
    if (!now) return;
    clearTimeout(now.timer);
    waiting.current = undefined;
    now.keep();
  };
  const type = (next: string) => {
    setTyped(next);
    if (waiting.current) clearTimeout(waiting.current.timer);
    const keep = () =>
      void onKeep(next).then((why) => {
        setFailed(why);
        if (!why) setTyped((now) => (now === next ? undefined : now));
      });
    waiting.current = { keep, timer: setTimeout(flush, rest) };
  };
  useEffect(() => flush, []);

  const shared = {
    id,
    value: typed ?? value,
    'aria-describedby': [hint && `${id}-hint`, failed && `${id}-failed`].filter(Boolean).join(' ') || undefined,
    'aria-invalid': failed !== '',
    onInput: (event: { currentTarget: { value: string } }) => type(event.currentTarget.value),
    onBlur: flush,
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {long ? <textarea {...shared} rows={3} /> : <input {...shared} type="text" autocomplete="off" autocapitalize="off" spellcheck={false} />}
      {failed && (
        <p class="field-problems" id={`${id}-failed`} role="alert">
          <span class="blocks">{failed}</span>
        </p>
      )}
    </div>
  );
}
