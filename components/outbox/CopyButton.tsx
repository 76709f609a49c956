import { useState } from 'preact/hooks';
import { Status } from '../controls/Status.tsx';
import { useText } from '../text.ts';

/** Puts a text on the clipboard, and says whether it stands there: a browser may refuse. */
export function CopyButton({ name, text }: { name: string; text: string }) {
  const { say } = useText();
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(say('outbox_copied'));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      setSaid(say('outbox_notCopied'));
    }
  };
  return (
    <>
      <button type="button" onClick={copy}>
        {name}
      </button>
      <Status text={said} />
    </>
  );
}
