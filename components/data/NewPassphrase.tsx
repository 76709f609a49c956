import { useState } from 'preact/hooks';
import type { MessageKey } from '../../utils/i18n.ts';
import type { Result } from '../../utils/result.ts';
import { failure, success } from '../../utils/result.ts';
import { PassphraseField } from '../controls/PassphraseField.tsx';
import { useText } from '../text.ts';
import { advisedLength, strengthOf } from './strength.ts';

/** A passphrase as it is being chosen, typed twice. */
export type Typed = { passphrase: string; again: string };

const nothingTyped: Typed = { passphrase: '', again: '' };

export function useTyped() {
  const [typed, setTyped] = useState(nothingTyped);
  const type = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }));
  return { typed, type, clear: () => setTyped(nothingTyped) };
}

export function judgeTyped({ passphrase, again }: Typed): Result<string, 'passphraseEmpty' | 'passphraseTwice'> {
  if (passphrase === '') return failure('passphraseEmpty');
  return passphrase === again ? success(passphrase) : failure('passphraseTwice');
}

type NewPassphraseProps = {
  id: string;
  typed: Typed;
  labels?: { once: MessageKey; again: MessageKey };
  /** A password manager fills both fields at once: each tells only of itself. */
  onType: (part: Partial<Typed>) => void;
};

const own = { once: 'passphrase_new', again: 'passphrase_again' } as const;

export function NewPassphrase({ id, typed, labels = own, onType }: NewPassphraseProps) {
  const { say } = useText();
  const strength = strengthOf(typed.passphrase);
  return (
    <>
      <PassphraseField
        id={`${id}-new`}
        label={say(labels.once)}
        hint={say('passphrase_advice', String(advisedLength))}
        value={typed.passphrase}
        autocomplete="new-password"
        onType={(passphrase) => onType({ passphrase })}
      />
      <p class={strength === 'fine' ? 'strength fine' : 'strength'} role="status">
        {strength ? say(`passphrase_is_${strength}`, String(advisedLength)) : ''}
      </p>
      <PassphraseField id={`${id}-again`} label={say(labels.again)} value={typed.again} autocomplete="new-password" onType={(again) => onType({ again })} />
    </>
  );
}
