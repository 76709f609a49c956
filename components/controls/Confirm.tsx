import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../text.ts';

type ConfirmProps = { name: string; ask: string; yes: string; onYes: () => Promise<void> };

/** A button for what can't be undone: it asks once more, and says what will be gone. */
export function Confirm({ name, ask, yes, onYes }: ConfirmProps) {
  const { say } = useText();
  const [asked, setAsked] = useState(false);
  const no = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const moved = useRef(false);
  // The button that had the focus is gone.
  useEffect(() => {
    if (asked || moved.current) (asked ? no : first).current?.focus();
    moved.current = asked;
  }, [asked]);
  const confirm = async () => {
    await onYes();
    setAsked(false);
  };
  if (!asked) {
    return (
      <button ref={first} type="button" class="danger" onClick={() => setAsked(true)}>
        {name}
      </button>
    );
  }
  return (
    <fieldset class="notice blocks" aria-label={name}>
      <p>{ask}</p>
      <p class="row">
        <button type="button" class="danger" onClick={confirm}>
          {yes}
        </button>
        <button ref={no} type="button" onClick={() => setAsked(false)}>
          {say('cancel')}
        </button>
      </p>
    </fieldset>
  );
}
