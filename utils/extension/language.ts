import browser from 'webextension-polyfill';
import type { Language } from '../i18n.ts';
import { languages } from '../i18n.ts';
import type { Settings } from './store.ts';

/** The chosen language; with `auto` the browser's own, and Dutch, the form's language, where that is none of ours. */
export function currentLanguage(settings: Settings): Language {
  if (settings.language !== 'auto') return settings.language;
  const [own] = browser.i18n.getUILanguage().toLowerCase().split(/[-_]/);
  return languages.find((language) => language === own) ?? 'nl';
}
