import i18next from 'i18next';
import { en } from './en/index.ts';

export type Language = 'en';

type Leaves<Tree, Path extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? `${Path}${StripPlural<Key>}`
    : Leaves<Tree[Key], `${Path}${Key}.`>;
}[keyof Tree & string];

type StripPlural<Key extends string> = Key extends `${infer Base}_${'zero' | 'one' | 'other'}` ? Base : Key;

/** A dotted path into the catalogue; plural forms are written `key_one`, `key_other` there and `key` here. */
export type MessageKey = Leaves<typeof en>;

/** `count` picks the plural form; other params fill `{{name}}` places. The result is plain text. */
export type Translate = (key: MessageKey, params?: Readonly<Record<string, string | number>>) => string;

/** The words of one language. Window, tray, notifications and command line all use this. */
export function createTranslate(language: Language): Translate {
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return (key, params) => instance.t(key, params ?? {});
}
