import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ask } from '../../utils/extension/ask.ts';
import { LockChoice } from '../settings/LockChoice.tsx';
import { PassphraseField } from '../controls/PassphraseField.tsx';
import { Failure, Status } from '../controls/Status.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';
import { Card, cardId } from './Card.tsx';
import { judgeTyped, NewPassphrase, useTyped } from './NewPassphrase.tsx';
import type { StepAtHand } from '../step.ts';
import { useStep } from '../step.ts';

/** Plain or behind a passphrase: what that means, and how to change it. */
export function SecurityCard({ stored }: { stored: Stored }) {
  const text = useText();
  const { say } = text;
  const step = useStep(text);
  const fixed = stored.policy.settings;
  const { hasPassphrase } = stored.vault;
  // The form that was sent is gone by then, and the focus with it.
  const take: StepAtHand['take'] = async (action, said) => {
    const taken = await step.take(action, said);
    if (taken) document.getElementById(cardId('security'))?.focus();
    return taken;
  };
  return (
    <Card card="security">
      <p class={hasPassphrase ? 'notice well' : 'notice warns'}>{say(hasPassphrase ? 'data_sealed' : 'data_plain')}</p>
      {step.failed && <Failure text={step.failed} />}
      <Status busy={step.busy} text={step.busy ? say('vault_unlocking') : step.done} />
      {hasPassphrase ? (
        <>
          <p class="row">
            <button type="button" class="primary" onClick={() => step.take(() => ask({ type: 'lock' }))}>
              {say('lock_now')}
            </button>
          </p>
          <details>
            <summary>{say('passphrase_change')}</summary>
            <ChangeForm busy={step.busy} take={take} />
          </details>
          <details>
            <summary>{say('passphrase_remove')}</summary>
            <RemoveForm busy={step.busy} take={take} />
          </details>
        </>
      ) : (
        <SetForm busy={step.busy} take={take} />
      )}
      <LockChoice
        settings={{ ...stored.settings, ...fixed }}
        fixed={fixed.lockAfter !== undefined}
        onChange={({ lockAfter }) => stored.setSettings({ ...stored.settings, lockAfter })}
      />
    </Card>
  );
}

type FormProps = Pick<StepAtHand, 'busy' | 'take'>;

function Form({ busy, button, danger = false, onSend, children }: FormBodyProps) {
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void onSend();
      }}
    >
      {children}
      <p class="row">
        <button type="submit" class={danger ? 'danger' : 'primary'} disabled={busy}>
          {button}
        </button>
      </p>
    </form>
  );
}
type FormBodyProps = { busy: boolean; button: string; danger?: boolean; onSend: () => Promise<unknown>; children: ComponentChildren };

function SetForm({ busy, take }: FormProps) {
  const { say } = useText();
  const { typed, type } = useTyped();
  const send = () =>
    take(async () => {
      const chosen = judgeTyped(typed);
      return chosen.ok ? ask({ type: 'setPassphrase', passphrase: chosen.value }) : chosen;
    }, say('passphrase_isSet'));
  return (
    <Form busy={busy} button={say('passphrase_set')} onSend={send}>
      <p>
        <strong>{say('passphrase_lost')}</strong>
      </p>
      <NewPassphrase id="set" typed={typed} onType={type} />
    </Form>
  );
}

function ChangeForm({ busy, take }: FormProps) {
  const { say } = useText();
  const [old, setOld] = useState('');
  const { typed, type, clear } = useTyped();
  const send = async () => {
    const changed = await take(async () => {
      const chosen = judgeTyped(typed);
      return chosen.ok ? ask({ type: 'changePassphrase', old, passphrase: chosen.value }) : chosen;
    }, say('passphrase_isChanged'));
    if (!changed) return;
    setOld('');
    clear();
  };
  return (
    <Form busy={busy} button={say('passphrase_change')} onSend={send}>
      <PassphraseField id="change-old" label={say('passphrase_old')} value={old} autocomplete="current-password" onType={setOld} />
      <NewPassphrase id="change" typed={typed} onType={type} />
    </Form>
  );
}

function RemoveForm({ busy, take }: FormProps) {
  const { say } = useText();
  const [passphrase, setPassphrase] = useState('');
  const send = () => take(() => ask({ type: 'removePassphrase', passphrase }), say('passphrase_isRemoved'));
  return (
    <Form busy={busy} button={say('passphrase_remove')} danger onSend={send}>
      <p>{say('passphrase_removeWhy')}</p>
      <PassphraseField id="remove" label={say('passphrase_old')} value={passphrase} autocomplete="current-password" onType={setPassphrase} />
    </Form>
  );
}
