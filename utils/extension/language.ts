import browser from 'webextension-polyfill';
import type { Settings } from './store.ts';

export type Language = Exclude<Settings['language'], 'auto'>;

const languages: readonly Language[] = ['nl', 'fr', 'en'];

/** The chosen language; with `auto` the browser's own, and Dutch, the form's language, where that is none of ours. */
export function currentLanguage(settings: Settings): Language {
  if (settings.language !== 'auto') return settings.language;
  const [own] = browser.i18n.getUILanguage().toLowerCase().split(/[-_]/);
  return languages.find((language) => language === own) ?? 'nl';
}
