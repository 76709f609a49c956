import { useMemo, useState } from 'preact/hooks';
import { download } from '../../utils/extension/download.ts';
import { failure, success } from '../../utils/result.ts';
import { packBundle } from '../../utils/vault/bundle.ts';
import { Failure, Status } from '../controls/Status.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';
import { Card } from './Card.tsx';
import { judgeTyped, NewPassphrase, useTyped } from './NewPassphrase.tsx';
import { ProfileChoice } from './ProfileChoice.tsx';
import { hasDirectors, shareableIn, shareKinds } from './shareable.ts';
import { useStep } from '../step.ts';

const labels = { once: 'share_passphraseNew', again: 'share_passphraseAgain' } as const;

/** A file of chosen profiles for somebody else, that only a passphrase of its own opens. */
export function ShareCard({ stored, today }: { stored: Stored; today: string }) {
  const text = useText();
  const { say, count } = text;
  const records = useMemo(() => new Map(Object.entries(stored.vault.records)), [stored.vault]);
  const shareable = useMemo(() => shareableIn(records), [records]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [directors, setDirectors] = useState(false);
  const [signatures, setSignatures] = useState(false);
  const { typed, type, clear } = useTyped();
  const step = useStep(text);
  const kinds = shareKinds.filter((kind) => shareable[kind].length > 0);
  const keys = kinds.flatMap((kind) => shareable[kind].map(({ key }) => key)).filter((key) => !left.has(key));
  const withDirectors = hasDirectors(records, keys);
  const withSignatures = shareable.signatures.length > 0;
  const all = withSignatures && signatures ? [...keys, ...shareable.signatures] : keys;

  if (kinds.length === 0 && !withSignatures) {
    return (
      <Card card="share">
        <p class="hint">{say('share_nothing')}</p>
      </Card>
    );
  }
  const share = async (event: Event) => {
    event.preventDefault();
    const made = await step.take(
      async () => {
        if (all.length === 0) return failure('nothingChosen');
        const chosen = judgeTyped(typed);
        if (!chosen.ok) return chosen;
        const bundle = await packBundle(records, { keys: all, directors, signatures }, chosen.value);
        if (!bundle.ok) return bundle;
        download({ fileName: `intakehulp-${today}.intakehulp`, bytes: bundle.value, type: 'application/octet-stream' });
        return success(undefined);
      },
      count('share_made', all.length),
    );
    if (made) clear();
  };
  return (
    <Card card="share">
      <p class="hint">{say('share_hint')}</p>
      <form class="form" onSubmit={share}>
        {kinds.map((kind) => (
          <ProfileChoice key={kind} kind={kind} named={shareable[kind]} left={left} onLeave={setLeft} />
        ))}
        {(withDirectors || withSignatures) && (
          <div>
            {withDirectors && <Box label={say('share_directors')} checked={directors} onCheck={setDirectors} />}
            {withSignatures && <Box label={say('share_signatures')} checked={signatures} onCheck={setSignatures} />}
          </div>
        )}
        <p>{say('share_passphrase')}</p>
        <NewPassphrase id="share" typed={typed} labels={labels} onType={type} />
        {step.failed && <Failure text={step.failed} />}
        <p class="row">
          <button type="submit" class="primary" disabled={step.busy}>
            {say('share_make')}
          </button>
        </p>
        <Status busy={step.busy} text={step.busy ? say('vault_unlocking') : step.done} />
      </form>
    </Card>
  );
}

function Box({ label, checked, onCheck }: { label: string; checked: boolean; onCheck: (checked: boolean) => void }) {
  return (
    <label class="choice">
      <input type="checkbox" checked={checked} onChange={(event) => onCheck(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
