import { useText } from '../text.ts';

/** What was done, with a way back for as long as it stands there. */
export function Toast({ text, onUndo, onClose }: { text: string; onUndo: () => void; onClose: () => void }) {
  const { say } = useText();
  return (
    <div class="toast">
      <span>{text}</span>
      <button type="button" onClick={onUndo}>
        {say('undo')}
      </button>
      <button type="button" class="quiet" aria-label={say('close')} onClick={onClose}>
        ×
      </button>
    </div>
  );
}
