import { useState } from 'preact/hooks';
import { ask } from '../../utils/extension/ask.ts';
import { download, jsonFile } from '../../utils/extension/download.ts';
import { storedVault } from '../../utils/extension/vault-export.ts';
import { localDate } from '../../utils/intake/values.ts';
import { Confirm } from '../controls/Confirm.tsx';
import { PassphraseField } from '../controls/PassphraseField.tsx';
import { Failure } from '../controls/Status.tsx';
import type { StoreFailure } from '../stored.ts';
import { useText } from '../text.ts';

/** What stands in the place of every view as long as the vault gives nothing: the passphrase is needed, or it cannot be opened. */
export function ClosedVault({ failure }: { failure: StoreFailure }) {
  return <main class="closed">{failure.code === 'vaultLocked' ? <Unlock /> : <Trouble failure={failure} />}</main>;
}

function Unlock() {
  const text = useText();
  const { say } = text;
  const [passphrase, setPassphrase] = useState('');
  const [failed, setFailed] = useState<StoreFailure>();
  const [busy, setBusy] = useState(false);
  const [forgotten, setForgotten] = useState(false);
  const unlock = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const unlocked = await ask({ type: 'unlock', passphrase });
    setBusy(false);
    setFailed(unlocked.ok ? undefined : unlocked);
  };
  return (
    <section class="card narrow">
      <h1 tabIndex={-1}>{say('vault_locked')}</h1>
      <p>{say('vault_lockedWhy')}</p>
      <form onSubmit={unlock}>
        <PassphraseField id="unlock" label={say('vault_passphrase')} value={passphrase} autocomplete="current-password" focused onType={setPassphrase} />
        {failed && <Failure text={text.code('error', failed.code, failed.values)} />}
        <p class="row">
          <button type="submit" class="primary" disabled={busy}>
            {say(busy ? 'vault_unlocking' : 'vault_unlock')}
          </button>
          <button type="button" class="quiet" aria-expanded={forgotten} onClick={() => setForgotten(!forgotten)}>
            {say('vault_forgotten')}
          </button>
        </p>
      </form>
      {forgotten && (
        <Confirm
          name={say('settings_erase')}
          ask={`${say('vault_forgottenWhy')} ${say('settings_eraseAsk')}`}
          yes={say('settings_eraseConfirm')}
          onYes={async () => void (await ask({ type: 'erase' }))}
        />
      )}
    </section>
  );
}

/** Nothing is written over what cannot be read: the person takes it along, and decides. */
function Trouble({ failure }: { failure: StoreFailure }) {
  const text = useText();
  const { say } = text;
  const canBegin = failure.code === 'vaultUnreadable' || failure.code === 'vaultLockDamaged';
  const exportAll = async () => download(jsonFile(`intakehulp-onleesbaar-${localDate(new Date())}.json`, await storedVault()));
  return (
    <section class="card narrow">
      <h1 tabIndex={-1}>{say('vault_trouble')}</h1>
      <Failure text={text.code('error', failure.code, failure.values)} />
      <p>{say('vault_troubleKept')}</p>
      <p class="row">
        <button type="button" onClick={() => location.reload()}>
          {say('vault_again')}
        </button>
        <button type="button" onClick={exportAll}>
          {say('vault_exportRaw')}
        </button>
      </p>
      {canBegin && (
        <Confirm
          name={say('vault_beginAnew')}
          ask={say('vault_beginAnewAsk')}
          yes={say('vault_beginAnew')}
          onYes={async () => void (await ask({ type: 'beginAnew' }))}
        />
      )}
    </section>
  );
}
