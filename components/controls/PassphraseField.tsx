import { useEffect, useRef } from 'preact/hooks';

type PassphraseFieldProps = {
  id: string;
  label: string;
  value: string;
  autocomplete: 'current-password' | 'new-password';
  hint?: string;
  focused?: boolean;
  onType: (value: string) => void;
};

/** Shows dots; nothing of it is kept once it was used. */
export function PassphraseField({ id, label, value, autocomplete, hint, focused = false, onType }: PassphraseFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) input.current?.focus();
  }, []);
  return (
    <div class="field">
      <label for={`passphrase-${id}`}>{label}</label>
      {hint && (
        <p class="hint" id={`passphrase-${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        ref={input}
        id={`passphrase-${id}`}
        type="password"
        value={value}
        maxLength={1000}
        autocomplete={autocomplete}
        aria-describedby={hint && `passphrase-${id}-hint`}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </div>
  );
}
