import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { currentLanguage } from '../utils/extension/language.ts';
import { translate } from '../utils/i18n.ts';
import { Failure, Status } from './Status.tsx';
import type { Stored } from './stored.ts';
import { useStored } from './stored.ts';
import { LanguageContext, useText } from './text.ts';

/** What every view stands on: the stored state, the language, and a sentence for what should never happen. */
export function Root({ children }: { children: (stored: Stored) => ComponentChildren }) {
  const [broken, setBroken] = useState(false);
  const stored = useStored((error) => {
    console.error(error);
    setBroken(true);
  });
  const language = currentLanguage(stored?.settings ?? { language: 'auto' });
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
      {stored ? children(stored) : <Status busy text={translate(language, 'loading')} />}
    </LanguageContext.Provider>
  );
}

function Broken() {
  const { say } = useText();
  return <Failure text={`${say('failed_title')}. ${say('failed_fix')}`} />;
}
