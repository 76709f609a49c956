import { createContext } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { CountKey, Language, MessageKey } from '../utils/i18n.ts';
import { fieldKey, messageKey, translate, translateCount } from '../utils/i18n.ts';

export const LanguageContext = createContext<Language>('nl');

export type Text = {
  language: Language;
  say: (key: MessageKey, ...values: readonly string[]) => string;
  count: (key: CountKey, count: number) => string;
  /** The name of a question, an option or a profile's field, by its catalogue key. */
  field: (key: string) => string;
  /** A closed code's text: `error_<code>`, `problem_<code>`, `fix_<code>`, `policy_<code>`, `sync_<code>`. */
  code: (prefix: 'error' | 'problem' | 'fix' | 'policy' | 'sync', code: string, values: readonly string[]) => string;
};

export function useText(): Text {
  const language = useContext(LanguageContext);
  return useMemo(
    () => ({
      language,
      say: (key, ...values) => translate(language, key, ...values),
      count: (key, count) => translateCount(language, key, count),
      field: (key) => translate(language, fieldKey(key)),
      code: (prefix, code, values) => translate(language, messageKey(`${prefix}_${code}`), ...values),
    }),
    [language],
  );
}
