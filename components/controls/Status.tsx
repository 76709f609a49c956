/** Says aloud what happens; always in the document, since a live region that comes with its text is not read. */
export function Status({ text, busy = false }: { text: string; busy?: boolean }) {
  return (
    <p class={busy ? 'status busy' : 'status'} role="status">
      {text}
    </p>
  );
}

/** A failure in its own sentence. */
export function Failure({ text }: { text: string }) {
  return (
    <p class="notice blocks" role="alert">
      {text}
    </p>
  );
}
