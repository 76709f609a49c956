import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { currentLanguage } from '../utils/extension/language.ts';
import { defaultSettings, loadSettings } from '../utils/extension/store.ts';
import { translate } from '../utils/i18n.ts';
import { forgetCertificate } from './certificate/signer.ts';
import { Failure, Status } from './controls/Status.tsx';
import type { Stored } from './stored.ts';
import { useStored } from './stored.ts';
import { LanguageContext, useText } from './text.ts';
import { ClosedVault } from './views/ClosedVault.tsx';

/** What every view stands on: the stored state, the language, and a sentence for what should never happen. */
export function Root({ children }: { children: (stored: Stored) => ComponentChildren }) {
  const [broken, setBroken] = useState(false);
  const { stored, closed, refused } = useStored((error) => {
    console.error(error);
    setBroken(true);
  });
  // A vault that is closed tells nothing, but the language stands outside of it.
  const [settings, setSettings] = useState(defaultSettings);
  useEffect(() => {
    if (!closed) return;
    // What the vault's lock guards, nobody else may sign with either.
    forgetCertificate();
    void loadSettings().then(setSettings);
  }, [closed]);
  const language = currentLanguage(stored ? { ...stored.settings, ...stored.policy.settings } : settings);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    // The browser still writes the error in the console.
    const fail = () => setBroken(true);
    window.addEventListener('unhandledrejection', fail);
    return () => window.removeEventListener('unhandledrejection', fail);
  }, []);
  return (
    <LanguageContext.Provider value={language}>
      {broken && <Broken />}
      {refused && <Refused code={refused.code} values={refused.values} />}
      {stored ? children(stored) : closed ? <ClosedVault failure={closed} /> : <Status busy text={translate(language, 'loading')} />}
    </LanguageContext.Provider>
  );
}

function Broken() {
  const { say } = useText();
  return <Failure text={`${say('failed_title')}. ${say('failed_fix')}`} />;
}

function Refused({ code, values }: { code: string; values: readonly string[] }) {
  const text = useText();
  return <Failure text={`${text.say('vault_notSaved')} ${text.code('error', code, values)}`} />;
}
