import en from '../public/_locales/en/messages.json' with { type: 'json' };
import fr from '../public/_locales/fr/messages.json' with { type: 'json' };
import nl from '../public/_locales/nl/messages.json' with { type: 'json' };

/** Dutch is the form's own language: it comes first, and it is what the keys are typed from. */
export const languages = ['nl', 'fr', 'en'] as const;
export type Language = (typeof languages)[number];

export type MessageKey = keyof typeof nl;
/** Keys that have a text for one and a text for more: `<key>_one`, `<key>_other`. */
export type CountKey = { [Key in MessageKey]: Key extends `${infer Stem}_one` ? Stem : never }[MessageKey];

const texts: Record<Language, Record<MessageKey, { message: string }>> = { nl, fr, en };

export const languageNames: Record<Language, string> = { nl: 'Nederlands', fr: 'Français', en: 'English' };

/** The text of a key; $1 … $9 stand for the values, in their order. A value that is not given leaves nothing. */
export function translate(language: Language, key: MessageKey, ...values: readonly string[]): string {
  return fillIn(texts[language][key].message, values);
}

export function fillIn(message: string, values: readonly string[]): string {
  return message.replace(/\$([1-9])/g, (_, at: string) => values[Number(at) - 1] ?? '');
}

/** `translate` for a number of things: French counts nought as one, the others don't. $1 is the number. */
export function translateCount(language: Language, key: CountKey, count: number): string {
  return translate(language, countKey(language, key, count), String(count));
}

export function countKey(language: Language, key: CountKey, count: number): MessageKey {
  const form = new Intl.PluralRules(language).select(count) === 'one' ? 'one' : 'other';
  return `${key}_${form}` as MessageKey;
}

/** A key made of a code or of a catalogue key. A code without a text is a bug: it says which row is missing. */
export function messageKey(key: string): MessageKey {
  if (!isMessageKey(key)) throw new Error(`public/_locales has no text ${key}: add it to the messages.json of each language.`);
  return key;
}

export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(nl, key);
}

/** `administration.use` → `field_administration_use`: message keys know no dots. */
export function fieldKey(key: string): MessageKey {
  return messageKey(`field_${key.replaceAll('.', '_')}`);
}
